import { describe, expect, test } from 'vitest';
import { commandLineIn } from './command-line-in.ts';

describe('a start of the program', () => {
  test.each([
    [['adit', 'run', 'client.conf'], true, ['run', 'client.conf']],
    [['adit', '--help'], true, ['--help']],
    [['adit', '--version'], true, ['--version']],
    [
      ['adit', '--no-sandbox', '--no-zygote', '--cli', '--', 'connect', 'a.conf', 'ssh'],
      true,
      ['connect', 'a.conf', 'ssh'],
    ],
    [['adit', '--cli', '--', 'nonsense'], true, ['nonsense']],
    [['adit', '--cli', '--'], true, []],
    [['electron', 'out/main/index.js', 'check', '-'], false, ['check', '-']],
    [['electron', '--no-sandbox', '.', '--version'], false, ['--version']],
    [['adit', '--no-sandbox', 'run', 'a.conf', '--', 'b'], true, ['run', 'a.conf', '--', 'b']],
  ] as const)('%j is for the command line', (argv, packaged, args) => {
    expect(commandLineIn(argv, packaged)).toEqual(args);
  });

  test.each([
    [['adit']],
    [['adit', '--hidden']],
    [['adit', '/home/me/run']],
    [['adit', '/home/me/server.conf']],
    [['adit', 'adit://import/AAAA']],
    [['adit', '--', 'adit://run']],
    [['adit', '/home/me/a.adit', '--cli']],
    // Behind the end of switches a link may hold anything.
    [['adit', '--', '--cli', '--', 'run']],
    [['adit', 'nonsense']],
  ])('%j is for the app', (argv) => {
    expect(commandLineIn(argv, true)).toBeNull();
  });
});
