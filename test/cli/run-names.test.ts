/** `adit run` where names and greetings decide: names with several addresses, names of this computer, services without TLS. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { startTcpService } from '../peers/tcp.ts';
import { execute } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';

const canUnshare = await execute('unshare', ['-m', 'true']).then(
  () => true,
  () => false,
);

describe('adit run', { skip: process.platform === 'win32', timeout: 60_000 }, () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  let count = 0;
  const file = async (content: string) => {
    count += 1;
    const full = path.join(directory.path, `${count}.conf`);
    await writeFile(full, `foreground = yes\npid =\ndebug = 6\n${content}`);
    return full;
  };
  const client = (name: string, accept: string, ...to: readonly string[]) =>
    `[${name}]\nclient = yes\naccept = ${accept}\n${to.map((one) => `connect = ${one}\n`).join('')}`;

  /** Whatever a program gets: it connects, says something, and is told that nothing comes of it. */
  const knock = async (port: number) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('x'));
    socket.on('error', () => undefined).resume();
    await new Promise((resolve) => socket.once('close', resolve));
  };

  it.skipIf(!canUnshare).each([
    ['localhost', '127.0.0.1 localhost\n::1 localhost\n', ['::1', '127.0.0.1']],
    ['two', '127.0.0.2 two\n127.0.0.3 two\n', ['127.0.0.2', '127.0.0.3']],
    ['half', '203.0.113.7 half\n127.0.0.4 half\n', ['127.0.0.4']],
    ['once', '127.0.1.1 once\n127.0.1.1 once\n', ['127.0.1.1']],
  ])('listens on each address that the hosts file has for %s', async (name, hosts, addresses) => {
    const own = path.join(directory.path, `${name}.hosts`);
    await writeFile(own, hosts);
    const configuration = await file(client('ssh', `${name}:0`, '127.0.0.1:9'));
    const script = 'mount --bind "$1" /etc/hosts && exec "$2" "$3" run "$4"';
    const child = spawn('unshare', ['-m', 'sh', '-c', script, 'sh', own, process.execPath, cli.program, configuration]);
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (log += String(data)));
    await expect.poll(() => /Accepting new connections/.test(log), { timeout: 30_000 }).toBe(true);
    child.kill('SIGTERM');
    await once(child, 'close');
    const bound = [...log.matchAll(/Service \[ssh\] bound to (\S+):\d+/g)].map(([, host]) => host);
    expect(bound.toSorted()).toEqual([...addresses].toSorted());
  });

  it.each([
    ['itself', 1],
    ['another one that leads back', 2],
  ])('does not connect a tunnel with %s', async (_, length) => {
    const ports = await Promise.all(Array.from({ length }, () => freePort()));
    const sections = ports.map((port, index) =>
      client(`s${index}`, `127.0.0.1:${port}`, `localhost:${ports[(index + 1) % length]}`),
    );
    await using running = await cli.start(['run', await file(sections.join(''))], /Accepting new connections/);
    await knock(ports[0] ?? 0);
    await running.logged(
      length === 1
        ? /LOG3\[0\]: The tunnel “s0” would connect to itself/
        : /LOG3\[\d\]: These tunnels would connect to each other in a ring: “s1”, “s0”\./,
    );
  });

  it.each([
    [
      'a mail server',
      '220 mx.example.org ESMTP ready\r\n',
      /it is a mail server \(SMTP\)[\s\S]* LOG5\[0\]: Set “protocol = smtp”/,
    ],
    [
      'an IMAP server',
      '* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n',
      /it is a mail server \(IMAP\)[\s\S]* LOG5\[0\]: Set “protocol = imap”/,
    ],
    ['an SSH server', 'SSH-2.0-OpenSSH_9.2\r\n', /it is an SSH server[\s\S]* LOG5\[0\]: Check the port/],
  ])('says that %s answers where TLS was expected, and what to do', async (_, greeting, sentence) => {
    await using service = await startTcpService((socket) => void socket.on('error', () => undefined).write(greeting));
    const port = await freePort();
    const text = client('mail', `127.0.0.1:${port}`, `127.0.0.1:${service.port}`);
    await using running = await cli.start(['run', await file(text)], /Accepting new connections/);
    await knock(port);
    await running.logged(sentence);
  });

  it('names a server whose name nobody knows, also where another one is tried', async () => {
    const port = await freePort();
    const text = client('two', `127.0.0.1:${port}`, 'nowhere.invalid:24998', '127.0.0.1:1');
    await using running = await cli.start(['run', await file(text)], /Accepting new connections/);
    await knock(port);
    await running.logged(/Error resolving "nowhere\.invalid"/);
    await running.logged(/s_connect: connect 127\.0\.0\.1:1: Connection refused/);
  });
});
