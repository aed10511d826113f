/** What is said before TLS: STARTTLS dialects against stunnel's own servers, and proxies against squid and dante. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Negotiation, ProxyServer, TunnelSpecification } from '../../main/specification.ts';
import type { EnginePorts } from '../../main/tunnel/engine.ts';
import { routesOfPac } from '../../main/tunnel/negotiation/routes.ts';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { startDante } from '../peers/dante.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { startMicroSocks } from '../peers/microsocks.ts';
import { hasSquidLogin, startSquid } from '../peers/squid.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { forward, startEcho, startTcpService, type TcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { buildChild, type Runtime, runtimes, startEngine } from './runtimes.ts';
import { saying } from './saying.ts';
import { errorOf, isBlocked, isReachable, isUnreachable, portOf, specification } from './specification.ts';
import { contextFor } from './tls-peer.ts';

const PING = 'ping\r\n';
let directory: TemporaryDirectory;
let child: Awaited<ReturnType<typeof buildChild>>;
let certificate: CertificateFiles;
let echo: TcpService;
let stunnel: Stunnel;

beforeAll(async () => {
  directory = await temporaryDirectory();
  [child, certificate, echo] = await Promise.all([
    buildChild(),
    makeCertificate(directory.path, 'server', { commonName: 'tunnel.test' }),
    startEcho(),
  ]);
  stunnel = await startStunnel({ connect: echo.port, certificate: certificate.certificate, key: certificate.key });
});

afterAll(async () => {
  await stunnel.close();
  await echo.close();
  await child.close();
  await directory.close();
});

/** Sends a line and gives what comes back, up to its end. */
async function exchange(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (data) => {
    text += data;
    if (text.includes(line)) socket.end();
  });
  socket.write(line);
  await once(socket, 'close');
  return text;
}

/** What becomes of a tunnel: what an echoed line looks like through it, or its error. */
async function outcome(runtime: Runtime, port: number, changes: Partial<TunnelSpecification>, ports?: EnginePorts) {
  await using running = await startEngine(runtime, child.file, {}, ports);
  running.engine.start(specification(port, { timeouts: { connect: 5, busy: 5, idle: 60, close: 5 }, ...changes }));
  const known = await running.until('tunnel', (each) => isReachable(each) || isUnreachable(each) || isBlocked(each));
  return errorOf(known) ?? (await exchange(portOf(known), PING));
}

/** A service that talks before it does anything; a client that goes away meanwhile is not its fault. */
const startTalker = (talk: (socket: Socket) => Promise<void>) =>
  startTcpService((socket) => {
    talk(socket).catch(() => socket.destroy());
  });

/** Greets, answers IMAP's question for capabilities (which stunnel passes on), and echoes everything else. */
const startMailServer = (greeting: string) =>
  startTcpService((socket) => {
    socket.write(`${greeting}\r\n`);
    socket.on('data', (data) => {
      const capabilities = String(data) === 'stunnel CAPABILITY\r\n';
      socket.write(capabilities ? '* CAPABILITY IMAP4rev1\r\nstunnel OK done\r\n' : data);
    });
    socket.on('end', () => socket.end());
  });

