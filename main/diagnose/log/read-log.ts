/** Reads what stunnel has logged, a server's or a client's, and says what it means. Pure. */
import type { LogFinding, LogReading, LogRole } from '../../../preload/diagnosis.ts';
import { connectionLines } from './connection-lines.ts';
import type { LogEntry } from './entry.ts';
import { programLines } from './program-lines.ts';

export const logEntries: readonly LogEntry[] = [...programLines, ...connectionLines];

/** More is cut off: who pastes a year of log wants its end. */
const MOST_BYTES = 4 * 1024 * 1024;
const LONGEST_LINE = 2000;

interface LogLine {
  readonly number: number;
  readonly text: string;
}

/**
 * The lines that are stunnel's, without date, level and connection (log.c): `2026.11.29 20:19:38 LOG3[8]: text`, the same
 * behind what syslog and journald put before it, and `[!] text` as it says before there is a log.
 */
function linesOf(log: string): LogLine[] {
  const end = log.length > MOST_BYTES ? log.slice(log.indexOf('\n', log.length - MOST_BYTES) + 1) : log;
  return end.split(/\r?\n/).flatMap((line, index) => {
    const match = /(?:LOG\d\[[^\]]{0,64}\]: |^\[[ !.:]\] )(.*)$/.exec(line.slice(0, LONGEST_LINE));
    return match === null ? [] : [{ number: index + 1, text: (match[1] ?? '').trim() }];
  });
}

function roleOf(lines: readonly LogLine[]): LogRole {
  const says = (pattern: RegExp) => lines.some(({ text }) => pattern.test(text));
  const server = says(/^SSL_accept\b|^TLS accepted\b|TLS server needs a certificate|^SNI: requested servername/);
  const client = says(/^SSL_connect\b|^TLS connected\b|^SNI: sending servername|prevent MITM attacks/);
  if (server === client) return 'unknown';
  return server ? 'server' : 'client';
}

/** Each meaning once, in the order of the log, with how often it was said. */
export function readLog(log: string): LogReading {
  const lines = linesOf(log);
  const role = roleOf(lines);
  const found = new Map<string, LogFinding>();
  for (const { number, text } of lines) {
    const meaning = meaningOf(text, role);
    if (meaning === null) continue;
    const { entry, match } = meaning;
    const words = entry.words([...match]);
    const key = JSON.stringify(words.title);
    const known = found.get(key);
    found.set(
      key,
      known === undefined
        ? { kind: entry.kind, line: number, count: 1, text, ...words, isFault: entry.isFault !== false }
        : { ...known, count: known.count + 1 },
    );
  }
  return { role, lines: lines.length, findings: [...found.values()] };
}

function meaningOf(text: string, role: LogRole) {
  for (const entry of logEntries) {
    if (entry.role !== undefined && entry.role !== role) continue;
    const match = entry.pattern.exec(text);
    if (match !== null) return { entry, match };
  }
  return null;
}
