/** Completions and the manual page, by the shells and the programs that read them. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { optionsOf } from '../../main/cli/arguments.ts';
import { commandNames } from '../../main/cli/command-line-in.ts';
import { completions } from '../../main/cli/completions/index.ts';
import { commandWords } from '../../main/cli/completions/words.ts';
import { commands } from '../../main/cli/description/index.ts';
import { manPage } from '../../main/cli/man-page.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';

/** A folder with an `adit` that knows three profiles, and a file. */
async function setUp(stack: AsyncDisposableStack) {
  const { path: folder } = stack.use(await temporaryDirectory());
  const place = (name: string) => path.join(folder, name);
  await mkdir(place('bin'));
  await writeFile(
    place('bin/adit'),
    `#!/bin/sh\n[ "$1 $2" = 'list --names' ] && printf '%s\\n' Home 'Home office' 'Büro $x'\n`,
  );
  await chmod(place('bin/adit'), 0o755);
  await writeFile(place('server.conf'), '');
  const env = { ...process.env, PATH: `${place('bin')}:${process.env['PATH']}`, LC_ALL: 'C.UTF-8', HOME: folder };
  return { folder, place, env };
}

describe.skipIf(!hasTool('bash'))('bash', () => {
  /** What bash offers when these words are typed and Tab is pressed at the end of the last one. */
  async function offered(...words: readonly string[]): Promise<readonly string[]> {
    await using stack = new AsyncDisposableStack();
    const { folder, place, env } = await setUp(stack);
    await writeFile(place('adit.bash'), completions('bash'));
    // The way in which bash calls it; compopt works only there.
    const script = `compopt() { :; }; source adit.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); $(complete -p adit | sed 's/.*-F \\([^ ]*\\).*/\\1/'); printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await execute(requireTool('bash'), ['--norc', '-c', script, 'bash', ...words], {
      cwd: folder,
      env,
    });
    return stdout.split('\n').filter((line) => line !== '');
  }

  test.each<[string, readonly string[], readonly string[]]>([
    ['commands', ['adit', 'st'], ['status']],
    ['options of the command', ['adit', 'status', '--w'], ['--watch']],
    ['names of profiles, fit for the shell', ['adit', 'open', ''], ['Home', 'Home\\ office', 'Büro\\ \\$x']],
    ['names by their beginning, with what was escaped', ['adit', 'on', 'Home\\ o'], ['Home\\ office']],
    ['files where a file belongs', ['adit', 'check', 'ser'], ['server.conf']],
    ['a file as the value of an option', ['adit', 'connect', 'h:1', '--ca', 'ser'], ['server.conf']],
    ['folders where a folder belongs', ['adit', 'list', '--user-data', ''], ['bin']],
    ['shells', ['adit', 'completions', 'f'], ['fish']],
    ['nothing behind a command without operands', ['adit', 'demo', ''], []],
  ])('offers %s', async (_, words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });

  test('has a script that bash takes without a word, also with errors counted', async () => {
    await using stack = new AsyncDisposableStack();
    const { folder, place } = await setUp(stack);
    await writeFile(place('adit.bash'), completions('bash'));
    expect(
      await execute(requireTool('bash'), ['--norc', '-euo', 'pipefail', '-c', 'source adit.bash'], { cwd: folder }),
    ).toMatchObject({ stdout: '', stderr: '' });
  });
});

describe.skipIf(!hasTool('fish'))('fish', () => {
  test.each([
    ['adit st', 'status'],
    ['adit open H', 'Home office'],
    ['adit status --wa', '--watch'],
    ['adit check ser', 'server.conf'],
    ['adit connect x --ca ser', 'server.conf'],
  ])('offers for “%s”', async (line, expected) => {
    await using stack = new AsyncDisposableStack();
    const { folder, place, env } = await setUp(stack);
    await writeFile(place('adit.fish'), completions('fish'));
    const script = 'source adit.fish; complete -C $argv[1]';
    const { stdout, stderr } = await execute(requireTool('fish'), ['--no-config', '-c', script, line], {
      cwd: folder,
      env,
    });
    expect(stderr).toBe('');
    expect(stdout.split('\n').map((each) => each.split('\t')[0])).toContain(expected);
  });
});

describe.skipIf(!hasTool('zsh'))('zsh', () => {
  /** zsh completes at a terminal only, so it gets one of its own. */
  const SCRIPT = [
    'zmodload zsh/zpty',
    'zpty z zsh -f',
    'zpty -w z "fpath=($PWD/functions \\$fpath); autoload -U compinit; compinit -u -D; setopt no_list_beep; PS1=; print READY"',
    'zpty -r z line "*READY*READY*" || zpty -r z line "*READY*"',
    'zpty -w -n z "$1"$\'\\t\'',
    'sleep 1; zpty -w z ""; sleep 0.5',
    'while zpty -rt z line; do print -r -- "$line"; done',
    'zpty -d z',
  ].join('\n');

  test.each([
    ['adit stat', 'adit status'],
    ['adit completions pow', 'adit completions powershell'],
    ['adit open Home\\ o', 'adit open Home\\ office'],
    ['adit check ser', 'adit check server.conf'],
  ])('completes “%s”', async (line, expected) => {
    await using stack = new AsyncDisposableStack();
    const { folder, place, env } = await setUp(stack);
    await mkdir(place('functions'));
    await writeFile(place('functions/_adit'), completions('zsh'));
    const { stdout } = await execute(requireTool('zsh'), ['-f', '-c', SCRIPT, 'zsh', line], {
      cwd: folder,
      env: { ...env, TERM: 'dumb' },
    });
    expect(stdout.replace(/[\r\b]/g, '')).toContain(expected);
  });
});

describe('PowerShell', () => {
  test('gets a script whose braces, brackets and quotes close', () => {
    const text = completions('powershell')
      .replace(/^#.*/gm, '')
      .replace(/"[^"\n]*"/g, '')
      .replaceAll("''", '')
      .replace(/'[^'\n]*'/g, '');
    for (const [open, close] of ['{}', '()', '[]'])
      expect(text.split(open ?? '').length, open).toBe(text.split(close ?? '').length);
    expect(text).not.toMatch(/'/);
    for (const { name } of commandWords) expect(completions('powershell')).toContain(`'${name}' = @{`);
  });
});

describe('the description', () => {
  test.each(commandNames)('of %s uses no option that there is not', (name) => {
    const known = optionsOf(name).map((option) => option.name);
    for (const [, option = ''] of commands[name].usage.join(' ').matchAll(/--([a-z-]+)/g))
      expect(known).toContain(option);
  });
});

describe('the manual page', () => {
  test('has every command with its options', () => {
    const page = manPage('1.2.3').replaceAll('\\-', '-');
    for (const name of commandNames) {
      expect(page).toContain(`.SS "adit ${name}`);
      for (const option of commands[name].options) expect(page).toContain(`--${option.name}`);
    }
    expect(page).toContain('"Adit 1.2.3"');
  });

  test.skipIf(!hasTool('mandoc'))('is taken by mandoc without a complaint', async () => {
    await using directory = await temporaryDirectory();
    const file = path.join(directory.path, 'adit.1');
    await writeFile(file, manPage('1.2.3'));
    expect(await execute(requireTool('mandoc'), ['-Tlint', '-Wwarning', file])).toMatchObject({
      stdout: '',
      stderr: '',
    });
    const { stdout } = await execute(requireTool('mandoc'), ['-Tascii', file]);
    expect(stdout.replace(/.[\b]/g, '')).toContain('adit connect HOST:PORT [--sni NAME]');
  });
});