/** A server that says `greeting`, answers each request that matches, and then starts TLS and echoes. */
function startDialect(greeting: string, answers: readonly (readonly [string | Buffer, string | Buffer])[]) {
  return startTalker(async (raw) => {
    raw.write(greeting);
    for (const [request, answer] of answers) {
      const [data] = await once(raw, 'data');
      if (!Buffer.from(request).equals(data)) raw.destroy();
      raw.write(answer);
    }
    raw.pause();
    const socket = new TLSSocket(raw, { isServer: true, secureContext: await contextFor(certificate) });
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
}

describe.each(runtimes)('before TLS on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('protocols', () => {
    it.each<[Negotiation, string]>([
      [{ kind: 'smtp', host: 'client.test', login: null, password: null }, '220 mail.test ESMTP'],
      [{ kind: 'smtp', host: null, login: null, password: null }, '220 mail.test ESMTP'],
      [{ kind: 'pop3' }, '+OK ready'],
      [{ kind: 'imap' }, '* OK ready'],
      [{ kind: 'pgsql' }, ''],
      [{ kind: 'cifs' }, ''],
    ])("%j against stunnel's server", async (negotiation, greeting) => {
      await using backend = greeting === '' ? await startEcho() : await startMailServer(greeting);
      await using server = await startStunnel({
        connect: backend.port,
        certificate: certificate.certificate,
        key: certificate.key,
        extra: `protocol = ${negotiation.kind}`,
      });
      const text = String(await outcome(runtime, server.port, { negotiation }));
      // The server's stunnel leaves its name in the greetings that it passes on.
      expect(text.replace(/ stunnel for| \+ stunnel| \(stunnel\)/, '')).toBe(
        greeting === '' ? PING : `${greeting}\r\n${PING}`,
      );
    });

    it('nntp and ldap, whose servers stunnel does not play', async () => {
      await using nntp = await startDialect('200 news.test ready\r\n', [['STARTTLS\r\n', '382 go ahead\r\n']]);
      expect(await outcome(runtime, nntp.port, { negotiation: { kind: 'nntp' } })).toBe(
        '200 news.test ready\r\nping\r\n',
      );
      const request = Buffer.from('301d02010177188016312e332e362e312e342e312e313436362e3230303337', 'hex');
      await using ldap = await startDialect('', [[request, Buffer.from('300c02010178070a010004000400', 'hex')]]);
      expect(await outcome(runtime, ldap.port, { negotiation: { kind: 'ldap' } })).toBe(PING);
      await using busy = await startDialect('', [[request, Buffer.from('300c02010178070a013404000400', 'hex')]]);
      expect(await outcome(runtime, busy.port, { negotiation: { kind: 'ldap' } })).toMatchObject({
        kind: 'unsupported-option',
      });
    });

    it('a server without STARTTLS is named; one that is silent times out', async () => {
      await using plain = await startDialect('220 mail.test\r\n', [
        ['EHLO localhost\r\n', '250 mail.test\r\n'],
        ['STARTTLS\r\n', '502 what?\r\n'],
      ]);
      expect(
        await outcome(runtime, plain.port, { negotiation: { kind: 'smtp', host: null, login: null, password: null } }),
      ).toMatchObject({
        kind: 'unsupported-option',
        option: 'protocol',
        reason: saying('502 what?'),
      });
      await using silent = await startTcpService((socket) => socket.resume());
      const timeouts = { connect: 1, busy: 1, idle: 60, close: 5 };
      expect(await outcome(runtime, silent.port, { negotiation: { kind: 'pop3' }, timeouts })).toMatchObject({
        kind: 'timeout',
        step: 'negotiation',
      });
    });

    it('what is smuggled in behind the answer to STARTTLS is not taken for the server', async () => {
      await using evil = await startDialect('+OK\r\n', [['STLS\r\n', '+OK\r\n+OK and something more\r\n']]);
      expect(await outcome(runtime, evil.port, { negotiation: { kind: 'pop3' } })).toMatchObject({ kind: 'not-tls' });
    });
  });

  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('proxies', () => {
    const login = { username: 'adit', password: 'p:ss wörd' };
    const anonymous = { username: null, password: null };
    const through = (proxy: Omit<ProxyServer, 'host'>) =>
      outcome(runtime, stunnel.port, { proxy: { host: '127.0.0.1', ...proxy } });

    it.skipIf(!hasTool('squid') || !hasSquidLogin)(
      'squid with a login: Basic, and a refusal that a person can mend',
      async () => {
        await using squid = await startSquid(stunnel.port, login);
        const { port } = squid;
        expect(await through({ kind: 'http', port, ...login })).toBe(PING);
        expect(await through({ kind: 'http', port, username: 'adit', password: 'x' })).toMatchObject({
          kind: 'proxy',
          credentials: { field: 'proxy-password', given: true },
        });
        expect(await through({ kind: 'http', port, ...anonymous })).toMatchObject({
          kind: 'proxy',
          credentials: { field: 'proxy-password', given: false },
        });
      },
    );

    it.skipIf(!hasTool('squid'))('squid', async () => {
      await using squid = await startSquid(stunnel.port);
      const { port } = squid;
      expect(await through({ kind: 'http', port, ...anonymous })).toBe(PING);
      expect(
        await outcome(runtime, 1, { proxy: { kind: 'http', host: '127.0.0.1', port, ...anonymous } }),
      ).toMatchObject({
        kind: 'proxy',
        detail: saying('403'),
      });
      const system = (answer: string) => ({ findRoutes: async () => routesOfPac(answer) });
      const asked = outcome(runtime, stunnel.port, { proxy: { kind: 'system' } }, system(`PROXY 127.0.0.1:${port}`));
      expect(await asked).toBe(PING);
    });

    it.skipIf(!hasTool('danted'))('dante, both versions of SOCKS, with a name that the proxy resolves', async () => {
      await using dante = await startDante();
      const { port } = dante;
      expect(await through({ kind: 'socks5', port, ...anonymous })).toBe(PING);
      expect(await through({ kind: 'socks4a', port, ...anonymous })).toBe(PING);
      const dead = await freePort();
      const proxy: ProxyServer = { kind: 'socks5', host: '127.0.0.1', port, ...anonymous };
      expect(await outcome(runtime, dead, { proxy })).toMatchObject({ kind: 'proxy' });
      expect(await outcome(runtime, 0, { proxy, connect: [{ host: 'localhost', port: stunnel.port }] })).toBe(
        'ping\r\n',
      );
    });

    it('an HTTP proxy with a password: sent as Basic, and told apart from other ways to log in', async () => {
      const wanted = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
      const startProxy = (challenge: string) =>
        startTalker(async (socket) => {
          const [head] = await once(socket, 'data');
          if (!String(head).includes(`Proxy-Authorization: ${wanted}\r\n`)) {
            socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${challenge}\r\n\r\n`);
            return;
          }
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
          forward(socket, stunnel.port);
        });
      await using proxy = await startProxy('Basic realm="x"');
      expect(await through({ kind: 'http', port: proxy.port, ...login })).toBe(PING);
      expect(await through({ kind: 'http', port: proxy.port, ...anonymous })).toMatchObject({
        kind: 'proxy',
        detail: saying('wants a user name'),
        credentials: { field: 'proxy-password', given: false },
      });
      await using ntlm = await startProxy('NTLM');
      expect(await through({ kind: 'http', port: ntlm.port, ...anonymous })).toMatchObject({
        kind: 'proxy',
        detail: saying('only accepts NTLM'),
      });
    });

    it.each<[string, () => Promise<string>, unknown]>([
      ['direct', async () => 'DIRECT', PING],
      ['direct after a proxy that is away', async () => `PROXY 127.0.0.1:${await freePort()};HTTPS x:443;DIRECT`, PING],
      [
        'a proxy that is reached by TLS',
        async () => 'HTTPS proxy.example:443',
        { kind: 'proxy', detail: saying('HTTPS proxy.example:443') },
      ],
      [
        'no answer',
        () => Promise.reject(new Error('broken')),
        { kind: 'proxy', detail: saying("the system's proxy settings cannot be read") },
      ],
    ])("the system's proxy settings say: %s", async (_what, answer, expected) => {
      const asked: string[] = [];
      const ports: EnginePorts = {
        findRoutes: async (host, port) => {
          asked.push(`${host}:${port}`);
          return routesOfPac(await answer());
        },
      };
      const seen = await outcome(runtime, stunnel.port, { proxy: { kind: 'system' } }, ports);
      if (typeof expected === 'string') expect(seen).toBe(expected);
      else expect(seen).toMatchObject(expected as object);
      expect(new Set(asked)).toEqual(new Set([`127.0.0.1:${stunnel.port}`]));
    });

    it("stunnel's own protocol = connect goes through the server that connect names", async () => {
      await using proxy = await startTalker(async (socket) => {
        const [head] = await once(socket, 'data');
        const port = /^CONNECT inside\.test:(\d+) HTTP\/1\.1\r\n(?:.+\r\n)*X-Extra: yes\r\n/.exec(String(head))?.[1];
        socket.write('HTTP/1.0 200 OK\r\nVia: test\r\n\r\n');
        forward(socket, Number(port ?? 0));
      });
      const negotiation: Negotiation = {
        kind: 'connect',
        host: `inside.test:${stunnel.port}`,
        headers: ['X-Extra: yes'],
        ...anonymous,
      };
      expect(await outcome(runtime, proxy.port, { negotiation })).toBe(PING);
    });

    it.skipIf(!hasTool('microsocks'))('microsocks, with its password, a wrong one, and none', async () => {
      await using proxy = await startMicroSocks(login);
      const { port } = proxy;
      expect(await through({ kind: 'socks5', port, ...login })).toBe(PING);
      expect(await through({ kind: 'socks5', port, username: 'adit', password: 'x' })).toMatchObject({
        kind: 'proxy',
        credentials: { field: 'proxy-password', given: true },
      });
      expect(await through({ kind: 'socks5', port, ...anonymous })).toMatchObject({
        kind: 'proxy',
        credentials: { field: 'proxy-password', given: false },
      });
    });

    it('a SOCKS 5 proxy with a password', async () => {
      await using proxy = await startTalker(async (socket) => {
        await once(socket, 'data');
        socket.write(Buffer.from([5, 2]));
        const [credentials] = await once(socket, 'data');
        const expected = Buffer.from([1, 4, ...Buffer.from('adit'), 10, ...Buffer.from(login.password)]);
        socket.write(Buffer.from([1, expected.equals(credentials) ? 0 : 1]));
        const [request] = await once(socket, 'data');
        socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
        forward(socket, request.readUInt16BE(8));
      });
      expect(await through({ kind: 'socks5', port: proxy.port, ...login })).toBe(PING);
      expect(await through({ kind: 'socks5', port: proxy.port, username: 'adit', password: 'x' })).toMatchObject({
        kind: 'proxy',
        detail: saying('does not accept this user name'),
        credentials: { field: 'proxy-password', given: true },
      });
    });
  });
});
