/** `adit connect FILE SERVICE` and `adit connect HOST:PORT`: standard input and output at the far end of a tunnel, for ssh's ProxyCommand. */
import { isIP } from 'node:net';
import { defaultTimeouts, defaultTls } from '../../profile/defaults.ts';
import type { TunnelSpecification } from '../../specification.ts';
import { placeOf, TunnelFault } from '../../tunnel/base/errors.ts';
import type { ConnectionEnd, TunnelContext } from '../../tunnel/engine.ts';
import { explain } from '../../tunnel/explain.ts';
import { connectOnce, prepareService } from '../../tunnel/service.ts';
import type { Command } from '../arguments.ts';
import { prepare } from '../fleet.ts';
import { givenCertificates } from '../given-certificates.ts';
import { load } from '../load.ts';
import { addressText, type ExitStatus, errorLines, exitStatus, type Output } from '../output.ts';
import { askOnTerminal } from '../passphrase.ts';
import { openStandardIo } from '../standard-io.ts';

type Connect = Extract<Command, { readonly kind: 'connect' }>;
type ConnectTo = Extract<Command, { readonly kind: 'connect-to' }>;

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
      left === undefined
        ? `There is no service [${service}] in ${file}, but ${loaded.names.map((name) => `[${name}]`).join(', ')}`
        : `[${service}] ${left.problem}`,
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
  return join(context, output);
}

/** The same without a file. */
export async function connectToCommand(command: ConnectTo, output: Output): Promise<ExitStatus> {
  try {
    return await join(await prepareService(await specificationFor(command)), output);
  } catch (error) {
    if (!(error instanceof TunnelFault)) throw error;
    for (const line of errorLines(error.reason)) output.message(line);
    return exitStatus.failed;
  }
}

async function specificationFor({ server, sni, authorities, pin }: ConnectTo): Promise<TunnelSpecification> {
  const name = sni ?? server.host;
  const checks = { hosts: isIP(name) === 0 ? [name] : [], emails: [], ips: isIP(name) === 0 ? [] : [name] };
  return {
    id: 'connect',
    name: addressText(server),
    accept: [],
    connect: [server],
    failover: 'prio',
    tls: { ...defaultTls, sni: sni === null ? defaultTls.sni : { kind: 'name', name: sni } },
    trust:
      pin !== null
        ? { kind: 'pinned', certificates: await givenCertificates(pin), checks: { hosts: [], emails: [], ips: [] } }
        : authorities !== null
          ? { kind: 'authority', certificates: await givenCertificates(authorities), checks }
          : { kind: 'system', checks },
    timeouts: defaultTimeouts,
  };
}

/** Standard input and output at the server, until both have ended. */
export async function join(context: TunnelContext, output: Output): Promise<ExitStatus> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  // ssh ends its ProxyCommand with SIGHUP.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    const end = await connectOnce(context, openStandardIo(), abort.signal);
    if (abort.signal.aborted) return exitStatus.done;
    const lines = complaintsAbout(end, context.specification);
    for (const line of lines) output.message(line);
    return lines.length === 0 ? exitStatus.done : exitStatus.failed;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** What went wrong; empty when nothing did. */
function complaintsAbout(ended: ConnectionEnd, { connect, timeouts }: TunnelSpecification): readonly string[] {
  if (ended.kind !== 'joined') return ended.error === null ? [CLOSED_EARLY] : errorLines(ended.error);
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
