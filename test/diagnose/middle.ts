/** What stands between a tunnel and its server, in the test's own process: filters, log-in pages, and what inspects TLS. */

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { CertificateFiles } from '../peers/certificates.ts';
import { startTcpService, type TcpService } from '../peers/tcp.ts';

export interface Web extends AsyncDisposable {
  readonly port: number;
}

const listening = async (server: Server, port: number): Promise<Web> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
};

export const startWeb = (answer: RequestListener, port = 0): Promise<Web> => listening(createHttpServer(answer), port);

export async function startSecureWeb({ certificate, key }: CertificateFiles, answer: RequestListener): Promise<Web> {
  const [cert, keyText] = await Promise.all([readFile(certificate), readFile(key)]);
  return listening(
    createHttpsServer({ cert, key: keyText }, answer).on('tlsClientError', () => undefined),
    0,
  );
}

/** Sends every visitor to a page. */
export const redirecting =
  (page: string, status = 302): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { Location: page }).end();
  };

export const saying =
  (text: string, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(200, headers).end(text);
  };

/** Of a ClientHello; null when it has none, or it is not all there. */
export function serverNameIn(hello: Buffer): string | null {
  // server_name (0), a list of one entry of type host_name (0): RFC 6066 3.
  for (let at = 43; at < hello.length - 9; at++) {
    const length = hello.readUInt16BE(at + 7);
    const isName =
      hello.readUInt16BE(at) === 0 &&
      hello.readUInt16BE(at + 2) === length + 5 &&
      hello.readUInt16BE(at + 4) === length + 3 &&
      hello[at + 6] === 0;
    if (isName) return hello.toString('latin1', at + 9, at + 9 + length);
  }
  return null;
}

/** Passes on to the server whatever is not forbidden by its name. */
export const startNameFilter = (
  server: number,
  isForbidden: (name: string | null) => boolean,
  how: 'reset' | 'close' | 'swallow',
): Promise<TcpService> =>
  startTcpService((socket) => {
    socket.once('data', (hello: Buffer) => {
      if (isForbidden(serverNameIn(hello))) {
        if (how === 'reset') socket.resetAndDestroy();
        if (how === 'close') socket.end();
        return;
      }
      const up = connect({ port: server, host: '127.0.0.1', allowHalfOpen: true });
      up.on('error', () => socket.destroy());
      socket.on('error', () => up.destroy());
      up.write(hello);
      pipeline(socket, up, () => undefined);
      pipeline(up, socket, () => undefined);
    });
  });

/** A line that takes its time in both directions. */
export const startSlowLine = (server: number, ms: number): Promise<TcpService> =>
  startTcpService((socket) => {
    const up = connect({ port: server, host: '127.0.0.1', allowHalfOpen: true });
    const late = (from: Socket, to: Socket) => {
      let last: Promise<unknown> = Promise.resolve();
      const then = (act: () => void) => {
        const due = delay(ms);
        last = last.then(() => due).then(act);
      };
      from.on('data', (bytes) => then(() => to.writable && to.write(bytes)));
      from.on('end', () => then(() => to.end()));
      from.on('error', () => to.destroy());
    };
    late(socket, up);
    late(up, socket);
  });

/** Swallows what is bigger than a packet of such a size would be, in each direction, as a way with a smaller MTU does. */
export const startThinLine = (server: number, most: number): Promise<TcpService> =>
  startTcpService((socket) => {
    const up = connect({ port: server, host: '127.0.0.1', allowHalfOpen: true });
    const thin = (from: Socket, to: Socket) => {
      let isStuck = false;
      from.on('data', (bytes) => {
        isStuck ||= bytes.length > most;
        if (!isStuck && to.writable) to.write(bytes);
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
    };
    thin(socket, up);
    thin(up, socket);
  });
