import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askLoginShell, loginShell, readEnvironment } from './login-shell.ts';

describe('how a shell is asked', () => {
  const script = 'printf %s M; /usr/bin/env -0; printf %s M';
  test.each([
    ['/bin/bash', ['/bin/bash', '-i', '-l', '-c', script]],
    ['/opt/homebrew/bin/fish', ['/opt/homebrew/bin/fish', '-i', '-l', '-c', script]],
    ['/bin/tcsh', ['/bin/tcsh', '-ic', script]],
  ])('%s', (shell, argv) => {
    expect(loginShell('darwin', { SHELL: shell }, 'M')?.argv).toEqual(argv);
  });

  test.each<[string, NodeJS.Platform, Readonly<Record<string, string>>]>([
    ['on Windows', 'win32', { SHELL: '/bin/bash' }],
    ['without a shell', 'linux', {}],
    ['where nobody may log in', 'linux', { SHELL: '/usr/sbin/nologin' }],
    ['from a terminal, which has it already', 'linux', { SHELL: '/bin/bash', TERM: 'xterm-256color' }],
    ['by a name that could be anything', 'linux', { SHELL: 'bash' }],
  ])('not %s', (_, platform, environment) => {
    expect(loginShell(platform, environment, 'M')).toBeNull();
  });
});

test.each([
  ['Welcome!\nMA=1\0PATH=/a:/b\0Mbye', { A: '1', PATH: '/a:/b' }],
  ['MLINES=1\n2\0PWD=/x\0SHLVL=2\0M', { LINES: '1\n2' }],
  ['MA==\0BASH_FUNC_x%%=() { :;}\0M', { A: '=' }],
  ['MA=1\0', null],
  ['nothing', null],
  ['MM', null],
])('of %j stands between the marks', (output, expected) => {
  expect(readEnvironment(output, 'M')).toEqual(expected);
});

describe.skipIf(process.platform === 'win32')('a real shell', () => {
  let home: string;
  const ask = (shell: string, limitMs?: number) =>
    askLoginShell('linux', { PATH: process.env['PATH'], HOME: home, SHELL: shell }, limitMs);
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'adit-home-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  test('tells what its start files set, and what they print is in nobody’s way', async () => {
    await writeFile(
      path.join(home, '.profile'),
      'echo Hello; export SSH_AUTH_SOCK="/run/my agent" PATH="$HOME/bin:$PATH"\n',
    );
    const found = await ask('/bin/sh');
    expect(found).toMatchObject({ SSH_AUTH_SOCK: '/run/my agent', HOME: home });
    expect(found?.['PATH']).toMatch(new RegExp(`^${home}/bin:`));
  });

  test('that never ends is not waited for', async () => {
    await writeFile(path.join(home, '.profile'), 'while :; do sleep 1; done\n');
    expect(await ask('/bin/sh', 300)).toBeNull();
  });

  test('that leaves something behind is heard all the same', async () => {
    await writeFile(path.join(home, '.profile'), 'export A=1; sleep 20 &\n');
    expect(await ask('/bin/sh')).toMatchObject({ A: '1' });
  });

  test('that is none, or says nothing of use, is as if it had not been asked', async () => {
    expect(await ask(path.join(home, 'none'))).toBeNull();
    const silent = path.join(home, 'silent');
    await writeFile(silent, '#!/bin/sh\nexit 1\n');
    await chmod(silent, 0o755);
    expect(await ask(silent)).toBeNull();
  });
});
