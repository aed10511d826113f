import { expect, test } from 'vitest';
import type { LookingWorld } from './installed.ts';
import { withWholePath } from './whole-path.ts';

const files = [
  'C:\\Windows\\System32\\OpenSSH\\ssh.exe',
  'C:\\Windows\\System32\\mstsc.exe',
  'C:\\Program Files\\Redis\\redis-cli.cmd',
  'C:\\Program Files\\Redis\\redis-cli.exe',
  // Beside a file that somebody has double-clicked, where Windows looks first.
  'ssh.bat',
  '.\\ssh.exe',
  'downloads\\ssh.bat',
];
const world: LookingWorld = {
  platform: 'win32',
  environment: { Path: '.;downloads;;C:\\Program Files\\Redis', SystemRoot: 'C:\\Windows' },
  home: 'C:\\Users\\A',
  isThere: async (file) => files.some((one) => one.toLowerCase() === file.toLowerCase()),
};

test.each([
  [
    ['ssh', '-p', '2222'],
    ['C:\\Windows\\System32\\OpenSSH\\ssh.exe', '-p', '2222'],
  ],
  [
    ['mstsc', '/v:x'],
    ['C:\\Windows\\System32\\mstsc.exe', '/v:x'],
  ],
  [['redis-cli'], ['C:\\Program Files\\Redis\\redis-cli.exe']],
  [['redis-cli.cmd'], ['C:\\Program Files\\Redis\\redis-cli.cmd']],
  [['D:\\own\\ssh.exe'], ['D:\\own\\ssh.exe']],
  [
    ['mongosh', 'x'],
    ['mongosh', 'x'],
  ],
  [[], []],
])('on Windows %j is started as %j', async (argv, expected) => {
  expect(await withWholePath(argv, world)).toEqual(expected);
});

test('elsewhere a name is left to the PATH', async () => {
  expect(await withWholePath(['ssh'], { ...world, platform: 'linux' })).toEqual(['ssh']);
});
