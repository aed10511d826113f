import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { type RunningProcess, startProcess } from '../peers/process.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startSink, startTcpService } from '../peers/tcp.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';

/** `[service] bound to`, and which port: tests let the system choose it. */
async function portOf(running: RunningProcess, service: string): Promise<number> {
  const [, port] = await running.logged(
    new RegExp(`Service \\[${service}\\] (?:\\(FD=\\d+\\) )?bound to 127\\.0\\.0\\.1:(\\d+)`),
  );
  return Number(port);
}

const open = (port: number): Socket => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  return socket;
};

/** What comes back for what is said, while the connection stays open. */
async function echoed(socket: Socket, said: string): Promise<string> {
  socket.write(said);
  const [answer] = await once(socket, 'data');
  return String(answer);
}

/** What comes first: bytes, nothing but the end, or the code of an error. */
function firstWords(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (bytes) => resolve(String(bytes)));
    socket.once('end', () => resolve(''));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? ''));
  });
}

// Signals, and paths of a Unix system.
describe('adit run', { skip: process.platform === 'win32' }, () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  const file = async (name: string, content: string) => {
    const full = path.join(directory.path, name);
    await writeFile(full, content);
    return full;
  };
  const service = (name: string, connectTo: number, extra = '', accept: string | number = '127.0.0.1:0') =>
    `[${name}]\nclient = yes\naccept = ${accept}\nconnect = 127.0.0.1:${connectTo}\n${extra}\n`;
  const ready = /Configuration successful/;

  describe('with stunnel servers', { skip: !hasTool('stunnel') || !hasTool('openssl') }, () => {
    let certificate: CertificateFiles;
    beforeAll(async () => {
      certificate = await makeCertificate(directory.path, 'server', { commonName: 'tunnel.example' });
    });
    const start = (connectTo: number, extra = '') =>
      startStunnel({ connect: connectTo, certificate: certificate.certificate, key: certificate.key, extra });
    const pinned = () => `verifyPeer = yes\nCAfile = ${certificate.certificate}`;

    it('carries bytes of every client service both ways, and ends with SIGINT', async () => {
      await using echo = await startEcho();
      await using sink = await startSink();
      await using echoServer = await start(echo.port);
      await using sinkServer = await start(sink.port);
      const configuration = service('echo', echoServer.port, pinned()) + service('sink', sinkServer.port, pinned());
      await using running = await cli.start(['run', await file('clients.conf', configuration)], ready);
      const [one, two] = [await portOf(running, 'echo'), await portOf(running, 'sink')];

      const data = randomBytes(3_000_000);
      const first = open(one);
      first.end(data);
      expect((await buffer(first)).equals(data)).toBe(true);
      const second = open(two);
      second.end(data);
      expect(await text(second)).toBe(`${createHash('sha256').update(data).digest('hex')} ${data.length}\n`);

      await running.logged(/Connection closed: 3000000 byte\(s\) sent to TLS, 3000000 byte\(s\) sent to socket/);
      running.signal('SIGINT');
      expect(await running.exited).toEqual({ code: 0, signal: null });
      const [error] = await once(connect(one, '127.0.0.1'), 'error');
      expect(error.code).toBe('ECONNREFUSED');
    });

    it('says in the format and the words of stunnel what becomes of a connection', async () => {
      await using echo = await startEcho();
      await using server = await start(echo.port);
      const configuration = `debug = info\n${service('echo', server.port, pinned())}`;
      await using running = await cli.start(['run', await file('words.conf', configuration)], ready);
      const socket = open(await portOf(running, 'echo'));
      socket.end('hello');
      expect(await text(socket)).toBe('hello');
      await running.logged(/Connection closed/);
      const lines = running.log().trim().split('\n');
      for (const line of lines) expect(line).toMatch(/^\d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d LOG[3-6]\[(ui|0)\]: /);
      const patterns = [
        /LOG6\[ui\]: below Node's interface: own-buffers, .* in use$/,
        /LOG6\[ui\]: Accepting new connections$/,
        /LOG5\[0\]: Service \[echo\] accepted connection from 127\.0\.0\.1:\d+$/,
        new RegExp(`LOG5\\[0\\]: s_connect: connected 127\\.0\\.0\\.1:${server.port}$`),
        /LOG5\[0\]: Service \[echo\] connected remote server from 127\.0\.0\.1:\d+$/,
        /LOG5\[0\]: Certificate accepted at depth=0: CN=tunnel\.example$/,
        /LOG6\[0\]: TLS connected: new session negotiated$/,
        /LOG6\[0\]: TLSv1\.3 ciphersuite: TLS_\w+ \(\d+-bit encryption\)$/,
        /LOG5\[0\]: Connection closed: 5 byte\(s\) sent to TLS, 5 byte\(s\) sent to socket$/,
      ];
      const places = patterns.map((pattern) => lines.findIndex((line) => pattern.test(line)));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    });

    it('writes the lines that stunnel writes for the same connections', async () => {
      await using echo = await startEcho();
      await using server = await start(echo.port);
      const services = service('echo', server.port, pinned()) + service('away', await freePort(), pinned());
      const conf = await file('same.conf', `foreground = yes\npid =\nsyslog = no\ndebug = info\n${services}`);
      const linesOf = async (running: RunningProcess) => {
        const socket = open(await portOf(running, 'echo'));
        socket.end('hello');
        expect(await text(socket)).toBe('hello');
        await running.logged(/Connection closed/);
        await once(connect(await portOf(running, 'away'), '127.0.0.1').resume(), 'error');
        await running.logged(/Connection reset/);
        const lines = running.log().split('\n');
        // Without the time, ports, the numbers of the system's errors, and the sentence for a person.
        return lines
          .filter((line) => /LOG[0-5]\[\d+\]/.test(line) && !line.endsWith('refused the connection.'))
          .map((line) => line.replace(/^\S+ \S+ | \(\d+\)$/g, '').replace(/:\d{4,5}\b/g, ':PORT'));
      };
      await using stunnel = await startProcess({ command: requireTool('stunnel'), args: [conf], ready });
      await using adit = await cli.start(['run', conf], ready);
      expect(await linesOf(adit)).toEqual(await linesOf(stunnel));
    });

    it('names connections as stunnel does: counted, by a name of their own, or by the process', async () => {
      await using echo = await startEcho();
      await using server = await start(echo.port);
      const kinds = ['unique', 'process', 'sequential'] as const;
      const services = kinds.map((kind) => service(kind, server.port, `${pinned()}\nlogId = ${kind}`)).join('');
      const conf = await file('ids.conf', `foreground = yes\npid =\nsyslog = no\ndebug = info\n${services}`);
      for (const start of [
        () => startProcess({ command: requireTool('stunnel'), args: [conf], ready }),
        () => cli.start(['run', conf], ready),
      ]) {
        await using running = await start();
        const ports = await Promise.all(kinds.map((kind) => portOf(running, kind)));
        for (const [index, port] of [...ports, ...ports].entries()) {
          const socket = open(port);
          socket.end('hello');
          expect(await text(socket)).toBe('hello');
          await running.logged(new RegExp(`(Connection closed[\\s\\S]*){${index + 1}}`));
        }
        const lines = running.log().split('\n');
        const ids = kinds.map((kind) =>
          lines.flatMap((line) => new RegExp(`\\[(\\w+)\\]: Service \\[${kind}\\] accepted`).exec(line)?.[1] ?? []),
        );
        const unique = expect.stringMatching(/^[0-9a-zA-Z]{22}$/);
        const process = String(running.pid);
        expect(ids).toEqual([
          [unique, unique],
          [process, process],
          ['2', '5'],
        ]);
        expect(new Set(ids[0]).size).toBe(2);
        // To the end.
        for (const id of ids.flat()) {
          expect(lines.some((line) => line.includes(`LOG5[${id}]: Connection closed: 5 byte(s)`))).toBe(true);
        }
      }
    });

    it('writes the lines that stunnel writes about Unix sockets and addresses that are not there', async () => {
      await using echo = await startEcho();
      await using server = await start(echo.port);
      const [accepting, connecting] = ['accept', 'connect'].map((name) => path.join(directory.path, `${name}.sock`));
      const front = createServer({ allowHalfOpen: true }, (local) => {
        const remote = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
        local.on('error', () => remote.destroy());
        remote.on('error', () => local.destroy());
        local.pipe(remote).pipe(local);
      }).listen(connecting);
      await once(front, 'listening');
      const section = (name: string, accept: string, to: string, extra = '') =>
        `[${name}]\nclient = yes\naccept = ${accept}\nconnect = ${to}\n${pinned()}\n${extra}\n`;
      const services =
        section('accept', accepting ?? '', `127.0.0.1:${server.port}`) +
        section('connect', '127.0.0.1:0', connecting ?? '') +
        section('missing', '127.0.0.1:0', `${connecting}.missing`) +
        section('stranger', '127.0.0.1:0', `127.0.0.1:${server.port}`, 'local = 192.0.2.1');
      const conf = await file('unix.conf', `foreground = yes\npid =\nsyslog = no\ndebug = info\n${services}`);
      const linesOf = async (running: RunningProcess) => {
        await running.logged(/bound to localhost:\/.*accept\.sock/);
        for (const to of [{ path: accepting ?? '' }, { port: await portOf(running, 'connect'), host: '127.0.0.1' }]) {
          const socket = connect({ ...to, allowHalfOpen: true });
          socket.end('hello');
          expect(await text(socket)).toBe('hello');
        }
        await running.logged(/(Connection closed[\s\S]*){2}/);
        for (const [index, name] of ['missing', 'stranger'].entries()) {
          await once(connect(await portOf(running, name), '127.0.0.1').resume(), 'error');
          await running.logged(new RegExp(`(Connection reset[\\s\\S]*){${index + 1}}`));
        }
        await running.close();
        await expect(stat(accepting ?? '')).rejects.toMatchObject({ code: 'ENOENT' });
        return running
          .log()
          .split('\n')
          .filter((line) => /LOG[0-5]\[\d+\]/.test(line) && !/cannot be reached|has no address or port/.test(line))
          .map((line) => line.replace(/^\S+ \S+ | \(\d+\)$/g, '').replace(/:\d{4,5}\b/g, ':PORT'));
      };
      try {
        const theirs = await linesOf(await startProcess({ command: requireTool('stunnel'), args: [conf], ready }));
        expect(await linesOf(await cli.start(['run', conf], ready))).toEqual(theirs);
      } finally {
        front.close();
      }
    });

    it('says of times that are over what stunnel says, as loudly', async () => {
      await using silent = await startTcpService((socket) => socket.resume());
      await using server = await start(silent.port);
      const services =
        service('busy', silent.port, `${pinned()}\nTIMEOUTbusy = 1`) +
        service('idle', server.port, `${pinned()}\nTIMEOUTidle = 1`) +
        service('close', server.port, `${pinned()}\nTIMEOUTclose = 1`);
      const conf = await file('times.conf', `foreground = yes\npid =\nsyslog = no\ndebug = info\n${services}`);
      const linesOf = async (running: RunningProcess) => {
        for (const [index, name] of ['busy', 'idle', 'close'].entries()) {
          const socket = open(await portOf(running, name)).resume();
          if (name === 'close') socket.end('hello');
          await running.logged(new RegExp(`(TIMEOUT\\w+ exceeded[\\s\\S]*Connection [\\s\\S]*){${index + 1}}`));
          socket.destroy();
        }
        await running.close();
        const lines = running.log().split('\n');
        return lines.filter((line) => /exceeded|Connection (closed|reset)/.test(line)).map((line) => line.slice(20));
      };
      const theirs = await linesOf(await startProcess({ command: requireTool('stunnel'), args: [conf], ready }));
      expect(theirs).toHaveLength(6);
      expect(await linesOf(await cli.start(['run', conf], ready))).toEqual(theirs);
    });

    it('takes a time of 0 for no limit where stunnel would not wait at all, and says so', async () => {
      const patience = 300;
      await using slow = await startTcpService((socket) => {
        socket.on('data', (data) => setTimeout(() => socket.write(data), patience));
        socket.on('end', () => setTimeout(() => socket.end(), patience));
      });
      await using server = await start(slow.port);
      // The handshake's first answer comes late.
      await using front = await startTcpService((local) => {
        setTimeout(() => {
          const remote = connect({ port: server.port, host: '127.0.0.1' });
          remote.on('error', () => local.destroy());
          local.on('close', () => remote.destroy());
          local.pipe(remote).pipe(local);
        }, patience);
      });
      const services =
        service('busy', front.port, `${pinned()}\nTIMEOUTbusy = 0`) +
        service('idle', server.port, `${pinned()}\nTIMEOUTidle = 0`) +
        service('connect', server.port, `${pinned()}\nTIMEOUTconnect = 0`) +
        service('close', server.port, `${pinned()}\nTIMEOUTclose = 0`);
      const conf = await file('zero.conf', `foreground = yes\npid =\nsyslog = no\ndebug = info\n${services}`);
      const fates = async (running: RunningProcess) => {
        const found: Record<string, string> = {};
        for (const name of ['busy', 'idle', 'connect', 'close']) {
          const socket = open(await portOf(running, name));
          socket.write('hello');
          if (name === 'close') socket.end();
          found[name] = await firstWords(socket);
          socket.destroy();
        }
        return found;
      };
      await using stunnel = await startProcess({ command: requireTool('stunnel'), args: [conf], ready });
      const reset = 'ECONNRESET';
      expect(await fates(stunnel)).toEqual({ busy: reset, idle: reset, connect: 'hello', close: '' });
      await using adit = await cli.start(['run', conf], ready);
      expect(await fates(adit)).toEqual({ busy: 'hello', idle: 'hello', connect: 'hello', close: '' });
      const lines = adit.log().split('\n');
      const noted = lines.flatMap((line) => /LOG4\[ui\]: Not applied: .*“(\w+) = 0”.*no limit/.exec(line)?.[1] ?? []);
      expect(noted).toEqual(['TIMEOUTbusy', 'TIMEOUTidle', 'TIMEOUTconnect']);
    });

    it('ends with SIGTERM while a connection is open', async () => {
      await using echo = await startEcho();
      await using server = await start(echo.port);
      const configuration = service('echo', server.port, pinned());
      await using running = await cli.start(['run', await file('one.conf', configuration)], ready);
      const socket = open(await portOf(running, 'echo'));
      expect(await echoed(socket, 'still here')).toBe('still here');
      const closed = new Promise((resolve) => socket.on('close', resolve));
      running.signal('SIGTERM');
      expect(await running.exited).toEqual({ code: 0, signal: null });
      await closed;
    });

    it('resets connections to a server with another certificate, and goes on listening', async () => {
      const other = await makeCertificate(directory.path, 'other', { commonName: 'impostor.example' });
      await using server = await startStunnel({ connect: 9, certificate: other.certificate, key: other.key });
      const configuration = service('echo', server.port, pinned());
      await using running = await cli.start(['run', await file('changed.conf', configuration)], ready);
      const port = await portOf(running, 'echo');
      for (let count = 0; count < 2; count += 1) {
        const [error] = await once(connect(port, '127.0.0.1').resume(), 'error');
        expect(error.code).toBe('ECONNRESET');
      }
      expect(running.log()).toContain('Rejected by CERT at depth=0: CN=impostor.example');
      expect(running.log()).toContain('Connection closed/reset: 0 byte(s) sent to TLS, 0 byte(s) sent to socket');
    });

    it('says in words that a server of TLS 1.3 wants a certificate', async () => {
      await using echo = await startEcho();
      const demand = `sslVersionMin = TLSv1.3\nverifyPeer = yes\nCAfile = ${certificate.certificate}`;
      await using server = await startStunnel({ connect: echo.port, ...certificate, extra: demand });
      const configuration = service('echo', server.port, pinned());
      await using running = await cli.start(['run', await file('demands.conf', configuration)], ready);
      // It says nothing: a server that closes with bytes unread resets, and a reset may overtake the server's reason.
      open(await portOf(running, 'echo')).on('error', () => undefined);
      await running.logged(/127\.0\.0\.1 wants a certificate from this client/);
      expect(echo.accepted()).toBe(0);
    });

    it('does not connect to its server before a program connects', async () => {
      await using echo = await startEcho();
      const configuration = service('echo', echo.port);
      await using running = await cli.start(['run', await file('quiet.conf', configuration)], ready);
      const port = await portOf(running, 'echo');
      expect(echo.accepted()).toBe(0);
      await once(open(port), 'connect');
      await running.logged(/accepted connection/);
      // What answers without TLS is looked at once more, to say what it is.
      await expect.poll(() => echo.accepted()).toBeGreaterThan(0);
    });

    it('takes a new configuration with SIGHUP, and open connections live on', async () => {
      await using echo = await startEcho();
      await using server = await start(echo.port);
      const conf = await file(
        'reload.conf',
        service('one', server.port, pinned()) + service('gone', server.port, pinned()),
      );
      await using running = await cli.start(['run', conf], ready);
      const [one, gone] = [await portOf(running, 'one'), await portOf(running, 'gone')];
      const [kept, orphan] = [open(one), open(gone)];
      expect(await echoed(kept, 'a')).toBe('a');
      expect(await echoed(orphan, 'a')).toBe('a');

      await writeFile(
        conf,
        service('one', server.port, `${pinned()}\nTIMEOUTidle = 100`) + service('two', server.port, pinned()),
      );
      running.signal('SIGHUP');
      const two = await portOf(running, 'two');
      const [error] = await once(connect(gone, '127.0.0.1'), 'error');
      expect(error.code).toBe('ECONNREFUSED');
      expect(await echoed(kept, 'b')).toBe('b');
      expect(await echoed(orphan, 'b')).toBe('b');
      for (const port of [one, two]) {
        const socket = open(port);
        expect(await echoed(socket, 'c')).toBe('c');
        socket.end();
      }
      running.signal('SIGTERM');
      expect(await running.exited).toEqual({ code: 0, signal: null });
    });

    it('keeps the old configuration when the new one is wrong, and says so', async () => {
      await using echo = await startEcho();
      await using server = await start(echo.port);
      const good = service('one', server.port, pinned());
      const conf = await file('bad-reload.conf', good);
      await using running = await cli.start(['run', conf], ready);
      const port = await portOf(running, 'one');
      const socket = open(port);
      expect(await echoed(socket, 'a')).toBe('a');
      const holder = createServer().listen(0, '127.0.0.1');
      await once(holder, 'listening');
      const { port: taken } = holder.address() as { port: number };
      const wrong: [content: string, said: RegExp][] = [
        [
          `${good}[two]\nclient = maybe\n`,
          /bad-reload\.conf:8: "client = maybe": The argument needs to be either 'yes' or 'no'/,
        ],
        [
          service('one', server.port, `verifyPeer = yes\nCAfile = ${conf}.missing`),
          /Service \[one\]: Failed to initialize TLS context/,
        ],
        [good + service('two', server.port, '', `127.0.0.1:${taken}`), /Binding service \[two\] failed/],
      ];
      try {
        for (const [index, [content, said]] of wrong.entries()) {
          await writeFile(conf, content);
          running.signal('SIGHUP');
          await running.logged(said);
          await running.logged(new RegExp(`(Failed to reload the configuration file[\\s\\S]*){${index + 1}}`));
          expect(await echoed(socket, 'b')).toBe('b');
          const another = open(port);
          expect(await echoed(another, 'c')).toBe('c');
          another.end();
        }
      } finally {
        holder.close();
      }
    });

    it('shows certificates and pre-shared keys, and negotiates as the file says', async () => {
      const client = await makeCertificate(directory.path, 'client', { commonName: 'me' });
      const p12 = path.join(directory.path, 'client.p12');
      const openssl = requireTool('openssl');
      const input = ['-in', client.certificate, '-inkey', client.key];
      await execute(openssl, ['pkcs12', '-export', ...input, '-passout', 'pass:', '-out', p12]);
      const secrets = await file('secrets', 'other:00112233445566778899aabbccddeeff\nme:a key of sixteen\n');
      await using echo = await startEcho();
      await using certified = await start(echo.port, `verifyPeer = yes\nCAfile = ${client.certificate}`);
      await using keyed = await startStunnel({ connect: echo.port, extra: `PSKsecrets = ${secrets}\nciphers = PSK` });
      await using postgres = await start(echo.port, 'protocol = pgsql');
      const identity = `cert = ${client.certificate}\nkey = ${client.key}`;
      const configuration = [
        service('pem', certified.port, `${pinned()}\n${identity}`),
        service('pkcs12', certified.port, `${pinned()}\ncert = ${p12}`),
        service('psk', keyed.port, `PSKsecrets = ${secrets}\nPSKidentity = me`),
        service('pgsql', postgres.port, `${pinned()}\nprotocol = pgsql`),
        service('none', certified.port, pinned()),
      ].join('');
      await using running = await cli.start(['run', await file('identities.conf', configuration)], ready);
      for (const name of ['pem', 'pkcs12', 'psk', 'pgsql']) {
        const socket = open(await portOf(running, name));
        socket.end(name);
        expect(await text(socket)).toBe(name);
      }
      const refused = open(await portOf(running, 'none'));
      refused.end('none');
      expect(await text(refused).catch(() => 'reset')).not.toBe('none');
    });

    it('says the same as stunnel about a wrong file, with the same status', async () => {
      const wrong = [
        'foreground = yes\n[ssh]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 1\nfoo = 1\n',
        'foreground = yes\n[ssh\n',
        'foreground = yes\n[ssh]\nclient = yes\naccept = 127.0.0.1:0\n',
        'foreground = yes\n[ssh]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 1\ncheckHost = a.example\n',
      ];
      for (const [index, content] of wrong.entries()) {
        const conf = await file(`wrong-${index}.conf`, content);
        const ours = await cli.run(['run', conf]);
        const theirs = await execute(requireTool('stunnel'), [conf]).catch((error: unknown) => error);
        const { code, stderr } = theirs as { code: number; stderr: string };
        expect(ours.code).toBe(code);
        const complaints = stderr.split('\n').filter((line) => /^\[!\]/.test(line) && !/No trusted/.test(line));
        expect(ours.stderr.trim().split('\n')).toEqual(complaints);
        expect(complaints.at(-1)).toBe('[!] Configuration failed');
      }
    });
  });

  it('names each address that failed, also where another one answers', { skip: !hasTool('stunnel') }, async () => {
    await using echo = await startEcho();
    const certificate = await makeCertificate(directory.path, 'reserve', { commonName: 'tunnel.example' });
    await using server = await startStunnel({
      connect: echo.port,
      certificate: certificate.certificate,
      key: certificate.key,
    });
    const [dead, gone] = [await freePort(), await freePort()];
    const first = service('first', dead, `connect = 127.0.0.1:${server.port}`);
    const none = service('none', dead, `connect = localhost:${gone}`);
    await using running = await cli.start(['run', await file('reserve.conf', first + none)], ready);
    const socket = open(await portOf(running, 'first'));
    socket.end('hello');
    expect(await text(socket)).toBe('hello');
    await running.logged(new RegExp(`LOG3\\[0\\]: s_connect: connect 127\\.0\\.0\\.1:${dead}: Connection refused`));
    await running.logged(new RegExp(`s_connect: connected 127\\.0\\.0\\.1:${server.port}`));
    await once(open(await portOf(running, 'none')), 'error');
    await running.logged(/LOG3\[1\]: No more addresses to connect/);
    const lines = running.log().split('\n');
    const refused = lines.filter((line) => /LOG3\[1\]: s_connect: connect/.test(line));
    expect(refused.length).toBeGreaterThanOrEqual(2);
    // The address, not the name.
    for (const line of refused) expect(line).toMatch(/connect (127\.0\.0\.1|::1):\d+: Connection refused$/);
  });

  it('says again what it listens on when the file was read again, and goes on listening there', async () => {
    const conf = await file('same-again.conf', `debug = info\n${service('ssh', 9)}`);
    await using running = await cli.start(['run', conf], /Accepting new connections/);
    const port = await portOf(running, 'ssh');
    running.signal('SIGHUP');
    await running.logged(new RegExp(`(Service \\[ssh\\] bound to 127\\.0\\.0\\.1:${port}[\\s\\S]*){2}`));
    expect(running.log().match(/Accepting new connections/g)).toHaveLength(1);
    await once(open(port), 'connect');
  });

  it('says that a name to listen on is unknown', async () => {
    const conf = await file('unknown.conf', service('irc', 9, '', 'freenode.invalid:6667'));
    const { code, stderr } = await cli.run(['run', conf]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/freenode\.invalid is no name that this computer knows/);
    expect(stderr).not.toMatch(/unexpected/);
  });

  it('tells to import a server configuration', async () => {
    const server = '[ssh]\naccept = 443\nconnect = 127.0.0.1:22\ncert = server.pem\n';
    const { code, stdout, stderr } = await cli.run(['run', await file('server.conf', server)]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/is a server's configuration.*adit import/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says who holds the local port, and does not stay when it can do nothing', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    try {
      const { port } = holder.address() as { port: number };
      const conf = await file('taken.conf', service('ssh', 9, '', `127.0.0.1:${port}`));
      const { code, stderr } = await cli.run(['run', conf]);
      expect(code).toBe(1);
      expect(stderr).toContain(`Binding service [ssh] to 127.0.0.1:${port}: Address already in use`);
      expect(stderr).toContain('Binding service [ssh] failed');
      expect(stderr).toContain(`Port ${port} on 127.0.0.1 is already used by`);
    } finally {
      holder.close();
    }
  });

  it('says what is missing: the file, a certificate file, an address', async () => {
    const missing = await cli.run(['run', path.join(directory.path, 'nowhere.conf')]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(/^\[!\] Invalid configuration file name ".*nowhere\.conf": ENOENT/);
    const trust = 'verifyChain = yes\nCAfile = nowhere.pem';
    const untrusted = await cli.run(['run', await file('no-ca.conf', service('ssh', 9, trust))]);
    expect(untrusted.code).toBe(1);
    expect(untrusted.stderr).toMatch(
      /nowhere\.pem[\s\S]*\[!\] Service \[ssh\]: Failed to initialize TLS context\n\[!\] Configuration failed/,
    );
    const template = '[ssh]\nclient = yes\naccept = 127.0.0.1:0\nconnect = A.B.C.D:443\n';
    const unfilled = await cli.run(['run', await file('template.conf', template)]);
    expect(unfilled.code).toBe(1);
    expect(unfilled.stderr).toMatch(/Service \[ssh\] cannot be run: “A\.B\.C\.D:443” \(line 4\)/);
  });

  it('lists what it does not apply, never runs a program, and says when other computers can connect', async () => {
    const trace = path.join(directory.path, 'ran');
    const program = `[program]\nclient = yes\nexec = /bin/sh\nexecArgs = sh -c touch\${IFS}${trace}\nconnect = 127.0.0.1:9\n`;
    const configuration = `chroot = /var/empty\nsetuid = nobody\n${service('ssh', 9, 'libwrap = yes', 0)}${program}`;
    await using running = await cli.start(['run', await file('daemon.conf', configuration)], ready);
    await running.logged(/listens on all interfaces/);
    for (const option of ['chroot', 'setuid', 'libwrap']) {
      expect(running.log()).toMatch(new RegExp(`LOG4\\[ui\\]: Not applied: line \\d+: “${option} = `));
    }
    expect(running.log()).toMatch(/Service \[program\] cannot be run: .*runs no programs/);
    await expect(readFile(trace)).rejects.toThrow();
  });

  it('writes the log and the pid to the files that are named, and reopens the log', async () => {
    const [output, pid] = [path.join(directory.path, 'adit.log'), path.join(directory.path, 'adit.pid')];
    await appendFile(output, 'of before\n');
    const configuration = `foreground = quiet\noutput = ${output}\npid = ${pid}\n${service('ssh', 9)}`;
    const log = () => readFile(output, 'utf8').catch(() => '');
    await using running = await cli.start(['run', await file('files.conf', configuration)], /^/);
    await expect.poll(log).toMatch(/^of before\n[\s\S]*LOG5\[ui\]: Configuration successful/);
    await expect.poll(() => readFile(pid, 'utf8').catch(() => '')).toBe(`${running.pid}\n`);
    await writeFile(output, '');
    running.signal('SIGUSR1');
    await expect.poll(log).toContain('Log file reopened');
    running.signal('SIGTERM');
    expect(await running.exited).toEqual({ code: 0, signal: null });
    await expect(readFile(pid)).rejects.toThrow();
    expect(running.log()).toBe('');
  });

  it('follows include, and names the included file for a mistake in it', async () => {
    const folder = path.join(directory.path, 'conf.d');
    await mkdir(folder);
    await writeFile(path.join(folder, '10-ssh.conf'), service('included', 9));
    const conf = await file('including.conf', `include = ${folder}\n`);
    await using running = await cli.start(['run', conf], ready);
    await portOf(running, 'included');
    await writeFile(path.join(folder, '20-bad.conf'), '; a comment\nnonsense\n');
    const { code, stderr } = await cli.run(['run', conf]);
    expect(code).toBe(1);
    expect(stderr).toContain(`[!] ${path.join(folder, '20-bad.conf')}:2: "nonsense": No '=' found`);
    const lost = await cli.run(['run', await file('lost.conf', `include = ${folder}/nowhere\n`)]);
    expect(lost.stderr).toMatch(/lost\.conf:1: ".*": Failed to include directory/);
  });
});
