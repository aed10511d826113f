/**
 * The server of the demo: what stunnel in front of a web server is, in one process. A TLS endpoint with a certificate
 * made for this run passes bytes on to a plain HTTP server; it knows nothing of HTTP, as stunnel does not.
 */

import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { LOOPBACK_IPV6 } from '../../preload/loopback.ts';
import { makeSelfSigned } from '../trust/self-signed.ts';
import { demoPage } from './demo-page.ts';
import { freePort } from './local/free-port.ts';

const host = '127.0.0.1';
/** Where people expect a web page that is not on port 80. */
const familiarPort = 8080;

export interface DemoServer {
  /** A server's stunnel.conf that describes what runs, to be imported like any other. */
  readonly configuration: string;
  readonly host: string;
  /** Of the TLS endpoint. */
  readonly port: number;
  /** PEM. */
  readonly certificate: string;
  /**
   * A free local port for the tunnel. The port of the service behind the endpoint, which an import would propose, is
   * taken for once: server and client are the same computer.
   */
  readonly localPort: number;
  /** Ends both servers and all their connections. */
  close(): Promise<void>;
}

const policy = "default-src 'none'; style-src 'unsafe-inline'";

function createWebServer(): Server {
  return createHttpServer((request, response) => {
    const method = request.method ?? '';
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    } else if (request.url !== '/') {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('There is only one page here: /\n');
    } else {
      response
        .writeHead(200, {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Length': Buffer.byteLength(demoPage),
          'Content-Security-Policy': policy,
          'Cache-Control': 'no-store',
        })
        .end(method === 'HEAD' ? undefined : demoPage);
    }
  });
}

/** Joins two sockets in both directions; an end on one side ends that direction only. */
function join(one: Socket, other: Socket): void {
  const direction = (from: Socket, to: Socket) =>
    pipeline(from, to, (error) => {
      if (error) {
        one.destroy();
        other.destroy();
      }
    });
  direction(one, other);
  direction(other, one);
}

async function listen(server: Server): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Starts on free ports of the loopback interface. Rejects with the system's error when it cannot listen. */
export async function startDemoServer(): Promise<DemoServer> {
  const { certificate, key } = await makeSelfSigned({
    commonName: 'Adit demo server',
    names: ['localhost', host],
    days: 7,
  });
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  };
  const web = createWebServer().on('connection', track);
  const webPort = await listen(web);
  const endpoint = createTlsServer({ cert: certificate, key, allowHalfOpen: true }, (client) => {
    const backend = connect({ port: webPort, host, allowHalfOpen: true });
    track(backend);
    join(client, backend);
  });
  // A client that does not speak TLS, or does not like the certificate, is its own problem.
  endpoint.on('connection', track).on('tlsClientError', () => {});
  let port: number;
  let localPort: number;
  try {
    port = await listen(endpoint);
    localPort = await freePort([host, LOOPBACK_IPV6], familiarPort);
  } catch (error) {
    endpoint.close();
    web.close();
    throw error;
  }

  let closing: Promise<void> | null = null;
  const close = async () => {
    const closed = [endpoint, web].map((server) => once(server, 'close'));
    endpoint.close();
    web.close();
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };
  return {
    configuration: [
      '; The stunnel.conf of the demo server. On a real server it is often /etc/stunnel/stunnel.conf.',
      '[demo-web]',
      `accept = ${host}:${port}`,
      `connect = ${host}:${webPort}`,
      'cert = demo.pem',
      '',
    ].join('\n'),
    host,
    port,
    certificate,
    localPort,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
