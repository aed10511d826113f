import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isWindowsDevice, RefusedFile, readNamedFile, readNamedFileSync, readNamedPipe } from './named-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'adit-named-'));
const at = (name: string) => join(directory, name);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const both = (path: string, most = 1000) =>
  Promise.all([
    readNamedFile(path, most).then(
      (bytes) => bytes.toString(),
      (error: unknown) => error,
    ),
    (() => {
      try {
        return readNamedFileSync(path, most).toString();
      } catch (error) {
        return error;
      }
    })(),
  ]);

describe('a file that somebody named', () => {
  test('is read whole, through a link as well', async () => {
    writeFileSync(at('plain'), 'x'.repeat(1000));
    symlinkSync(at('plain'), at('link'));
    for (const name of ['plain', 'link']) expect(await both(at(name))).toEqual(['x'.repeat(1000), 'x'.repeat(1000)]);
  });

  test.skipIf(process.platform === 'win32')('is no pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    symlinkSync(at('pipe'), at('to-pipe'));
    for (const name of ['pipe', 'to-pipe']) {
      for (const error of await both(at(name)))
        expect(error).toMatchObject({ code: expect.stringMatching(/^not a file/) });
    }
  });

  test.skipIf(process.platform === 'win32').each(['/dev/zero', '/dev/null', '/dev/tty'])('is not %s', async (path) => {
    for (const error of await both(path)) expect(error).toBeInstanceOf(Error);
    if (path !== '/dev/tty') for (const error of await both(path)) expect(error).toBeInstanceOf(RefusedFile);
  });

  test.skipIf(process.platform === 'win32')('is no socket', async () => {
    const server = createServer().listen(at('socket'));
    for (const error of await both(at('socket'))) expect(error).toBeInstanceOf(RefusedFile);
    server.close();
  });

  test('is no folder, and not missing', async () => {
    for (const error of await both(directory)) expect(error).toMatchObject({ code: 'a folder' });
    for (const error of await both(at('nothing'))) expect(error).toMatchObject({ code: 'ENOENT' });
  });

  test('is not larger than it may be, however large', async () => {
    writeFileSync(at('large'), 'x'.repeat(1001));
    truncateSync(at('large'), 10 * 1024 ** 3);
    for (const error of await both(at('large')))
      expect(error).toMatchObject({ code: expect.stringMatching(/^larger/) });
  });

  test.skipIf(process.platform !== 'linux')('is read to its end where its size says nothing of it', async () => {
    // Files of /proc have no size.
    for (const text of await both('/proc/version', 10_000)) expect(text).toMatch(/^Linux/);
    for (const error of await both('/proc/version', 3))
      expect(error).toMatchObject({ code: expect.stringMatching(/^larger/) });
  });

  test('a file that grows is read to what it may be', async () => {
    writeFileSync(at('growing'), '');
    const growing = setInterval(() => appendFileSync(at('growing'), 'x'.repeat(10_000)), 0);
    const [read] = await both(at('growing'), 100_000).finally(() => clearInterval(growing));
    expect(typeof read === 'string' ? read.length <= 100_000 : read instanceof RefusedFile).toBe(true);
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'that may not be read is the system’s to say',
    async () => {
      writeFileSync(at('secret'), 'x');
      chmodSync(at('secret'), 0);
      for (const error of await both(at('secret'))) expect(error).toMatchObject({ code: 'EACCES' });
    },
  );
});

test.each([
  ['\\\\.\\pipe\\x', true],
  ['//./COM1', true],
  ['\\\\?\\GLOBALROOT\\x', true],
  ['\\\\localhost\\pipe\\x', true],
  ['\\\\?\\UNC\\server\\PIPE\\x', true],
  ['\\\\?\\C:\\x\\ca.pem', false],
  ['\\\\?\\C:\\x\\con.pem', true],
  ['\\\\?\\UNC\\server\\share\\ca.pem', false],
  ['\\\\server\\share\\pipe\\ca.pem', false],
  ['C:\\x\\nul', true],
  ['C:\\x\\NUL.txt', true],
  ['con', true],
  ['C:\\x\\com1.pem', true],
  ['C:\\x\\console.pem', false],
  ['C:\\con\\ca.pem', false],
  ['C:\\x\\null.pem', false],
  ['\\\\server\\share\\ca.pem', false],
])('on Windows %s is a device: %s', (path, expected) => {
  expect(isWindowsDevice(path)).toBe(expected);
});

describe.skipIf(process.platform === 'win32')('a pipe that a person named', () => {
  const pipe = (name: string) => {
    execFileSync('mkfifo', [at(name)]);
    return at(name);
  };
  const fill = (path: string, script: string) => spawn('sh', ['-c', `(${script}) > "$1"`, 'sh', path]);

  test.each([
    ['at once', 'printf one', 'one'],
    ['in pieces', 'printf one; sleep 0.1; printf two', 'onetwo'],
    ['after a while', 'sleep 0.2; printf late', 'late'],
  ])('gives what is written %s', async (_, script, text) => {
    const path = pipe(`pipe-${script.length}`);
    fill(path, script);
    expect((await readNamedPipe(path, 1000))?.toString()).toBe(text);
  });

  test('without an end is left where the limit is', async () => {
    const path = pipe('endless');
    // Somebody who writes is there from the start, however late the program comes.
    const held = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const writer = fill(path, 'cat /dev/zero');
    await expect(readNamedPipe(path, 100_000)).rejects.toBeInstanceOf(RefusedFile);
    writer.kill();
    closeSync(held);
  });

  test('that nobody writes to holds nothing', async () => {
    expect(await readNamedPipe(pipe('lonely'), 1000)).toHaveLength(0);
  });

  test.each(['/dev/null', '/dev/zero', '/'])('is not %s', async (path) => {
    expect(await readNamedPipe(path, 1000)).toBeNull();
  });
});
