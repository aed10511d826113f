/** Whether a local port could be listened on now, and who stands in the way. */
import { createServer } from 'node:net';
import type { PortHolder } from '../../../preload/types.ts';
import { codeOf } from '../base/errors.ts';
import { holderOf } from './port-holder.ts';

/** null: it is free, or the address is none of this computer's. `forbidden`: the system keeps the port for itself. */
export async function portUse(
  host: string,
  port: number,
): Promise<{ readonly kind: 'in-use'; readonly holder: PortHolder | null } | { readonly kind: 'forbidden' } | null> {
  const code = await tryToListen(host, port);
  if (code === 'EADDRINUSE') return { kind: 'in-use', holder: await holderOf(host, port) };
  return code === 'EACCES' ? { kind: 'forbidden' } : null;
}

/** null when it could listen; nobody is let in meanwhile. */
function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => resolve(codeOf(error)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
