import { defaultTimeouts, defaultTls, defaultTrust, LOOPBACK } from '../../profile/defaults.ts';
import type { TunnelSpecification } from '../../specification.ts';
import { explain } from '../../tunnel/explain.ts';
import { lookAt } from '../../tunnel/look-at.ts';
import type { Command } from '../arguments.ts';
import {
  addressText,
  certificateRows,
  type ExitStatus,
  errorLines,
  exitStatus,
  handshakeWords,
  type Output,
  printJson,
  table,
} from '../output.ts';

type Probe = Extract<Command, { readonly kind: 'probe' }>;

/** Seconds. A person waits for the answer: shorter than the times a tunnel has. */
const patience = { connect: 10, busy: 15 };

function specificationFor({ server, sni, proxy }: Probe): TunnelSpecification {
  return {
    id: 'probe',
    name: addressText(server),
    accept: [{ host: LOOPBACK, port: 1 }],
    connect: [server],
    failover: 'prio',
    tls: { ...defaultTls, sni: sni === null ? defaultTls.sni : { kind: 'name', name: sni } },
    trust: sni === null ? defaultTrust : { kind: 'system', checks: { hosts: [sni], emails: [], ips: [] } },
    timeouts: { ...defaultTimeouts, ...patience },
    ...(proxy === null || proxy === undefined ? {} : { proxy }),
  };
}

/** One TLS handshake. The server counts as reached when it took place, whether or not its certificate is trusted. */
export async function probeCommand(command: Probe, output: Output): Promise<ExitStatus> {
  const result = await lookAt(specificationFor(command));
  const { reached, chain, systemTrusts, error } = result;
  if (command.json) {
    printJson(output, { ok: reached !== null, ...result, explanation: error === null ? null : explain(error) });
  } else if (reached !== null) {
    const [leaf] = chain;
    const { tls, time } = handshakeWords(reached);
    output.result(`${addressText(command.server)} at ${addressText({ ...reached, host: reached.address })}`);
    const rows: [string, string][] = [
      ['protocol', tls],
      ['handshake', time],
      ...(leaf === undefined ? [] : certificateRows(leaf, Date.now())),
      ['trust', systemTrusts ? 'the system trusts it' : 'the system does not trust it'],
    ];
    for (const line of table(rows)) output.result(line);
  }
  if (!command.json && error !== null) for (const line of errorLines(error)) output.message(line);
  return reached === null ? exitStatus.failed : exitStatus.done;
}
