/** Whether programs of this computer can reach the tunnel: its port is free, and a connection to it arrives. */
import { execFile } from 'node:child_process';
import { type AddressInfo, connect, createServer } from 'node:net';
import { promisify } from 'node:util';
import { codeOf } from '../../tunnel/base/errors.ts';
import { holderOf } from '../../tunnel/local/port-holder.ts';
import type { LocalPort } from '../evidence.ts';

/** To oneself: a second is a thousand times more than it takes. */
const PATIENCE_MS = 1000;
const TIMEOUT_MS = 3000;
/** Ports below are the administrator's (systems of the Unix kind). */
const FIRST_FREE = 1024;

/**
 * `isOurs`: the tunnel is on and listens there. A connection to it would go on to the server, so that another port of the
 * same address stands for it; what is found of that one is told with its number.
 */
export async function lookAtLocalPort(host: string, port: number, isOurs: boolean): Promise<LocalPort> {
  if (!isOurs) return { host, ...(await tried(host, port)), port };
  const beside = await tried(host, 0);
  return beside.state.kind === 'free' ? { host, port, state: { kind: 'ours' } } : { host, ...beside };
}

/** Listens on the port, 0 for any, and connects to itself. */
async function tried(host: string, port: number): Promise<Pick<LocalPort, 'port' | 'state'>> {
  const server = createServer((socket) => socket.destroy());
  const refused = await new Promise<string | null>((resolve) => {
    server.once('error', (error) => resolve(codeOf(error)));
    server.listen({ host, port, exclusive: true }, () => resolve(null));
  });
  switch (refused) {
    case null: {
      const { port: bound } = server.address() as AddressInfo;
      const code = await knock(host, bound);
      server.close();
      return { port: bound, state: code === null ? { kind: 'free' } : { kind: 'unreachable', code } };
    }
    case 'EADDRINUSE':
      return { port, state: { kind: 'in-use', holder: await holderOf(host, port) } };
    case 'EADDRNOTAVAIL':
      return { port, state: { kind: 'no-address' } };
    default:
      return { port, state: { kind: 'forbidden', range: port < FIRST_FREE ? null : await excludedRange(port) } };
  }
}

/** Of all addresses, one that can be connected to. */
const within = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host);

/** null: somebody was there. */
function knock(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: within(host), port });
    const settle = (code: string | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(code);
    };
    const timer = setTimeout(() => settle('ETIMEDOUT'), PATIENCE_MS);
    socket.once('connect', () => settle(null));
    socket.once('error', (error) => settle(codeOf(error)));
  });
}

/** The range that Windows keeps for itself with the port in it, null where there is none or the system does not say. */
async function excludedRange(port: number): Promise<readonly [number, number] | null> {
  if (process.platform !== 'win32') return null;
  try {
    const { stdout } = await promisify(execFile)(
      'netsh.exe',
      ['interface', 'ipv4', 'show', 'excludedportrange', 'protocol=tcp'],
      { timeout: TIMEOUT_MS, windowsHide: true },
    );
    return rangeWith(stdout, port);
  } catch {
    return null;
  }
}

/** In what `netsh interface ipv4 show excludedportrange` prints: lines of two numbers, whatever the language. Pure. */
export function rangeWith(output: string, port: number): readonly [number, number] | null {
  for (const line of output.split(/\r?\n/)) {
    const match = /^\s*(\d{1,5})\s+(\d{1,5})\b/.exec(line);
    if (match === null) continue;
    const [from, to] = [Number(match[1]), Number(match[2])];
    if (from <= port && port <= to) return [from, to];
  }
  return null;
}
