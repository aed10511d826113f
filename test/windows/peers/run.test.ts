/** `adit run` on Windows' Node with a configuration as Windows has it, through a real stunnel. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, type Cli } from '../../cli/support/cli.ts';
import { type CertificateFiles, makeCertificate } from '../../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../../peers/directory.ts';
import type { RunningProcess } from '../../peers/process.ts';
import { startStunnel } from '../../peers/stunnel.ts';
import { startTcpService } from '../../peers/tcp.ts';
import { hasTool } from '../../peers/tools.ts';
import { winePath } from '../runtime.ts';

const SIZE = 64 * 1024 * 1024;
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
const local = (file: string) => (process.platform === 'win32' ? file : winePath(file));

/** Of as many bytes as are expected; the connection stays. */
const hashOf = (socket: Socket, length: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    let total = 0;
    socket.on('data', (chunk: Buffer) => {
      hash.update(chunk);
      total += chunk.length;
      if (total >= length) resolve(hash.digest('hex'));
    });
    socket.on('close', () => reject(new Error(`it ended after ${total} bytes`)));
  });

describe.skipIf(!hasTool('stunnel') || !hasTool('openssl'))('adit run on Windows', () => {
  let directory: TemporaryDirectory;
  let home = '';
  let cli: Cli;
  let certificate: CertificateFiles;
  beforeAll(async () => {
    directory = await temporaryDirectory();
    home = path.join(directory.path, 'Jörg von Müller');
    await mkdir(path.join(home, 'conf.d'), { recursive: true });
    cli = await buildCli();
    certificate = await makeCertificate(home, 'server', { commonName: 'tunnel.test' });
  });
  afterAll(async () => {
    await cli?.[Symbol.asyncDispose]();
    await directory?.close();
  });

  /** CRLF, drives, and a service of an included file. */
  async function run(port: number, name: string): Promise<RunningProcess> {
    const service = [`[${name}]`, 'client = yes', 'accept = 127.0.0.1:0', `connect = 127.0.0.1:${port}`];
    const trust = ['verifyPeer = yes', `CAfile = ${local(certificate.certificate)}`];
    await writeFile(path.join(home, 'conf.d', '10.conf'), [...service, ...trust, ''].join('\r\n'));
    const main = path.join(home, 'stunnel.conf');
    await writeFile(main, ['foreground = yes', `include = ${local(path.join(home, 'conf.d'))}`, ''].join('\r\n'));
    return cli.start(['run', local(main)], /Service \[\w+\] bound to/);
  }
  const portOf = async (running: RunningProcess): Promise<number> =>
    Number((await running.logged(/bound to 127\.0\.0\.1:(\d+)/))[1]);
  const server = (port: number) =>
    startStunnel({ connect: port, certificate: certificate.certificate, key: certificate.key });

  it('brings 64 MiB down and up at once, through four connections, identical', async () => {
    const data = randomBytes(SIZE);
    const uploaded: Promise<string>[] = [];
    const sockets: Socket[] = [];
    await using service = await startTcpService((socket) => {
      socket.write(data);
      uploaded.push(hashOf(socket, SIZE / 4));
    });
    await using stunnel = await server(service.port);
    await using running = await run(stunnel.port, 'both');
    const port = await portOf(running);
    const down = await Promise.all(
      Array.from({ length: 4 }, () => {
        const socket = connect(port, '127.0.0.1');
        sockets.push(socket);
        socket.write(data.subarray(0, SIZE / 4));
        return hashOf(socket, SIZE);
      }),
    );
    expect(down).toEqual(Array(4).fill(sha256(data)));
    expect(await Promise.all(uploaded)).toEqual(Array(4).fill(sha256(data.subarray(0, SIZE / 4))));
    for (const socket of sockets) socket.destroy();
  });

  it('names a missing file and a missing folder with the numbers of the system', async () => {
    const conf = path.join(home, 'lost.conf');
    await writeFile(conf, `include = ${local(path.join(home, 'nowhere'))}\r\n`);
    const { code, stderr } = await cli.run(['run', local(conf)]);
    expect(code).toBe(1);
    expect(stderr).toContain('No such file or directory (2)');
    expect(stderr).toMatch(/lost\.conf:1: "include = .*Jörg von Müller.*": Failed to include directory/);
  });
});
