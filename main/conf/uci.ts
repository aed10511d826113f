/**
 * OpenWrt's own form of a configuration (UCI, `/etc/config/stunnel`), from which its start script writes stunnel.conf:
 * `config service 'NAME'`, `option NAME 'VALUE'`, `list NAME 'VALUE'` (openwrt.org, UCI system; package stunnel).
 */
import type { Kept } from './comparison.ts';
import type { Rewritten } from './excerpt.ts';
import { findOption } from './options.ts';

const CONFIG = /^\s*config\s+(\w+)(?:\s+(["']?)([^"']{1,200})\2)?\s*$/;
/** Of a line that names a section, in characters. */
const LONGEST_CONFIG = 300;
const readConfig = (line: Kept) => (line === null || line.length > LONGEST_CONFIG ? null : CONFIG.exec(line));
const OPTION = /^\s*(?:option|list)\s+(\w+)\s+(\S.*)$/;

const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value.trim())?.[2] ?? value.trim();

/** null for a text in another form. */
export function readUci(lines: readonly Kept[]): Rewritten | null {
  if (!lines.some((line) => readConfig(line)?.[1] === 'service')) return null;
  const texts = new Map<number, readonly string[]>();
  /** Of the service that is read. */
  let host = '';
  let port: { readonly index: number; readonly number: string } | null = null;
  const endService = () => {
    if (port !== null) texts.set(port.index, [`accept = ${host === '' ? '' : `${host}:`}${port.number}`]);
    host = '';
    port = null;
  };
  for (const [index, line] of lines.entries()) {
    const [, type, , title] = readConfig(line) ?? [];
    const [, name = '', value = ''] = OPTION.exec(line ?? '') ?? [];
    if (type !== undefined) {
      endService();
      texts.set(index, type === 'service' ? [`[${title ?? type}]`] : []);
    } else if (name === 'accept_host') {
      host = unquoted(value);
      texts.set(index, []);
    } else if (name === 'accept_port') port = { index, number: unquoted(value) };
    else if (findOption(name) !== null) texts.set(index, [`${name} = ${unquoted(value)}`]);
    else if (name !== '') texts.set(index, []);
  }
  endService();
  return { texts, reason: 'OpenWrt’s own form of the configuration was read.' };
}
