/** That no package starts its service while packages are installed, and that nothing of that stays, however it ends. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isYes, withoutServices } from './apt.ts';

test.each([
  ['y', true],
  ['Yes', true],
  [' y ', true],
  ['', false],
  ['n', false],
  ['yesterday', false],
])('%j as an answer: %s', (answer, yes) => {
  expect(isYes(answer)).toBe(yes);
});

describe.skipIf(process.platform === 'win32')('while packages are installed', () => {
  let directory = '';
  let policy = '';
  const file = (name: string) => join(directory, name);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'adit-apt-'));
    policy = file('policy-rc.d');
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  /** What a package learns that asks whether its service may start: 101 is no, and no file is yes. */
  const asked = () => (existsSync(policy) ? spawnSync('sh', [policy]).status : 0);

  /** Says who runs it, and goes on until it may end. */
  const patient = [
    'sh',
    '-c',
    'echo $PPID > pid.part; mv pid.part pid; while test -e pid -a ! -e go; do sleep 0.02; done',
  ];

  const running: ChildProcess[] = [];
  /** Another process that installs, and the shell that guards it. */
  const installing = async () => {
    const code = `import { withoutServices } from ${JSON.stringify(join(import.meta.dirname, 'apt.ts'))};
      await withoutServices(${JSON.stringify(policy)}, ${JSON.stringify(patient)});`;
    const caller = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: directory,
      stdio: 'ignore',
    });
    running.push(caller);
    await expect.poll(() => existsSync(file('pid'))).toBe(true);
    return { caller, shell: Number(readFileSync(file('pid'), 'utf8')) };
  };

  afterEach(async () => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    await writeFile(file('go'), '').catch(() => {});
  });

  test('no service may start, and afterwards all may', async () => {
    const ask = ['sh', '-c', '"$0"; echo $? > "$1"', policy, file('answer')];
    expect(await withoutServices(policy, ask)).toBe(true);
    expect(readFileSync(file('answer'), 'utf8')).toBe('101\n');
    expect(existsSync(policy)).toBe(false);
  });

  test.each([
    ['fails', 'false'],
    ['is not there', 'adit-no-such-program'],
  ])('nothing stays when the command %s', async (_, command) => {
    expect(await withoutServices(policy, [command])).toBe(false);
    expect(existsSync(policy)).toBe(false);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'nothing stays after %s, and the command has ended',
    async (name) => {
      const { caller, shell } = await installing();
      expect(asked()).toBe(101);
      caller.kill(name);
      expect(await once(caller, 'exit')).toEqual([null, name]);
      expect(existsSync(policy)).toBe(false);
      expect(() => process.kill(shell, 0)).toThrow('ESRCH');
    },
  );

  test('the command goes on without services when its caller is killed, and then nothing stays', async () => {
    const { caller } = await installing();
    caller.kill('SIGKILL');
    await once(caller, 'exit');
    expect(asked()).toBe(101);
    await writeFile(file('go'), '');
    await expect.poll(() => existsSync(policy)).toBe(false);
  });

  test('what a killed guard leaves forbids nothing, and goes with the first question', async () => {
    const { shell } = await installing();
    process.kill(shell, 'SIGKILL');
    await expect.poll(asked).toBe(0);
    expect(existsSync(policy)).toBe(false);
  });

  test('what a killed guard leaves does not count as the administrator’s', async () => {
    const { shell, caller } = await installing();
    process.kill(shell, 'SIGKILL');
    await once(caller, 'exit');
    expect(existsSync(policy)).toBe(true);
    expect(await withoutServices(policy, ['true'])).toBe(true);
    expect(existsSync(policy)).toBe(false);
  });

  test('the administrator’s own rule stays as it is', async () => {
    await writeFile(policy, '#!/bin/sh\nexit 104\n');
    expect(await withoutServices(policy, ['true'])).toBe(true);
    expect(readFileSync(policy, 'utf8')).toBe('#!/bin/sh\nexit 104\n');
  });
});
