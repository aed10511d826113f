/** `adit diagnose`: the way to a server, step by step. */

import type { Diagnosis } from '../../../preload/diagnosis.ts';
import { sayAll } from '../../../preload/words/say.ts';
import { usualPorts } from '../../diagnose/check.ts';
import { endLines, stepLines } from '../../diagnose/report.ts';
import type { CheckRequest } from '../../diagnose/tools.ts';
import { walk } from '../../diagnose/walk.ts';
import { defaultTimeouts, defaultTls, defaultTrust, LOOPBACK } from '../../profile/defaults.ts';
import type { TunnelSpecification } from '../../specification.ts';
import { environment } from '../../tunnel/server/environment.ts';
import type { Command } from '../arguments.ts';
import { addressText, type ExitStatus, exitStatus, type Output, printJson } from '../output.ts';
import { computerPolicy } from '../policy.ts';

type Diagnose = Extract<Command, { readonly kind: 'diagnose' }>;

function specificationFor({ server, sni, proxy }: Diagnose): TunnelSpecification {
  return {
    id: 'diagnose',
    name: addressText(server),
    accept: [{ host: LOOPBACK, port: 1 }],
    connect: [server],
    failover: 'prio',
    tls: { ...defaultTls, sni: sni === null ? defaultTls.sni : { kind: 'name', name: sni } },
    trust: sni === null ? defaultTrust : { kind: 'system', checks: { hosts: [sni], emails: [], ips: [] } },
    timeouts: defaultTimeouts,
    ...(proxy === null || proxy === undefined ? {} : { proxy }),
  };
}

export const diagnoseCommand = (command: Diagnose, output: Output): Promise<ExitStatus> =>
  walkAndPrint(
    { specification: specificationFor(command), application: 'custom', listening: [], hasLocalPort: false },
    command,
    output,
  );

interface Manner {
  readonly others: boolean;
  readonly json: boolean;
}

/** Prints each step when it is over. Ctrl-C ends the walk. */
export async function walkAndPrint(
  request: CheckRequest,
  { others, json }: Manner,
  output: Output,
): Promise<ExitStatus> {
  const mayAsk = (await computerPolicy()).settings.checkOthers !== false;
  if (others && !mayAsk)
    output.message('No other hosts are asked: an administrator of this computer has forbidden it.');
  const ports = usualPorts({ findRoutes: environment.findRoutes, asksOthers: others && mayAsk });
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  let printed = 0;
  const show = ({ steps }: Diagnosis) => {
    if (json) return;
    const over = steps.filter(({ state }) => state !== 'running');
    for (const step of over.slice(printed)) for (const line of stepLines(step)) output.result(line);
    printed = Math.max(printed, over.length);
  };
  const diagnosis = await walk(request, ports, show, abort.signal);
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  const ok = diagnosis.state === 'done' && diagnosis.broken === null;
  if (json) printJson(output, { ok, diagnosis: sayAll(diagnosis) });
  else for (const line of endLines(diagnosis)) output.result(line);
  return ok ? exitStatus.done : exitStatus.failed;
}
