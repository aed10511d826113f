/**
 * An argument list as one line for a shell. What a shell can take unquoted stays as it is, so that the usual command
 * reads as a person would type it.
 */

const PLAIN_POSIX = /^[\w@%+=:,./-]+$/;
const PLAIN_POWERSHELL = /^[A-Za-z0-9_+=:./\\-]+$/;
const PLAIN_CMD = /^[\p{L}\p{N}_@+=:,./\\[\]-]+$/u;

/** For sh, bash, zsh and the like. NUL cannot be passed to a program at all and is dropped. */
export function quotePosix(argv: readonly string[]): string {
  return argv.map(posixWord).join(' ');
}

/** For PowerShell: single quotes are doubled inside single quotes, nothing else is special there. */
export function quotePowerShell(argv: readonly string[]): string {
  return argv.map(powerShellWord).join(' ');
}

/**
 * Whether cmd.exe and Windows Terminal hand these arguments on unchanged. Quoting would not help with the others:
 * cmd.exe expands % and ! inside quotes too, and Windows Terminal splits at `;`.
 */
export function isPlainForCmd(argv: readonly string[]): boolean {
  return argv.every((word) => PLAIN_CMD.test(word));
}

/** The line that a person pastes into the shell that is usual on the platform. */
export function quoteFor(platform: NodeJS.Platform, argv: readonly string[]): string {
  return platform === 'win32' ? quotePowerShell(argv) : quotePosix(argv);
}

function posixWord(word: string): string {
  const text = word.replaceAll('\0', '');
  return PLAIN_POSIX.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function powerShellWord(word: string): string {
  const text = word.replaceAll('\0', '');
  // PowerShell reads typographic single quotes as quotes as well.
  return PLAIN_POWERSHELL.test(text) ? text : `'${text.replace(/['\u2018-\u201b]/g, (quote) => quote + quote)}'`;
}

/** A line that a program hands to the system's usual way of starting another: a shell, on Windows CreateProcess. */
export const lineFor = (platform: NodeJS.Platform, argv: readonly string[]): string =>
  platform === 'win32' ? windowsLine(argv) : quotePosix(argv);

/** As the Microsoft C runtime takes a command line apart: quotes around blanks, backslashes doubled before a quote only. */
const windowsLine = (argv: readonly string[]): string =>
  argv
    .map((word) =>
      /^[^\s"]+$/.test(word)
        ? word
        : `"${word.replace(/(\\*)"/g, (_, slashes: string) => `${slashes}${slashes}\\"`).replace(/\\+$/, '$&$&')}"`,
    )
    .join(' ');
