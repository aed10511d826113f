/**
 * `adit connect` between pipes that Windows made, as ssh starts it: under Wine the other tests have pipes of Linux, which
 * Windows' Node cannot read and write at the same time (test/windows/standard-streams.cjs).
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createServer, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeSelfSigned } from '../../../main/trust/self-signed.ts';
import { buildCli, type Cli } from '../../cli/support/cli.ts';

const sum = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(process.platform !== 'win32')('adit connect on Windows', () => {
  let folder = '';
  let certificate = '';
  let key = '';
  const closing: (() => void)[] = [];
  let cli: Cli;
  beforeAll(async () => {
    cli = await buildCli();
  });
  afterAll(() => cli[Symbol.asyncDispose]());
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'adit connect '));
    ({ certificate, key } = await makeSelfSigned({ commonName: 'localhost', names: ['localhost'], days: 1 }));
    await writeFile(path.join(folder, 'server.pem'), certificate);
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    await rm(folder, { recursive: true, force: true });
  });

  async function serve(serving: (socket: TLSSocket) => void): Promise<number> {
    const server = createServer({ cert: certificate, key, allowHalfOpen: true }, (socket) => {
      socket.on('error', () => undefined);
      serving(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close());
    return (server.address() as AddressInfo).port;
  }

  function connect(port: number): ChildProcessWithoutNullStreams {
    const line = ['connect', `localhost:${port}`, '--ca', path.join(folder, 'server.pem')];
    const child = spawn(process.execPath, [cli.program, ...line], { stdio: 'pipe' });
    closing.push(() => child.kill());
    return child;
  }

  // Each side is full before the other is read: whoever waited for the other would wait for ever.
  test('carries both ways at once without loss, and neither waits for the other', async () => {
    const [there, back] = [randomBytes(4 << 20), randomBytes(4 << 20)];
    const received: Buffer[] = [];
    const port = await serve((socket) => {
      socket.write(back);
      socket.on('data', (data) => received.push(data)).on('end', () => socket.end());
    });
    const child = connect(port);
    const came: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => came.push(data));
    child.stdin.write(there);
    await expect.poll(() => Buffer.concat(came).length).toBe(back.length);
    child.stdin.end();
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect([sum(Buffer.concat(came)), said, code]).toEqual([sum(back), '', 0]);
    expect(sum(Buffer.concat(received))).toBe(sum(there));
  });

  test('answers while its input stays open, and ends with it', async () => {
    const port = await serve((socket) => {
      socket.on('data', (data) => socket.write(`${data}!`));
      socket.on('end', () => socket.end('bye'));
    });
    const child = connect(port);
    let out = '';
    child.stdout.on('data', (data) => {
      out += String(data);
    });
    for (const word of ['one', 'two', 'three']) {
      child.stdin.write(word);
      await expect.poll(() => out).toMatch(new RegExp(`${word}!$`));
    }
    child.stdin.end();
    const [code] = await once(child, 'close');
    expect([out, code]).toEqual(['one!two!three!bye', 0]);
  });

  // Nobody can close the output of a living process on Windows (main/cli/standard-io.ts).
  test('ends with the server, so that whoever reads sees the end, while its input is open', async () => {
    const port = await serve((socket) => void socket.resume().end('all said'));
    const child = connect(port);
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect([said, code]).toEqual(['all said', 0]);
    expect(child.stdin.writableEnded).toBe(false);
  });

  test('says in one line what refused it, and does not stay', async () => {
    const port = await serve(() => undefined);
    for (const close of closing.splice(0)) close();
    await expect(once(connectTcp(port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
    const child = connect(port);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(said).toMatch(/refused the connection/);
    expect(code).not.toBe(0);
  });
});
