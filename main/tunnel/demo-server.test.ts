import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from './demo-server.ts';

describe('the demo server', () => {
  let server: DemoServer | null = null;
  const start = async () => {
    server = await startDemoServer();
    return server;
  };
  afterEach(() => server?.close());

  it('serves its page over TLS, with the certificate it tells of', async () => {
    const { host, port, certificate } = await start();
    const [response] = await once(get({ host, port, path: '/', ca: certificate }), 'response');
    const presented = response.socket.getPeerCertificate();
    expect(response.statusCode).toBe(200);
    expect(await text(response)).toContain('This page came through your tunnel');
    expect(presented.fingerprint256).toBe(new X509Certificate(certificate).fingerprint256);
  });

  it('passes bytes on without reading them, and keeps the other direction open after a half-close', async () => {
    const { host, port, certificate } = await start();
    const socket = connect({ host, port, ca: certificate });
    await once(socket, 'secureConnect');
    socket.end('GET /nothing HTTP/1.0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 404 [\s\S]*There is only one page here/);
  });

  it('describes itself as a server configuration', async () => {
    const { port, configuration } = await start();
    expect(configuration).toContain(`accept = 127.0.0.1:${port}\n`);
    expect(configuration).toMatch(/^\[demo-web\]$/m);
    expect(configuration).not.toMatch(/client/);
  });

  it('survives clients that do not speak TLS', async () => {
    const { host, port, certificate } = await start();
    const plain = connectTcp(port, host);
    plain.on('error', () => {});
    plain.end('GET / HTTP/1.0\r\n\r\n');
    plain.resume();
    await once(plain, 'close');
    const [response] = await once(get({ host, port, path: '/', ca: certificate }), 'response');
    response.resume();
    expect(response.statusCode).toBe(200);
  });

  it('ends with every connection, also when it is asked twice', async () => {
    const { host, port, certificate, close } = await start();
    const socket = connect({ host, port, ca: certificate });
    socket.on('error', () => {});
    await once(socket, 'secureConnect');
    const closed = once(socket, 'close');
    await Promise.all([close(), close()]);
    await closed;
    const refused = connectTcp(port, host);
    const [error] = await once(refused, 'error');
    expect(error.code).toBe('ECONNREFUSED');
  });
});
