/** Which programs of this computer have which TCP sockets, as far as the system tells: their owner's, or everybody's. */
import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { PortHolder } from '../../../preload/tunnel-error.ts';
import type { Endpoint } from '../../../preload/types.ts';
import { windowsConnections } from './windows-programs.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 3000;

const ESTABLISHED = '01';

/** The programs whose ends of connections have these addresses, in their order; null where nobody tells. Never rejects. */
export async function programsAt(ends: readonly Endpoint[]): Promise<readonly (PortHolder | null)[]> {
  if (ends.length === 0) return [];
  const found = await lookUp().catch(() => new Map<string, PortHolder>());
  return ends.map(({ host, port }) => found.get(keyOf(host, port)) ?? null);

  async function lookUp(): Promise<ReadonlyMap<string, PortHolder>> {
    if (process.platform === 'linux') return onLinux(new Set(ends.map(({ host, port }) => keyOf(host, port))));
    if (process.platform === 'win32') return onWindows(ends);
    return process.platform === 'darwin' ? onMac() : new Map();
  }
}

/** IPv4 addresses that are mapped into IPv6 are what the other end calls by their IPv4 form. */
const keyOf = (host: string, port: number): string => `${host.replace(/^::ffff:/i, '')} ${port}`;

async function onLinux(wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, PortHolder>> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  const ends = new Map(tables.flatMap(establishedEnds).filter(([, end]) => wanted.has(end)));
  const found = new Map<string, PortHolder>();
  for (const entry of await readdir('/proc')) {
    if (found.size === ends.size) break;
    if (!/^\d+$/.test(entry)) continue;
    const held = (await inodesOf(entry)).flatMap((inode) => ends.get(inode) ?? []);
    if (held.length === 0) continue;
    const program = { pid: Number(entry), name: await nameOnLinux(entry) };
    for (const end of held) found.set(end, program);
  }
  return found;
}

/** Inodes of the sockets in a /proc/net/tcp or tcp6 table that are connected, with their own addresses (proc(5)). */
export function establishedEnds(table: string): (readonly [inode: string, end: string])[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
      const [address = '', port = ''] = local.split(':');
      if (state !== ESTABLISHED || inode === undefined) return [];
      return [[inode, keyOf(addressOf(address), Number.parseInt(port, 16))] as const];
    });
}

/** As the system prints addresses on little-endian machines: each group of four bytes backwards. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((group) => (group.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return dotted(bytes);
  const text = bytes.join('');
  if (/^0{20}F{4}/i.test(text)) return dotted(bytes.slice(12));
  const groups = text.match(/.{4}/g) ?? [];
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

const dotted = (bytes: readonly string[]): string => bytes.map((byte) => Number.parseInt(byte, 16)).join('.');

/** Of the sockets that a process has; empty for what is not ours to look at. */
export async function inodesOf(pid: string): Promise<readonly string[]> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(
    descriptors.map((descriptor) => readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')),
  );
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}

/** The program's file name; threads may call themselves anything, and only the same user may look at the file. */
export async function nameOnLinux(pid: string): Promise<string> {
  const program = await readlink(`/proc/${pid}/exe`).catch(() => '');
  if (program !== '') return basename(program.replace(/ \(deleted\)$/, ''));
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
}

async function onWindows(ends: readonly Endpoint[]): Promise<ReadonlyMap<string, PortHolder>> {
  const connections = await windowsConnections(ends);
  return new Map(connections.map(({ host, port, program }) => [keyOf(host, port), program]));
}

async function onMac(): Promise<ReadonlyMap<string, PortHolder>> {
  const { stdout } = await run('/usr/sbin/lsof', ['-nP', '-iTCP', '-sTCP:ESTABLISHED', '-Fpcn'], {
    timeout: TIMEOUT_MS,
  });
  return parseConnections(stdout);
}

/** Of `lsof -Fpcn`: a line `p` with the pid, `c` with the command, then a line `n` for each connection, `a:1->b:2`. */
export function parseConnections(output: string): ReadonlyMap<string, PortHolder> {
  const found = new Map<string, PortHolder>();
  let program: PortHolder = { pid: 0, name: '' };
  for (const line of output.split('\n')) {
    if (line.startsWith('p')) program = { pid: Number(line.slice(1)), name: '' };
    else if (line.startsWith('c')) program = { ...program, name: line.slice(1) };
    const [, host, port] = /^n\[?([^\]]+?)\]?:(\d+)->/.exec(line) ?? [];
    if (host !== undefined && program.name !== '') found.set(keyOf(host, Number(port)), program);
  }
  return found;
}
