/** `adit connect FILE SERVICE`: standard input and output at the far end of a tunnel, for ssh's ProxyCommand. */
import { internalError, TunnelFault } from '../../tunnel/errors.ts';
import { explain } from '../../tunnel/explain.ts';
import { reach } from '../../tunnel/tls/handshake.ts';
import type { Command } from '../arguments.ts';
import { prepare } from '../fleet.ts';
import { load } from '../load.ts';
import { type ExitStatus, exitStatus, explanationLines, type Output } from '../output.ts';
import { askOnTerminal } from '../passphrase.ts';
import { joinStandardIo, openStandardOutput } from '../standard-io.ts';

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
  const { terms, specification } = prepared;
  const { trust, psk, timeouts } = specification;
  if (trust.kind === 'none' && psk === undefined) {
    output.message(`[:] Service [${service}] needs authentication to prevent MITM attacks`);
  }

  const abort = new AbortController();
  const stop = () => abort.abort();
  // ssh ends its ProxyCommand with SIGHUP.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    const remote = await reach({ terms, turn: Math.floor(Math.random() * 1024), signal: abort.signal });
    if (remote.fault !== null) {
      remote.socket.destroy();
      throw new TunnelFault(remote.fault);
    }
    abort.signal.addEventListener('abort', () => remote.socket.destroy());
    const standard = openStandardOutput();
    const error = await joinStandardIo({ input: process.stdin, output: standard, remote, timeouts });
    if (error === null || abort.signal.aborted) return exitStatus.done;
    output.message(explain(remote.explain(error)).what);
    return exitStatus.failed;
  } catch (error) {
    if (abort.signal.aborted) return exitStatus.done;
    const reason = error instanceof TunnelFault ? error.reason : internalError(error);
    for (const line of explanationLines(explain(reason))) output.message(line);
    return exitStatus.failed;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
