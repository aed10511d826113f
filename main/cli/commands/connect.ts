/** `adit connect FILE SERVICE`: standard input and output at the far end of a tunnel, for ssh's ProxyCommand. */
import type { TunnelSpecification } from '../../specification.ts';
import { placeOf } from '../../tunnel/base/errors.ts';
import type { ConnectionEnd } from '../../tunnel/engine.ts';
import { explain } from '../../tunnel/explain.ts';
import { connectOnce } from '../../tunnel/service.ts';
import type { Command } from '../arguments.ts';
import { prepare } from '../fleet.ts';
import { load } from '../load.ts';
import { type ExitStatus, exitStatus, explanationLines, type Output } from '../output.ts';
import { askOnTerminal } from '../passphrase.ts';
import { openStandardIo } from '../standard-io.ts';

type Connect = Extract<Command, { readonly kind: 'connect' }>;

/** Nothing but the server's bytes goes to standard output. Without anything to say it is silent on standard error too. */
export async function connectCommand({ file, service }: Connect, output: Output): Promise<ExitStatus> {
  const refuse = (messages: readonly string[]): ExitStatus => {
    for (const message of messages) output.message(`[!] ${message}`);
    return exitStatus.failed;
  };
  if (file === '-') return refuse(['Standard input is what is sent to the server; the configuration has to be a file']);
  const loaded = await load(file, { only: service });
  if (!loaded.ok) return refuse(loaded.messages);
  const [left] = loaded.left;
  const [only] = loaded.services;
  if (only === undefined) {
    return refuse([
      left === undefined ? `There is no service [${service}] in ${file}` : `[${service}] ${left.problem}`,
    ]);
  }
  const preparation = await prepare([only], askOnTerminal);
  if (!preparation.ok) return refuse(preparation.messages);
  const [prepared] = preparation.prepared;
  if (prepared === undefined) return exitStatus.failed;
  const { context, specification } = prepared;
  if (specification.trust.kind === 'none' && specification.psk === undefined) {
    output.message(`[:] Service [${service}] needs authentication to prevent MITM attacks`);
  }

  const abort = new AbortController();
  const stop = () => abort.abort();
  // ssh ends its ProxyCommand with SIGHUP.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    const end = await connectOnce(context, openStandardIo(), abort.signal);
    if (abort.signal.aborted) return exitStatus.done;
    const lines = complaintsAbout(end, specification);
    for (const line of lines) output.message(line);
    return lines.length === 0 ? exitStatus.done : exitStatus.failed;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** What went wrong; empty when nothing did. */
function complaintsAbout(ended: ConnectionEnd, { connect, timeouts }: TunnelSpecification): readonly string[] {
  if (ended.kind !== 'joined') return ended.error === null ? [CLOSED_EARLY] : explanationLines(explain(ended.error));
  const { end, error } = ended;
  switch (end.kind) {
    case 'closed':
    case 'close-timeout':
      return [];
    case 'idle-timeout': {
      const [server] = connect.map(placeOf);
      const { host, port } = server ?? { host: 'the server', port: 0 };
      return [explain({ kind: 'timeout', step: 'idle', host, port, seconds: timeouts.idle }).what];
    }
    case 'failed':
      return [error === null ? ownFault(end.error) : explain(error).what];
  }
}

const CLOSED_EARLY = 'Standard input or output was closed before there was a connection.';

const ownFault = (error: Error): string =>
  'code' in error && error.code === 'EPIPE'
    ? 'Whoever reads standard output has stopped; the connection was reset.'
    : `Standard input or output cannot be used any more: ${error.message}.`;
