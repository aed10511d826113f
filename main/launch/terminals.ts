/**
 * The terminals that there are, and how each is made to run a command. The command always travels as an argument list;
 * the only script texts are constants. Pure.
 */

import type { Settings } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import type { Installed, Places } from './client.ts';
import { isPlainForCmd, quotePosix, quotePowerShell } from './quote.ts';

/** How a command gets into a terminal's window. */
export type TerminalStart =
  | { readonly kind: 'program'; readonly argv: readonly string[] }
  /** macOS: an application opens a file, which runs and removes itself; its path is appended to the arguments. */
  | { readonly kind: 'file'; readonly name: string; readonly text: string; readonly open: readonly string[] }
  /** Its shell would change the command's characters, whatever the quoting. */
  | { readonly kind: 'impossible' };

export interface Terminal {
  readonly id: string;
  readonly label: string | Text;
  readonly places: Places;
  readonly start: (program: string, argv: readonly string[], shells: WindowsShells) => TerminalStart;
}

/** Whole paths of the shells that come with Windows; their names alone would be looked for in the current folder. */
export interface WindowsShells {
  readonly cmd: string;
  readonly powerShell: string;
}

/** Leaves the window open, so that an error message of the command can be read. */
const HOLD_SCRIPT = '"$@"; printf "\\n[Ended with status %s. Press Enter to close this window.] " "$?"; read -r _';
const held = (argv: readonly string[]): readonly string[] => ['sh', '-c', HOLD_SCRIPT, 'adit', ...argv];

const run = (...argv: readonly string[]): TerminalStart => ({ kind: 'program', argv });

const linux = (id: string, label: string | Text, ...options: readonly string[]): Terminal => ({
  id,
  label,
  places: { linux: [id] },
  start: (program, argv) => run(program, ...options, ...held(argv)),
});

/** macOS: opens any terminal that runs files that end in `.command`. */
const byFile = (place: string, argv: readonly string[]): TerminalStart => ({
  kind: 'file',
  name: 'adit.command',
  text: `#!/bin/sh\nrm -f -- "$0"\nrmdir -- "$(dirname -- "$0")" 2>/dev/null\nclear\nexec ${quotePosix(argv)}\n`,
  open: ['/usr/bin/open', '-a', place],
});

/** macOS: a terminal that takes a command as arguments, in a new instance that has nothing else in it. */
const byArguments = (place: string, options: readonly string[], argv: readonly string[]): TerminalStart =>
  run('/usr/bin/open', '-n', '-a', place, '--args', ...options, ...held(argv));

/** A terminal of both systems that takes the command behind these options. */
const both = (id: string, label: string, app: string, ...options: readonly string[]): Terminal => ({
  id,
  label,
  places: { linux: [id], darwin: [`{applications}/${app}.app`] },
  start: (program, argv) =>
    program.endsWith('.app') ? byArguments(program, options, argv) : run(program, ...options, ...held(argv)),
});

/** Base64 of UTF-16 is made of letters, digits, `+`, `/` and `=`: neither cmd.exe nor Windows Terminal changes it. */
const encoded = (argv: readonly string[]): readonly string[] => [
  '-NoLogo',
  '-NoExit',
  '-EncodedCommand',
  Buffer.from(`& ${quotePowerShell(argv)}`, 'utf16le').toString('base64'),
];

/** Windows PowerShell does not escape quotes of arguments when it starts a program. */
const isSafeForPowerShell = (argv: readonly string[]): boolean => argv.every((word) => !word.includes('"'));

/** `start` takes its first quoted argument as the window's title. */
const inConsole = ({ cmd }: WindowsShells, ...argv: readonly string[]): TerminalStart =>
  run(cmd, '/c', 'start', 'Adit tunnel', ...argv);

const powerShell = (id: string, label: string, place: string): Terminal => ({
  id,
  label,
  places: { win32: [place] },
  start: (program, argv, shells) =>
    isSafeForPowerShell(argv) && isPlainForCmd([program])
      ? inConsole(shells, program, ...encoded(argv))
      : { kind: 'impossible' },
});

const COMMAND_PROMPT = 'command-prompt';
const POWERSHELL = 'powershell';
const SYSTEM = 'C:\\Windows\\System32';

