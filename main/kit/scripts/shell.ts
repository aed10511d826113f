/** What the scripts of a kit share. They are for the `sh` of every system: dash, BusyBox, FreeBSD's and macOS's. Pure. */

export type Lines = readonly string[];

/** A word of a shell. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

export const words = (list: readonly string[]): string => list.map(quoted).join(' ');

/** `title` and `usage` are comments at the top. */
export function beginning(title: string, usage: Lines): Lines {
  return ['#!/bin/sh', `# ${title}`, ...usage.map((line) => `# ${line}`), 'set -eu', 'cd "$(dirname "$0")"', ''];
}

/** `say`, and `ask`, which does without answers after `--yes`. */
export const questions: Lines = `
always=no
if [ "\${1:-}" = --yes ]; then always=yes; fi

say() { printf '%s\\n' "$*"; }

ask() {
  if [ "$always" = yes ]; then
    say "$1"
    return 0
  fi
  printf '%s [Y/n] ' "$1"
  read -r answer || answer=n
  case $answer in
    '' | [Yy]*) return 0 ;;
  esac
  say '  Left out.'
  return 1
}
`
  .trim()
  .split('\n');

export const asRoot: Lines = `
if [ "$(id -u)" != 0 ]; then
  say 'This is for root: sudo sh install.sh' >&2
  exit 1
fi
`
  .trim()
  .split('\n');
