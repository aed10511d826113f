import { describe, expect, test } from 'vitest';
import type { Settings } from '../../preload/types.ts';
import { chooseTerminal, terminalCandidates, terminals, terminalsOf, windowsShells } from './terminals.ts';

const ssh = ['ssh', '-p', '2222', 'anna@127.0.0.1'];
const percent = ['ssh', '%PATH%@127.0.0.1'];
const terminal = (id: string) => {
  const found = terminals.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const shells = windowsShells(null);
const argv = (id: string, program: string, command: readonly string[] = ssh) => {
  const start = terminal(id).start(program, command, shells);
  return start.kind === 'program' ? start.argv : start.kind;
};
/** What PowerShell is told, decoded. */
const told = (words: readonly string[] | string) => Buffer.from(String(words.at(-1)), 'base64').toString('utf16le');

describe('on Linux', () => {
  test('every terminal gets the command as separate arguments at the end, never as one text', () => {
    for (const { id } of terminalsOf('linux')) expect(argv(id, `/usr/bin/${id}`).slice(-ssh.length), id).toEqual(ssh);
  });
  test.each([
    ['gnome-terminal', '--'],
    ['konsole', '-e'],
    ['xfce4-terminal', '-x'],
    ['alacritty', '-e'],
    ['ghostty', '-e'],
    ['xterm', '-e'],
    ['wezterm', 'start'],
    ['kitty', 'sh'],
    ['foot', 'sh'],
  ])('%s has its own way to take a command', (id, first) => {
    expect(argv(id, id)[1]).toBe(first);
  });
});

describe('on macOS', () => {
  test.each(['terminal-app', 'iterm2'])('%s runs a file that quotes every argument and removes itself', (id) => {
    const start = terminal(id).start('/Applications/X.app', ['ssh', "o'brien@127.0.0.1"], shells);
    expect(start).toMatchObject({ kind: 'file', open: ['/usr/bin/open', '-a', '/Applications/X.app'] });
    const text = start.kind === 'file' ? start.text : '';
    expect(text).toContain("exec ssh 'o'\\''brien@127.0.0.1'");
    expect(text).toContain('rm -f -- "$0"');
  });
  test.each([
    ['kitty', []],
    ['alacritty', ['-e']],
    ['wezterm', ['start', '--']],
    ['ghostty', ['-e']],
  ])('%s gets arguments through open', (id, options) => {
    const words = argv(id, `/Applications/${id}.app`);
    expect(words.slice(0, 5 + options.length)).toEqual([
      '/usr/bin/open',
      '-n',
      '-a',
      `/Applications/${id}.app`,
      '--args',
      ...options,
    ]);
    expect(words.slice(-ssh.length)).toEqual(ssh);
  });
});

describe('on Windows', () => {
  const { cmd, powerShell } = shells;
  test('a plain command goes by cmd.exe, which leaves the window open', () => {
    expect(argv('windows-terminal', 'wt.exe')).toEqual(['wt.exe', 'new-tab', cmd, '/k', ...ssh]);
    expect(argv('command-prompt', cmd)).toEqual([cmd, '/c', 'start', 'Adit tunnel', cmd, '/k', ...ssh]);
  });
  test('what cmd.exe would expand goes by PowerShell, encoded, or not at all', () => {
    const words = argv('windows-terminal', 'wt.exe', percent);
    expect(words.slice(0, 3)).toEqual(['wt.exe', 'new-tab', powerShell]);
    expect(told(words)).toBe("& ssh '%PATH%@127.0.0.1'");
    expect(argv('command-prompt', cmd, percent)).toBe('impossible');
  });
  test.each(['powershell', 'pwsh'])('%s gets a text that no shell before it changes', (id) => {
    const words = argv(id, `C:\\x\\${id}.exe`, percent);
    expect(words.slice(0, 5)).toEqual([cmd, '/c', 'start', 'Adit tunnel', `C:\\x\\${id}.exe`]);
    expect(words.at(-1)).toMatch(/^[A-Za-z0-9+/=]+$/);
    expect(told(words)).toBe("& ssh '%PATH%@127.0.0.1'");
  });
  test('the shells of Windows are started by their whole paths, wherever they are', () => {
    const found = windowsShells(new Map([['command-prompt', 'D:\\Windows\\System32\\cmd.exe']]));
    expect(found.cmd).toBe('D:\\Windows\\System32\\cmd.exe');
    expect(powerShell).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    for (const { id } of terminalsOf('win32')) {
      const started = argv(id, `C:\\x\\${id}.exe`);
      const programs = [...started].filter((word) => word.endsWith('.exe'));
      expect(
        programs.map((word) => /^[A-Z]:\\/.test(word)),
        id,
      ).not.toContain(false);
    }
  });
  test('a quote, which PowerShell would lose, is handed to nobody', () => {
    for (const { id } of terminalsOf('win32')) expect(argv(id, `${id}.exe`, ['a', '"']), id).toBe('impossible');
  });
});

describe('which terminal is taken', () => {
  const world = (programs?: Settings['programs'], ...found: readonly string[]) => ({
    platform: 'linux' as const,
    installed: new Map(found.map((id) => [id, `/usr/bin/${id}`])),
    programs,
  });
  test('the first that was found', () => {
    expect(chooseTerminal(world(undefined, 'xterm', 'konsole'))).toMatchObject({
      id: 'konsole',
      program: '/usr/bin/konsole',
    });
  });
  test('the one of the settings, and the others after it', () => {
    const all = terminalCandidates(world({ terminal: { client: 'xterm' } }, 'xterm', 'konsole'));
    expect(all.map(({ id }) => id)).toEqual(['xterm', 'konsole']);
  });
  test('where a person says that it is', () => {
    expect(chooseTerminal(world({ terminal: { client: 'kitty', path: '/opt/kitty' } }))).toMatchObject({
      program: '/opt/kitty',
    });
  });
  test('not one that is gone', () => {
    expect(chooseTerminal(world({ terminal: { client: 'kitty' } }, 'foot'))?.id).toBe('foot');
    expect(chooseTerminal(world())).toBeNull();
  });
});
