/** Which program has which TCP socket, as Windows' own `netstat` and `tasklist` say it. */
import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { promisify } from 'node:util';
import type { PortHolder } from '../../../preload/tunnel-error.ts';
import type { Endpoint } from '../../../preload/types.ts';

const TIMEOUT_MS = 3000;

/** Runs a program and gives what it says; rejects when it fails. */
export type Say = (program: string, argv: readonly string[]) => Promise<string>;

/**
 * A program that Windows brings, by its whole path: for a name alone Windows looks in the current folder first, which may
 * hold somebody else's files.
 */
export const windowsProgram = (name: string, systemRoot = process.env['SystemRoot'] ?? 'C:\\Windows'): string =>
  win32.join(systemRoot, 'System32', name);

export const sayOnWindows: Say = async (program, argv) =>
  (await promisify(execFile)(windowsProgram(program), [...argv], { timeout: TIMEOUT_MS, windowsHide: true })).stdout;

/**
 * The programs of connected sockets by their own address. IPv6 is asked for only where a program may use it: each question
 * starts a program.
 */
export async function windowsConnections(
  ends: readonly Endpoint[],
  say: Say = sayOnWindows,
): Promise<readonly (Endpoint & { readonly program: PortHolder })[]> {
  const families = ends.some(({ host }) => host.includes(':')) ? ['TCP', 'TCPv6'] : ['TCP'];
  const [tasks, ...tables] = await Promise.all([
    say('tasklist.exe', ['/FO', 'CSV', '/NH']),
    ...families.map((family) => say('netstat.exe', ['-ano', '-p', family])),
  ]);
  const names = parseTasks(tasks ?? '');
  return tables.flatMap(parseConnected).flatMap(({ pid, ...end }) => {
    const name = names.get(pid);
    return name === undefined ? [] : [{ ...end, program: { pid, name } }];
  });
}

/** Own addresses and pids of the connected sockets in `netstat -ano`, whose words for states are translated. */
export function parseConnected(output: string): readonly (Endpoint & { readonly pid: number })[] {
  return output.split(/\r?\n/).flatMap((line) => {
    const [protocol, local = '', foreign = '', , pid = ''] = line.trim().split(/\s+/);
    const [, host, port] = /^\[?(.+?)(?:%\d+)?\]?:(\d+)$/.exec(local) ?? [];
    // Who listens has no other end, and 0 is nobody: the connection is over and only its name is kept.
    if (protocol !== 'TCP' || foreign.endsWith(':0') || !/^[1-9]\d*$/.test(pid) || host === undefined) return [];
    return [{ host, port: Number(port), pid: Number(pid) }];
  });
}

/** Image names by pid in `tasklist /FO CSV /NH`. */
function parseTasks(output: string): ReadonlyMap<number, string> {
  const lines = [...output.matchAll(/^"([^"]+)","(\d+)"/gm)];
  return new Map(lines.map(([, name = '', pid]) => [Number(pid), name]));
}

/** The image name in `tasklist /FO CSV /NH` of one process; null for its "no tasks" sentence. */
export function parseTasklist(output: string): string | null {
  return [...parseTasks(output).values()][0] ?? null;
}
