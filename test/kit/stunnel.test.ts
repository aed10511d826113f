/** What a kit holds, in a real stunnel and in the engine: its server starts, its clients get in, and others do not. */
import { readFile, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answers, type Platform, platforms } from '../../preload/kit-answers.ts';
import { buildChild, type Runtime, runtimes, startEngine } from '../engine/runtimes.ts';
import { errorOf, isBlocked, isReachable, isUnreachable, portOf } from '../engine/specification.ts';
import { makeAuthorityAndLeaf } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { startProcess } from '../peers/process.ts';
import { startTcpService, type TcpService } from '../peers/tcp.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { answersWith, client, HOST, specificationIn, startServer, unpack, writeKit } from './kits.ts';

let directory: TemporaryDirectory;
let child: Awaited<ReturnType<typeof buildChild>>;
let services: Readonly<Record<'ssh' | 'redis' | 'web', TcpService>>;
let made = 0;
const place = () => {
  made += 1;
  return path.join(directory.path, String(made));
};

const greeting = (words: string) => startTcpService((socket) => socket.end(words));

beforeAll(async () => {
  directory = await temporaryDirectory('adit-kit-');
  const [built, ssh, redis, web] = await Promise.all([
    buildChild(),
    greeting('ssh'),
    greeting('redis'),
    greeting('web'),
  ]);
  child = built;
  services = { ssh, redis, web };
});
afterAll(async () => {
  await Promise.all([...Object.values(services).map((service) => service.close()), child.close()]);
  await directory.close();
});

const service = (name: 'ssh' | 'redis', accept: number) =>
  ({ name, application: name, host: '127.0.0.1', port: services[name].port, accept }) as const;

/** What a program gets through the tunnel of a client's folder, or the error that stands in the way. */
async function through(
  runtime: Runtime,
  folder: string,
  passphrase: string | null = null,
  index = 0,
): Promise<unknown> {
  await using running = await startEngine(runtime, child.file);
  running.engine.start(await specificationIn(folder, passphrase, index));
  const status = await running.until('tunnel', (each) => isReachable(each) || isBlocked(each) || isUnreachable(each));
  return errorOf(status) ?? (await said(portOf(status)));
}

/** Everything that comes until the end, however that is. */
async function said(port: number): Promise<string> {
  return heardOn(connect({ port, host: '127.0.0.1' }));
}

async function heardOn(socket: Socket): Promise<string> {
  let heard = '';
  socket.on('data', (data) => {
    heard += data;
  });
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('close', resolve));
  return heard;
}

/** What a browser would get: it asks for the host by name, shows nothing, and trusts what it is told to. */
async function browsed(port: number): Promise<string> {
  return heardOn(connectTls({ port, host: '127.0.0.1', servername: HOST, rejectUnauthorized: false }));
}

const available = runtimes.filter(({ executable }) => executable !== null);

