/** Which program listens on a local port, where the system tells. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { PortHolder } from '../../../preload/types.ts';
import { inodesOf, nameOnLinux } from './sockets-of-programs.ts';
import { parseTasklist, sayOnWindows } from './windows-programs.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 3000;

/** The process that listens on a TCP port, null when there is none or the system does not say. Never rejects. */
export async function holderOf(host: string, port: number): Promise<PortHolder | null> {
  try {
    if (process.platform === 'linux') return await onLinux(host, port);
    if (process.platform === 'darwin') return await onMac(port);
    if (process.platform === 'win32') return await onWindows(port);
    return null;
  } catch {
    return null;
  }
}

async function onLinux(host: string, port: number): Promise<PortHolder | null> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  const inodes = new Set(tables.flatMap((table) => listeningInodes(table, host, port)));
  if (inodes.size === 0) return null;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry) || !(await inodesOf(entry)).some((inode) => inodes.has(inode))) continue;
    return { pid: Number(entry), name: await nameOnLinux(entry) };
  }
  return null;
}

const LISTEN = '0A';

/**
 * Inodes of the sockets in a /proc/net/tcp or tcp6 table that listen on the port and can stand in the way of `host`: on
 * the same IPv4 address or on all addresses (proc(5)).
 */
export function listeningInodes(table: string, host: string, port: number): string[] {
  const own = littleEndianHex(host);
  const inodes: string[] = [];
  for (const line of table.split('\n').slice(1)) {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const [address = '', portHex = ''] = local.split(':');
    if (state !== LISTEN || Number.parseInt(portHex, 16) !== port || inode === undefined) continue;
    if (own === null || address === own || /^0+$/.test(address) || address.length === 32) inodes.push(inode);
  }
  return inodes;
}

/** An IPv4 address as /proc/net/tcp prints it on little-endian machines; null for anything else, or for all addresses. */
function littleEndianHex(host: string): string | null {
  const octets = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)?.slice(1);
  if (octets === undefined || host === '0.0.0.0') return null;
  return octets
    .map((octet) => Number(octet).toString(16).padStart(2, '0'))
    .reverse()
    .join('')
    .toUpperCase();
}

async function onMac(port: number): Promise<PortHolder | null> {
  const { stdout } = await run('/usr/sbin/lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    timeout: TIMEOUT_MS,
  });
  return parseLsof(stdout);
}

/** First process of `lsof -Fpc`: a line `p` with the pid, then a line `c` with the command. */
export function parseLsof(output: string): PortHolder | null {
  const match = /^p(\d+)\nc(.+)$/m.exec(output);
  return match?.[1] && match[2] ? { pid: Number(match[1]), name: match[2] } : null;
}

async function onWindows(port: number): Promise<PortHolder | null> {
  const pid = parseNetstat(await sayOnWindows('netstat.exe', ['-ano', '-p', 'TCP']), port);
  if (pid === null) return null;
  const name = parseTasklist(await sayOnWindows('tasklist.exe', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']));
  return name === null ? null : { pid, name };
}

/**
 * The pid that listens on a port in `netstat -ano`. The state's name is translated on Windows, so a listener is known by
 * its foreign address, which has port 0.
 */
export function parseNetstat(output: string, port: number): number | null {
  for (const line of output.split(/\r?\n/)) {
    const [protocol, local = '', foreign = '', , pid] = line.trim().split(/\s+/);
    if (protocol === 'TCP' && local.endsWith(`:${port}`) && foreign.endsWith(':0') && pid && /^\d+$/.test(pid)) {
      return Number(pid);
    }
  }
  return null;
}
