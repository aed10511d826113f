/** Local ports that nobody listens on. */
import { createServer } from 'node:net';

const NEIGHBOURS = 20;
/** Ports that the system chose for the first host and that somebody has on another one. */
const MOST_TRIES = 20;

/** Codes for an address that this computer does not have, or of a kind that it does not know. */
const absent: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/**
 * A TCP port that could be bound just now on every one of the hosts: `preferred`, else one of the next ports after it
 * (easier to remember), else any. Rejects with the system's error when the first host is not an address of this machine;
 * others that it does not have do not matter.
 */
export async function freePort(hosts: readonly string[], preferred?: number): Promise<number> {
  const [first = 'localhost', ...others] = hosts;
  if (preferred !== undefined) {
    for (let port = preferred; port <= Math.min(preferred + NEIGHBOURS, 65535); port++) {
      if ((await canBind(first, port)) && (await isFreeOn(others, port))) return port;
    }
  }
  for (let tries = 1; ; tries++) {
    const port = await bind(first, 0);
    if (tries === MOST_TRIES || (await isFreeOn(others, port))) return port;
  }
}

async function isFreeOn(hosts: readonly string[], port: number): Promise<boolean> {
  for (const host of hosts) if (!(await canBind(host, port, absent))) return false;
  return true;
}

async function canBind(host: string, port: number, ignored: ReadonlySet<unknown> = new Set()): Promise<boolean> {
  try {
    await bind(host, port);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && ignored.has(error.code);
  }
}

function bind(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
