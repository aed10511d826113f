/** Local ports that nobody listens on. */
import { createServer } from 'node:net';

const NEIGHBOURS = 20;

/**
 * A TCP port of `host` that could be bound just now: `preferred`, else one of the next ports after it (easier to
 * remember), else any. Rejects with the system's error when the host is not an address of this machine.
 */
export async function freePort(host: string, preferred?: number): Promise<number> {
  if (preferred !== undefined) {
    for (let port = preferred; port <= Math.min(preferred + NEIGHBOURS, 65535); port++) {
      if (await canBind(host, port)) return port;
    }
  }
  return bind(host, 0);
}

async function canBind(host: string, port: number): Promise<boolean> {
  try {
    await bind(host, port);
    return true;
  } catch {
    return false;
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
