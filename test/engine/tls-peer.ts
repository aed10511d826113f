/** A TLS server in the test's own process, for what stunnel as a server never does. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, type SecureContextOptions, TLSSocket } from 'node:tls';
import type { CertificateFiles } from '../peers/certificates.ts';

export interface TlsService extends AsyncDisposable {
  readonly port: number;
  close(): Promise<void>;
}

export async function contextFor(files: CertificateFiles, options: SecureContextOptions = {}): Promise<SecureContext> {
  const [cert, key] = await Promise.all([readFile(files.certificate), readFile(files.key)]);
  return createSecureContext({ cert, key, ...options });
}

/** `handle` gets the TLS connection and the TCP connection under it. Half-open sockets are allowed. */
export async function startTlsService(
  files: CertificateFiles,
  handle: (socket: TLSSocket, raw: Socket) => void,
  options: SecureContextOptions = {},
  listenPort = 0,
  /** Another certificate for a connection, counted from 0; undefined: the usual one. */
  contextOf: (index: number) => SecureContext | undefined = () => undefined,
): Promise<TlsService> {
  const usual = await contextFor(files, options);
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (raw) => {
    sockets.add(raw);
    raw.on('close', () => sockets.delete(raw));
    raw.on('error', () => undefined);
    const secureContext = contextOf(count) ?? usual;
    count += 1;
    const socket = new TLSSocket(raw, { isServer: true, secureContext });
    socket.on('error', () => undefined);
    handle(socket, raw);
  }).listen(listenPort, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, close, [Symbol.asyncDispose]: close };
}
