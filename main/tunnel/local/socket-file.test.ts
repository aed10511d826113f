import { once } from 'node:events';
import { chmodSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../../../test/peers/directory.ts';
import { listenOn } from './socket-file.ts';

let directory: TemporaryDirectory;
const servers: Server[] = [];
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await directory.close();
});

const file = () => path.join(directory.path, 'a.sock');
const newServer = (): Server => {
  const server = createServer((socket) => socket.on('error', () => socket.destroy()).end('hello'));
  servers.push(server);
  return server;
};
/** What a program hears. */
async function heard(at: string): Promise<string> {
  const socket = connect({ path: at });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

test('a path of another system is refused before anything is made', async () => {
  const foreign = process.platform === 'win32' ? '/run/a.sock' : '\\\\.\\pipe\\a';
  await expect(listenOn(newServer(), foreign)).rejects.toMatchObject({ code: 'EINVAL' });
});

describe.skipIf(process.platform === 'win32')('a Unix socket', () => {
  test('is for its owner alone, whatever the umask', async () => {
    await listenOn(newServer(), file());
    expect((lstatSync(file()).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(directory.path)).toEqual(['a.sock']);
    expect(await heard(file())).toBe('hello');
  });

  test('takes the place of one that an ended program has left, and goes with its server', async () => {
    const clearFirst = await listenOn(newServer(), file());
    servers.splice(0)[0]?.close(); // as a program that was killed: the file stays
    expect(lstatSync(file()).isSocket()).toBe(true);
    const clear = await listenOn(newServer(), file());
    expect(await heard(file())).toBe('hello');
    clearFirst(); // it is not the first one's any more
    expect(readdirSync(directory.path)).toEqual(['a.sock']);
    clear();
    expect(readdirSync(directory.path)).toEqual([]);
  });

  test('leaves what somebody else has put there', async () => {
    const clear = await listenOn(newServer(), file());
    const other = path.join(directory.path, 'b.sock');
    await listenOn(newServer(), other);
    renameSync(other, file());
    clear();
    expect(readdirSync(directory.path)).toEqual(['a.sock']);
  });

  test.each([
    ['a program listens', () => listenOn(newServer(), file())],
    ['a file is', () => writeFileSync(file(), 'mine')],
    ['a folder is', () => mkdirSync(file())],
  ])('is refused where %s', async (_, prepare) => {
    await prepare();
    const before = lstatSync(file());
    await expect(listenOn(newServer(), file())).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect(lstatSync(file()).ino).toBe(before.ino);
    expect(readdirSync(directory.path)).toEqual(['a.sock']);
  });

  test('says that its folder is not there, and that nothing can be made in it', async () => {
    const missing = path.join(directory.path, 'none', 'a.sock');
    await expect(listenOn(newServer(), missing)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test.skipIf(process.getuid?.() === 0)('says that nothing can be made in its folder', async () => {
    chmodSync(directory.path, 0o500);
    await expect(listenOn(newServer(), file())).rejects.toMatchObject({ code: 'EACCES' });
    chmodSync(directory.path, 0o700);
    rmSync(file(), { force: true });
  });
});
