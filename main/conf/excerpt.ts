/** A part of a text that is a stunnel.conf: what a script writes, what a playbook holds. */

import type { Text } from '../../preload/words/text.ts';
import { findOption } from './options.ts';
import { isLooselyWritten } from './setting.ts';

/** What one line of the text holds of a configuration. */
export interface Excerpt {
  /** Of the line in the text. */
  readonly index: number;
  /** Lines of the configuration; `printf` and `echo -e` write several in one. */
  readonly texts: readonly string[];
  /**
   * The file that it is written to, or the index of the line that writes it where nothing names the file: lines of different
   * files are different configurations.
   */
  readonly target: string | number;
}

/** A text in which some lines are read as others. */
export interface Rewritten {
  /** By the index of the line: what it is read as, nothing or several lines. The lines that are not here stay. */
  readonly texts: ReadonlyMap<number, readonly string[]>;
  /** Indexes of the lines with which another file begins. */
  readonly begins?: readonly number[];
  /** The lines that are not in `texts` are no part of the configuration. */
  readonly isAll?: true;
  readonly reason: Text;
}

const NAMES_IT = /stunnel|\.conf\b/i;
/** Other files of stunnel's: its units, what the distribution starts it with, certificates, scripts, lists of keys. */
const ANOTHER =
  /\.(?:service|socket|timer|pem|crt|cer|key|csr|cnf|sh|psk|secrets?|list|sources|repo|ya?ml|log|txt|ovpn)\b|\/default\/|\/systemd\/|\/(?:sysctl|modprobe|logrotate|tmpfiles)\./i;

/** Whether a file is named like a configuration of stunnel. */
export const isConfiguration = (target: string): boolean => NAMES_IT.test(target) && !ANOTHER.test(target);

/** Whether a command line names a file of stunnel's, or of another program's, that is no configuration. */
export const isAnotherFile = (line: string): boolean => ANOTHER.test(line);

/** The word of a command line that names a configuration of stunnel; null without one. */
export function targetIn(line: string): string | null {
  const words = line.split(/[\s"'`>|()=]+/);
  return (
    words.findLast((word) => word.includes('/') && isConfiguration(word)) ?? words.findLast(isConfiguration) ?? null
  );
}

/** `CONF=/etc/stunnel/stunnel.conf`, by which a script names the file later. */
const ASSIGNMENT =
  /^\s*(?:export\s+|readonly\s+|local\s+|set\s+)?([A-Za-z_]\w{0,60})=["']?([^\s"';]{1,400})["']?;?\s*$/;

/** The lines with the names of configurations in place of the variables that hold them. */
export function withFileNames(lines: readonly (string | null)[]): readonly (string | null)[] {
  const files = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ''] = ASSIGNMENT.exec(line ?? '') ?? [];
    if (name !== undefined && isConfiguration(value)) files.set(name, value);
  }
  if (files.size === 0) return lines;
  return lines.map(
    (line) => line?.replace(/\$(?:(\w+)|\{(\w+)\})/g, (all, bare, braced) => files.get(bare ?? braced) ?? all) ?? null,
  );
}

const HEADER = /^\s*\[[^\]=]{1,200}\]\s*$/;
/** `name = value` with a name as programs have them. */
const PAIR = /^\s*([A-Za-z][\w-]{0,40})(\s{0,20})=\s*(.*)$/;

/** Whether the line is the header of a section. */
export const isHeader = (text: string): boolean => HEADER.test(text);

/**
 * Whether the line sets an option of stunnel, the one of that name where one is given, to what could be its value: a
 * sentence may begin like that. Names in capitals before “=” are variables of a shell.
 */
export function isSetting(text: string, wanted?: string): boolean {
  const [, name = '', space = '', value = ''] = PAIR.exec(text) ?? [];
  const option = findOption(name);
  if (option === null || (wanted !== undefined && option.name !== wanted)) return false;
  if (space === '' && name === name.toUpperCase() && name !== option.name) return false;
  const isFree = option.value === 'text' || option.value === 'path';
  return isFree || value.split(/\s+/, 5).length <= 2 || /\s[;#(]|[;,]$|[{%]/.test(value);
}

/** Whether one of the lines is a section or sets an option of stunnel. */
export function holdsSettings(texts: readonly string[]): boolean {
  return texts.some((text) => {
    const equals = text.indexOf('=');
    return isHeader(text) || (equals > 0 && findOption(text.slice(0, equals).trim()) !== null);
  });
}

/** Whether the lines are a configuration of stunnel, or a part of one: what they set are mostly options of stunnel. */
export function holdsConfiguration(texts: readonly string[]): boolean {
  const known = texts.filter((text) => isSetting(text)).length;
  const pairs = texts.filter((text) => PAIR.test(text)).length;
  return pairs === 0 ? isLooselyWritten(texts) : known * 2 >= pairs;
}

/** Whether there is a section with an option, or both ends of a service: more than a sentence mentions. */
export function holdsService(texts: readonly string[]): boolean {
  if (!holdsConfiguration(texts)) return false;
  const has = (name: string) => texts.some((text) => isSetting(text, name));
  return texts.some(isHeader) || (has('accept') && has('connect'));
}
