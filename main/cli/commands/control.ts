/** `adit list | status | on | off | open`: the running app, asked and told. */
import { ask } from '../../control/client.ts';
import { controlAddress } from '../../control/place.ts';
import type { ControlReply, ControlRequest, TunnelLine } from '../../control/protocol.ts';
import type { Command } from '../arguments.ts';
import { type ExitStatus, exitStatus, type Output, printJson, table } from '../output.ts';
import { appLine, startApp, thisProgram } from '../start-app.ts';
import { folderOf, NO_FOLDER } from '../stored-profiles.ts';

type Control = Extract<Command, { readonly kind: 'control' }>;

/** `done` when the app did it, or for `status NAME` when the tunnel is on and its server is reachable. */
export async function controlCommand(
  { request, name, form, starts, userData }: Control,
  output: Output,
): Promise<ExitStatus> {
  const folder = folderOf(userData);
  if (folder === null) {
    output.message(NO_FOLDER);
    return exitStatus.failed;
  }
  let status: ExitStatus = exitStatus.done;
  const show = (reply: ControlReply): void => {
    status = printReply(reply, { name, form }, output);
  };
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const address = controlAddress(process.platform, folder);
  let asked = await ask(address, request, show, abort.signal);
  if (asked.kind === 'not-running' && starts) {
    const started = await startApp(appLine(thisProgram(), userData), address);
    asked =
      started.kind === 'running'
        ? await ask(address, request, show, abort.signal)
        : { kind: 'broken', why: started.why };
  }
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  if (asked.kind === 'answered') return status;
  output.message(
    asked.kind === 'broken'
      ? asked.why
      : `Adit is not running: start the app, then ${advice(request)}, or add --start.`,
  );
  return exitStatus.failed;
}

const advice = (request: ControlRequest): string => ('name' in request ? 'try again' : 'ask again');

/** What the app has answered, and the status that it means. */
export function printReply(
  reply: ControlReply,
  { name, form }: Pick<Control, 'name' | 'form'>,
  output: Output,
): ExitStatus {
  const json = form === 'json';
  switch (reply.kind) {
    case 'failed':
      if (json) printJson(output, { ok: false, what: reply.what, next: reply.next });
      else output.message(`${reply.what} ${reply.next}`);
      return exitStatus.failed;
    case 'done':
      if (json) printJson(output, { ok: true, tunnel: reply.tunnel });
      else output.result(`${reply.tunnel.name}: ${reply.tunnel.status}`);
      return exitStatus.done;
    case 'shown':
      if (json) printJson(output, { ok: true });
      else output.result('The app’s window shows it.');
      return exitStatus.done;
    case 'checked':
      if (!json) for (const line of reply.lines) output.result(line);
      return exitStatus.done;
    case 'diagnosed':
      if (json) printJson(output, { ok: reply.works, diagnosis: reply.diagnosis });
      else output.result(reply.report.trimEnd());
      return reply.works ? exitStatus.done : exitStatus.failed;
    case 'tunnels': {
      const tunnels = name === null ? reply.tunnels : reply.tunnels.filter((one) => sameName(one.name, name));
      if (json) output.result(JSON.stringify({ ok: true, tunnels }));
      else if (form === 'names') for (const tunnel of tunnels) output.result(tunnel.name);
      else printTunnels(tunnels, output);
      if (name === null) return exitStatus.done;
      const [only] = tunnels;
      if (only === undefined) output.message(`There is no profile “${name}”. See: adit list`);
      return only?.server === 'reachable' ? exitStatus.done : exitStatus.failed;
    }
  }
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function printTunnels(tunnels: readonly TunnelLine[], output: Output): void {
  if (tunnels.length === 0) output.result('There are no profiles.');
  else
    for (const line of table(
      tunnels.map((one) => [one.name, `${one.status}  ${one.local.join(', ')}`]),
      '',
    ))
      output.result(line);
  for (const { name, explanation } of tunnels) {
    if (explanation !== null) output.result(`${name}: ${explanation.what} ${explanation.next}`);
  }
}