/** Where they were found; where nobody has looked, where they usually are. */
export const windowsShells = (installed: Installed | null): WindowsShells => ({
  cmd: installed?.get(COMMAND_PROMPT) ?? `${SYSTEM}\\cmd.exe`,
  powerShell: installed?.get(POWERSHELL) ?? `${SYSTEM}\\WindowsPowerShell\\v1.0\\powershell.exe`,
});

/** In order of preference: what the person chose for the desktop first, then the desktops' own, then the rest. */
export const terminals: readonly Terminal[] = [
  linux('xdg-terminal-exec', toSay('launch.desktopTerminal')),
  linux('x-terminal-emulator', toSay('launch.systemTerminal'), '-e'),
  linux('ptyxis', 'Ptyxis', '--'),
  linux('kgx', 'GNOME Console', '--'),
  linux('gnome-terminal', 'GNOME Terminal', '--'),
  linux('konsole', 'Konsole', '-e'),
  linux('xfce4-terminal', 'Xfce Terminal', '-x'),
  linux('mate-terminal', 'MATE Terminal', '-x'),
  linux('terminator', 'Terminator', '-x'),
  linux('qterminal', 'QTerminal', '-e'),
  {
    id: 'terminal-app',
    label: toSay('launch.terminalApp'),
    places: { darwin: ['{system-applications}/Utilities/Terminal.app'] },
    start: byFile,
  },
  {
    id: 'iterm2',
    label: 'iTerm2',
    places: { darwin: ['{applications}/iTerm.app', '{applications}/iTerm2.app'] },
    start: byFile,
  },
  both('kitty', 'kitty', 'kitty'),
  both('alacritty', 'Alacritty', 'Alacritty', '-e'),
  both('wezterm', 'WezTerm', 'WezTerm', 'start', '--'),
  both('ghostty', 'Ghostty', 'Ghostty', '-e'),
  linux('foot', 'foot'),
  linux('xterm', 'xterm', '-e'),
  {
    id: 'windows-terminal',
    label: 'Windows Terminal',
    places: { win32: ['wt.exe', '{local}\\Microsoft\\WindowsApps\\wt.exe'] },
    start: (program, argv, { cmd, powerShell }) => {
      if (isPlainForCmd(argv)) return run(program, 'new-tab', cmd, '/k', ...argv);
      return isSafeForPowerShell(argv) ? run(program, 'new-tab', powerShell, ...encoded(argv)) : { kind: 'impossible' };
    },
  },
  powerShell('pwsh', 'PowerShell', 'pwsh.exe'),
  powerShell(POWERSHELL, 'Windows PowerShell', '{system}\\WindowsPowerShell\\v1.0\\powershell.exe'),
  {
    id: COMMAND_PROMPT,
    label: toSay('launch.commandPrompt'),
    places: { win32: ['{system}\\cmd.exe'] },
    start: (program, argv, shells) =>
      isPlainForCmd(argv) ? inConsole(shells, program, '/k', ...argv) : { kind: 'impossible' },
  },
];

export const terminalsOf = (platform: NodeJS.Platform): readonly Terminal[] =>
  terminals.filter(({ places }) => platform in places);

export interface TerminalWorld {
  readonly platform: NodeJS.Platform;
  readonly installed: Installed | null;
  readonly programs: Settings['programs'];
}

/** The terminal of the settings where there is it, else the first that was found. null: none is known to be here. */
export function chooseTerminal(world: TerminalWorld): (Terminal & { readonly program: string }) | null {
  return terminalCandidates(world)[0] ?? null;
}

/** All that can be tried, the one of the settings first. */
export function terminalCandidates({
  platform,
  installed,
  programs,
}: TerminalWorld): readonly (Terminal & { readonly program: string })[] {
  const setting = programs?.terminal;
  const found = terminalsOf(platform).flatMap((terminal) => {
    const ownPlace = terminal.id === setting?.client ? setting.path : undefined;
    const program = ownPlace ?? installed?.get(terminal.id);
    return program === undefined ? [] : [{ ...terminal, program }];
  });
  return found.toSorted((one, other) => Number(other.id === setting?.client) - Number(one.id === setting?.client));
}
