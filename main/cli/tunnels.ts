/** Tunnels in the foreground: starts them, tells what becomes of them, and ends them on a signal. */

import type { TunnelStatus } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';
import { placeOf } from '../tunnel/base/errors.ts';
import type { LogLevel } from '../tunnel/engine.ts';
import { createEngine } from '../tunnel/in-process.ts';
import {
  addressText,
  certificateRows,
  type ExitStatus,
  errorLines,
  exitStatus,
  handshakeWords,
  type Output,
  table,
} from './output.ts';

/** Here nobody clicks: a configuration is trusted by its own lines. */
const howToTrust =
  'If it is the right one: save the certificate to a file, and add “verifyPeer = yes” and “CAfile = FILE” to the section.';

const told: ReadonlySet<LogLevel> = new Set(['error', 'warning']);

/** What a status says that the one before did not; empty when there is nothing new to tell. */
export function statusLines(before: TunnelStatus, now: TunnelStatus, server: string): string[] {
  const lines: string[] = [];
  if (now.kind === 'blocked') {
    lines.push(...errorLines(now.error));
    if (now.remedy.kind === 'trust-certificate' || now.remedy.kind === 'replace-certificate') {
      lines.push(...table(certificateRows(now.remedy.certificate, Date.now())));
      lines.push(howToTrust);
    }
    return lines;
  }
  if (now.kind !== 'on') return lines;
  if (before.kind !== 'on') {
    const places = [...now.accept.map(addressText), ...(now.socket === undefined ? [] : [now.socket])];
    lines.push(`listening on ${places.join(', ')} for ${server}`);
  }
  const known = before.kind === 'on' ? before.server : null;
  if (now.server.kind === 'reachable' && known?.kind !== 'reachable') {
    const { tls, time } = handshakeWords(now.server);
    lines.push(`${server} is reachable: ${tls}, ${time}`);
  }
  if (now.server.kind === 'unreachable') {
    const { error } = now.server;
    if (known?.kind !== 'unreachable' || known.error.kind !== error.kind) lines.push(...errorLines(error));
  }
  return lines;
}

/** The status to compare the next one with: a probe under way changes nothing that a person would want to read. */
function remembered(before: TunnelStatus, now: TunnelStatus): TunnelStatus {
  const passing = now.kind === 'on' && (now.server.kind === 'checking' || now.server.kind === 'unknown');
  return passing && before.kind === 'on' ? before : now;
}

/**
 * Runs until SIGINT or SIGTERM (a clean end), or until every tunnel is blocked: nobody is here to unblock one.
 * `onListening` is called once for each tunnel, when its port is open.
 */
export async function runTunnels(
  specifications: readonly TunnelSpecification[],
  output: Output,
  onListening: (id: string) => void = () => {},
): Promise<ExitStatus> {
  const statuses = new Map<string, TunnelStatus>(specifications.map(({ id }) => [id, { kind: 'off' }]));
  const byId = new Map(specifications.map((specification) => [specification.id, specification]));
  let end: (status: ExitStatus) => void = () => {};
  const ended = new Promise<ExitStatus>((resolve) => {
    end = resolve;
  });
  const last = new Map<string | null, string>();
  // The engine's log and the status say the same of an error.
  const say = (id: string | null, text: string) => {
    if (last.get(id) === text) return;
    last.set(id, text);
    const name = id === null ? undefined : byId.get(id)?.name;
    output.message(name === undefined ? text : `[${name}] ${text}`);
  };
  const engine = createEngine((event) => {
    if (event.kind === 'log' && told.has(event.level)) say(event.id, event.text);
    if (event.kind !== 'status') return;
    const { id, status } = event;
    const before = statuses.get(id) ?? { kind: 'off' };
    const server =
      byId
        .get(id)
        ?.connect.map((address) => addressText(placeOf(address)))
        .join(', ') ?? '';
    for (const line of statusLines(before, status, server)) say(id, line);
    statuses.set(id, remembered(before, status));
    if (before.kind !== 'on' && status.kind === 'on') onListening(id);
    if ([...statuses.values()].every(({ kind }) => kind === 'blocked')) end(exitStatus.failed);
  });
  const stop = () => end(exitStatus.done);
  // Once: a second Ctrl-C ends a program that does not end by itself.
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    for (const specification of specifications) engine.start(specification);
    return await ended;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await engine.close();
  }
}
