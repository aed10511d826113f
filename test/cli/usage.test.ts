import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, type Cli } from './support/cli.ts';

describe('adit', () => {
  let cli: Cli;
  beforeAll(async () => {
    cli = await buildCli();
  });
  afterAll(() => cli?.[Symbol.asyncDispose]());

  it('prints help and version on stdout', async () => {
    const help = await cli.run(['--help']);
    expect(help.code).toBe(0);
    const commands = ['import', 'check', 'run', 'probe', 'demo'];
    const topics = await Promise.all(commands.map((command) => cli.run([command, '--help'])));
    for (const [index, command] of commands.entries()) {
      expect(help.stdout).toContain(command);
      expect(topics[index]?.stdout).toMatch(new RegExp(`^Usage: adit ${command}`));
    }
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await cli.run(['--version'])).stdout).toBe(`adit ${version}\n`);
  });

  it.skipIf(process.platform === 'win32')('says what it uses below the interface of Node.js', async () => {
    const { stdout, code } = await cli.run(['capabilities']);
    expect(code).toBe(0);
    for (const name of ['own-buffers', 'socket-channel', 'tls-reset', 'peer-address']) {
      expect(stdout).toMatch(new RegExp(`^  ${name} +yes: `, 'm'));
    }
    const { internals } = JSON.parse((await cli.run(['capabilities', '--json'])).stdout);
    expect(internals).toHaveLength(4);
    for (const each of internals) expect(each).toMatchObject({ fault: null });
  });

  it.each([
    [[], 'A command is missing.'],
    [['conect'], 'There is no command “conect”.'],
    [['import', 'x', '--nonsense'], 'adit import has no option --nonsense.'],
    [['probe', 'nowhere'], '“nowhere” is not HOST:PORT'],
  ])('answers %j with one sentence and exit status 2', async (args, sentence) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