describe.skipIf(!hasTool('stunnel'))('a kit in stunnel', () => {
  describe.each(available)('with clients on $name', (runtime) => {
    const kinds: readonly (readonly [Answers['certificate']['kind'], Answers['clients']])[] = [
      ['self-signed', 'none'],
      ['self-signed', 'certificate'],
      ['self-signed', 'psk'],
      ['authority', 'none'],
      ['authority', 'certificate'],
    ];
    it.each(kinds)('%s certificate, clients show: %s', async (kind, clients) => {
      const [kit, port] = [place(), await freePort()];
      const certificate = kind === 'lets-encrypt' ? ({ kind, email: null } as const) : ({ kind, days: 30 } as const);
      const add = clients === 'none' ? [] : [client('alice')];
      await writeKit(kit, answersWith({ services: [service('ssh', port)], certificate, clients }), { add });
      await using _server = await startServer(kit);
      const folder = await unpack(kit, clients === 'none' ? 'everyone' : 'alice', place());
      expect(await through(runtime, folder)).toBe('ssh');
    });

    it('two services share a port by server name, and a browser gets the page', async () => {
      for (const clients of ['certificate', 'psk', 'none'] as const) {
        const [kit, port] = [place(), await freePort()];
        const answers = answersWith({
          services: [service('ssh', port), service('redis', port)],
          clients,
          page: { kind: 'sni', host: '127.0.0.1', port: services.web.port },
        });
        await writeKit(kit, answers, { add: clients === 'none' ? [] : [client('alice')] });
        await using _server = await startServer(kit);
        const folder = await unpack(kit, clients === 'none' ? 'everyone' : 'alice', place());
        const got = [await through(runtime, folder), await through(runtime, folder, null, 1), await browsed(port)];
        expect([clients, ...got]).toEqual([clients, 'ssh', 'redis', 'web']);
      }
    });

    it('without a page the first service is for whoever asks for none', async () => {
      const [kit, port] = [place(), await freePort()];
      const answers = answersWith({ services: [service('ssh', port), service('redis', port)], clients: 'psk' });
      await writeKit(kit, answers, { add: [client('alice')] });
      await using _server = await startServer(kit);
      const folder = await unpack(kit, 'alice', place());
      expect([await through(runtime, folder), await through(runtime, folder, null, 1)]).toEqual(['ssh', 'redis']);
    });

    it('a client that was taken out is turned away, and the others are not', async () => {
      for (const clients of ['certificate', 'psk'] as const) {
        const [kit, port] = [place(), await freePort()];
        const answers = answersWith({ services: [service('ssh', port)], clients });
        await writeKit(kit, answers, { add: [client('alice'), client('bob')] });
        const [alice, bob] = [await unpack(kit, 'alice', place()), await unpack(kit, 'bob', place())];
        await writeKit(kit, answers, { revoke: ['bob'], add: [client('carol')] });
        const carol = await unpack(kit, 'carol', place());
        await using _server = await startServer(kit);
        expect([await through(runtime, alice), await through(runtime, carol)]).toEqual(['ssh', 'ssh']);
        expect(await through(runtime, bob)).toMatchObject({
          kind: clients === 'psk' ? 'bad-psk' : 'client-cert-required',
        });
      }
    });

    it('a certificate renewed with its key is accepted where it was pinned; another key is asked about', async () => {
      const [kit, port] = [place(), await freePort()];
      const answers = answersWith({ services: [service('ssh', port)] });
      await writeKit(kit, answers);
      const folder = await unpack(kit, 'everyone', place());
      const before = await readFile(path.join(kit, 'server/server.pem'), 'utf8');
      await writeKit(kit, answers, { renew: 'same key' });
      expect(await readFile(path.join(kit, 'server/server.pem'), 'utf8')).not.toBe(before);
      {
        await using _server = await startServer(kit);
        expect(await through(runtime, folder)).toBe('ssh');
      }
      await writeKit(kit, answers, { renew: 'new key' });
      await using _server = await startServer(kit);
      expect(await through(runtime, folder)).toMatchObject({ kind: 'cert-changed' });
      expect(await through(runtime, await unpack(kit, 'everyone', place()))).toBe('ssh');
    });

    it('of an authority even a new key is accepted', async () => {
      const [kit, port] = [place(), await freePort()];
      const answers = answersWith({ services: [service('ssh', port)], certificate: { kind: 'authority', days: 30 } });
      await writeKit(kit, answers);
      const folder = await unpack(kit, 'everyone', place());
      await writeKit(kit, answers, { renew: 'new key' });
      await using _server = await startServer(kit);
      expect(await through(runtime, folder)).toBe('ssh');
    });

    it('a key with a passphrase opens with it alone', async () => {
      const [kit, port] = [place(), await freePort()];
      const answers = answersWith({ services: [service('ssh', port)], clients: 'certificate' });
      await writeKit(kit, answers, { add: [client('alice', 'correct horse')] });
      await using _server = await startServer(kit);
      const folder = await unpack(kit, 'alice', place());
      expect(await through(runtime, folder, 'correct horse')).toBe('ssh');
      expect(await through(runtime, folder)).toMatchObject({ kind: 'key-passphrase' });
    });
  });

  const [runtime] = available;

  it.each(platforms)('the configuration for %s starts, and lets its client in', async (platform: Platform) => {
    if (runtime === undefined) throw new Error('There is no runtime.');
    const [kit, port] = [place(), await freePort()];
    const answers = answersWith({ services: [service('ssh', port)], platform, clients: 'certificate' });
    await writeKit(kit, answers, { add: [client('alice')] });
    await using _server = await startServer(kit);
    expect(await through(runtime, await unpack(kit, 'alice', place()))).toBe('ssh');
  });

  it('a redirect shows the page to whoever has no valid certificate, a client that was taken out too', async () => {
    if (runtime === undefined) throw new Error('There is no runtime.');
    const [kit, port] = [place(), await freePort()];
    const page = { kind: 'redirect', host: '127.0.0.1', port: services.web.port } as const;
    const answers = answersWith({ services: [service('ssh', port)], clients: 'certificate', page });
    await writeKit(kit, answers, { add: [client('alice'), client('bob')] });
    const bob = await unpack(kit, 'bob', place());
    await writeKit(kit, answers, { revoke: ['bob'] });
    await using _server = await startServer(kit);
    expect(await through(runtime, await unpack(kit, 'alice', place()))).toBe('ssh');
    expect([await browsed(port), await through(runtime, bob)]).toEqual(['web', 'web']);
  });

  it('takes a certificate that somebody else has issued, as Let’s Encrypt does', async () => {
    if (runtime === undefined) throw new Error('There is no runtime.');
    const [kit, port] = [place(), await freePort()];
    const certificate = { kind: 'lets-encrypt', email: null } as const;
    const answers = answersWith({ services: [service('ssh', port)], certificate, clients: 'certificate' });
    await writeKit(kit, answers, { add: [client('alice')] });
    const issued = await makeAuthorityAndLeaf(directory.path, { commonName: HOST, names: [HOST] });
    await writeFile(path.join(kit, 'server/server.pem'), await readFile(issued.chain));
    await writeFile(path.join(kit, 'server/server.key'), await readFile(issued.leaf.key), { mode: 0o600 });
    await using _server = await startServer(kit);
    const folder = await unpack(kit, 'alice', place());
    const file = path.join(folder, 'client.conf');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('/etc/ssl/certs/ca-certificates.crt', issued.authority.certificate));
    expect(await through(runtime, folder)).toBe('ssh');
  });

  it.each(['certificate', 'psk', 'none'] as const)('stunnel itself takes the client’s file (%s)', async (clients) => {
    const [kit, port] = [place(), await freePort()];
    await writeKit(kit, answersWith({ services: [service('redis', port)], clients }), {
      add: clients === 'none' ? [] : [client('alice')],
    });
    await using _server = await startServer(kit);
    const folder = await unpack(kit, clients === 'none' ? 'everyone' : 'alice', place());
    const text = await readFile(path.join(folder, 'client.conf'), 'utf8');
    await writeFile(
      path.join(folder, 'client.conf'),
      `foreground = yes\npid =\nsyslog = no\ndebug = info\n${text.replace(/^accept = .*$/m, 'accept = 127.0.0.1:0')}`,
    );
    const command = { command: requireTool('stunnel'), args: ['client.conf'], cwd: folder };
    await using running = await startProcess({ ...command, ready: /Accepting new connections/ });
    const [, local] = await running.logged(/bound to 127\.0\.0\.1:(\d+)/);
    expect(await said(Number(local))).toBe('redis');
  });

  it('certificates are what openssl wants of a server’s and a client’s', async () => {
    const kit = place();
    const answers = answersWith({ certificate: { kind: 'authority', days: 30 }, clients: 'certificate' });
    await writeKit(kit, answers, { add: [client('alice'), client('bob')] });
    const [alice, bob] = [await unpack(kit, 'alice', place()), await unpack(kit, 'bob', place())];
    await writeKit(kit, answers, { revoke: ['bob'] });
    const verify = async (purpose: string, certificate: string, ...more: string[]) => {
      const authority = ['-x509_strict', '-CAfile', path.join(kit, 'authority/ca.pem')];
      return execute(requireTool('openssl'), ['verify', '-purpose', purpose, ...authority, ...more, certificate]).then(
        () => 'OK',
        ({ stderr }: { stderr: string }) => /error \d+/.exec(stderr)?.[0],
      );
    };
    const lists = ['-crl_check', '-CRLfile', path.join(kit, 'server/revoked.pem')];
    const [server, one, other] = [
      path.join(kit, 'server/server.pem'),
      path.join(alice, 'client.pem'),
      path.join(bob, 'client.pem'),
    ];
    expect([
      await verify('sslserver', server),
      await verify('sslclient', one, ...lists),
      await verify('sslclient', other, ...lists),
      await verify('sslserver', one),
      await verify('sslclient', server),
    ]).toEqual(['OK', 'OK', 'error 23', 'error 26', 'error 26']);
  });
});
