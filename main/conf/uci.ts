/**
 * OpenWrt's own form of a configuration (UCI, `/etc/config/stunnel`), from which its start script writes stunnel.conf:
 * `config service 'NAME'`, `option NAME 'VALUE'`, `list NAME 'VALUE'`. What the script makes of them is read here
 * (openwrt/packages, net/stunnel/files/stunnel.init).
 */

import { type Text, toSay } from '../../preload/words/text.ts';
import type { Rewritten } from './excerpt.ts';
import { findOption } from './options.ts';

const CONFIG = /^\s*config\s+(\w+)(?:\s+(["']?)([^"']{1,200})\2)?\s*$/;
/** Of a line that names a section, in characters. */
const LONGEST_CONFIG = 300;
const readConfig = (line: string) => (line.length > LONGEST_CONFIG ? null : CONFIG.exec(line));
const OPTION = /^\s*(?:option|list)\s+(\w+)\s+(\S.*)$/;

const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value.trim())?.[2] ?? value.trim();

/** Written as two options, a host and a port. For some the script takes a port alone. */
const pairs: ReadonlyMap<string, { readonly needsHost: boolean }> = new Map([
  ['accept', { needsHost: false }],
  ['redirect', { needsHost: false }],
  ['protocolHost', { needsHost: true }],
  ['sessiond', { needsHost: true }],
]);

/** Lists whose values the script joins to one. */
const joined: ReadonlyMap<string, string> = new Map([
  ['ciphers', ':'],
  ['curves', ':'],
  ['ciphersuites', ':'],
  ['engineDefault', ','],
]);

/** A value and the index of its line. */
interface Value {
  readonly text: string;
  readonly at: number;
}

interface Block {
  readonly type: string;
  /** null for a section without a name. */
  readonly name: string | null;
  readonly at: number;
  readonly settings: Map<string, Value[]>;
}

/** null for a text in another form. */
export function readUci(lines: readonly string[]): Rewritten | null {
  const blocks = blocksOf(lines);
  if (!blocks.some(({ type }) => type === 'service')) return null;
  const texts = new Map<number, readonly string[]>();
  for (const [index, line] of lines.entries()) if (OPTION.test(line) || readConfig(line) !== null) texts.set(index, []);
  const off: string[] = [];
  let alternative: string | null = null;
  for (const block of blocks) {
    if (block.type === 'globals') alternative ??= block.settings.get('alt_config_file')?.at(-1)?.text || null;
    if (block.type === 'service' && isOff(block)) off.push(block.name ?? block.type);
    else if (block.type === 'service' || block.type === 'globals') writeBlock(block, texts);
  }
  return {
    texts,
    reason: [...sayOff(off), ...sayAlternative(alternative)].reduce(
      (one, other) => toSay('reading.both', { one, other }),
      toSay('reading.uci'),
    ),
  };
}

const sayOff = (names: readonly string[]): Text[] =>
  names.length === 0
    ? []
    : [toSay('reading.uci.off', { option: "option enabled '0'", names: names.join(', ').slice(0, 400) })];

const sayAlternative = (file: string | null): Text[] =>
  file === null ? [] : [toSay('reading.uci.other', { file: file.slice(0, 400) })];

/** As `uci` and the script's check take a flag; what is none fails the check, and is not started either. */
const isOff = ({ settings }: Block): boolean => {
  const value = settings.get('enabled')?.at(-1)?.text;
  return value !== undefined && !/^(?:1|yes|on|true|enabled)$/.test(value);
};

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const [index, line] of lines.entries()) {
    const [, type, , name = null] = readConfig(line) ?? [];
    if (type !== undefined) blocks.push({ type, name, at: index, settings: new Map() });
    const [, option, value = ''] = OPTION.exec(line) ?? [];
    const settings = blocks.at(-1)?.settings;
    if (option === undefined || settings === undefined) continue;
    settings.set(option, [...(settings.get(option) ?? []), { text: unquoted(value), at: index }]);
  }
  return blocks;
}

function writeBlock({ type, name, at, settings }: Block, texts: Map<number, readonly string[]>): void {
  if (type === 'service') texts.set(at, [`[${name ?? type}]`]);
  const write = (index: number, option: string, value: string) =>
    texts.set(index, [...(texts.get(index) ?? []), `${option} = ${value}`]);
  for (const [option, values] of settings) {
    const known = findOption(option);
    const separator = joined.get(option);
    if (known === null) continue;
    const whole = values.map(({ text }) => text).join(separator);
    if (separator !== undefined) write(values.at(-1)?.at ?? at, option, whole);
    else for (const { text, at: index } of values) write(index, option, known.value === 'flag' ? flagOf(text) : text);
  }
  for (const [option, { needsHost }] of pairs) {
    const host = settings.get(`${option}_host`)?.at(-1)?.text ?? '';
    const port = settings.get(`${option}_port`)?.at(-1);
    if (port === undefined || (needsHost && host === '')) continue;
    write(port.at, option, `${host === '' ? '' : `${host}:`}${port.text}`);
  }
}

/** The script writes `yes` for 1 and `no` for 0; the other words of UCI are read as well. */
const flagOf = (value: string): string =>
  /^(?:1|on|true|enabled)$/.test(value) ? 'yes' : /^(?:0|off|false|disabled)$/.test(value) ? 'no' : value;
