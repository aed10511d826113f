/**
 * What is kept of a line of an imported file: names, and values that cannot be secrets. Anything can stand where a
 * password was typed, so that values are kept for what they look like, and everything else is left out.
 */

import { leftOut } from '../../../preload/left-out.ts';
import { findOption } from '../../conf/options.ts';
import { withoutSecretParts } from './redact-parts.ts';

const LEFT_OUT = leftOut.part;

/** Options whose value is a secret or may hold one (a proxy's header, a token's PIN, a program's arguments). */
const secretOptions: ReadonlySet<string> = new Set([
  ...['protocolPassword', 'protocolHeader', 'ticketKeySecret', 'ticketMacSecret', 'engineCtrl', 'providerParameter'],
  ...['setEnv', 'execArgs'],
]);

/** One mark of what may stand before an option without being a secret: numbers, signs of lists and comparisons, marks of templates. */
const mark = String.raw`(?:\d{1,6}[:.)|\-]?(?=\s|[A-Za-z])|[-+>*|•;#'"]|\\n|<%[^%="':]{0,80}%>|\{%[^%="':]{0,80}%\}|\{\{[^}="':]{0,80}\}\})`;
const harmlessPrefix = new RegExp(String.raw`^(?:\s*${mark})*\s*$`);

const numbered = /^\s*\d{1,6}[:.)|-]?\s+/;
const shortened = /^\((?:a|some|encoded)\b[^()]*left out\)$/;

/** Doing it again changes nothing. */
export function redactLine(line: string): string {
  const text = line.trim();
  if (text === '' || text === LEFT_OUT || shortened.test(text)) return line;
  if (/^-{5}(?:BEGIN|END) [A-Z0-9 ]{1,40}-{5}$/.test(text)) return line;
  if (/^[A-Za-z\d+/]{40,}={0,2}$/.test(text)) return leftOut.data;
  const header = /^((?:\s*\d{1,6}[:.)|])?\s*\[[^\]]{0,200}\])(.*)$/s.exec(line);
  if (header !== null) return `${header[1]}${keepTail(header[2] ?? '')}`;
  return keepUci(line) ?? keepSetting(line) ?? keepSpaced(line) ?? keepAddress(line) ?? kindOf(text);
}

/** `NAME = VALUE` and `NAME: VALUE`, with the name that stands before the first sign. */
function keepSetting(line: string): string | null {
  const parts = /^(.*?)((?:(?<![\w.\\-])|(?<=\\n))-?[A-Za-z][\w.-]{0,60})(\s*(?:[=＝:]>?)\s*)(.*)$/s.exec(line);
  if (parts === null) return null;
  const [, prefix = '', dashed = '', sign = '', value = ''] = parts;
  const name = dashed.replace(/^-/, '');
  // Only the address of a URL, or what is left of encoded data.
  if (value.startsWith('//') || /^=*$/.test(value)) return value === '' && harmlessPrefix.test(prefix) ? line : null;
  const option = findOption(name);
  const kept = harmlessPrefix.test(prefix) ? prefix : option === null ? null : '… ';
  if (kept === null) return null;
  // stunnel has no option of that kind, so that the line is a person's text unless it has the sign of an option.
  if (option === null && sign.includes(':') && prefix.trim() !== '' && !numbered.test(prefix)) return null;
  return `${kept}${dashed}${keepValue(option?.name ?? null, name, value, sign)}`;
}

/** OpenWrt's `option NAME 'VALUE'`, with one word for a value: more is a sentence. */
function keepUci(line: string): string | null {
  const parts = /^(\s*(?:option|list)\s+)([A-Za-z]\w{0,60})(\s+)((['"]?)(?:\(left out\)|[^\s'"])*\5)\s*$/.exec(line);
  if (parts === null) return null;
  const [, kind = '', name = '', blank = '', value = ''] = parts;
  return `${kind}${name}${keepValue(findOption(name)?.name ?? null, name, value, blank)}`;
}

/** `NAME VALUE` without a sign, where the name is an option's. */
function keepSpaced(line: string): string | null {
  const parts = /^(.*?)((?<![\w.-])-?[A-Za-z][\w-]{1,40})([ \t]+)(\S.*)$/s.exec(line);
  if (parts === null) return null;
  const [, prefix = '', dashed = '', blank = '', value = ''] = parts;
  const name = dashed.replace(/^-/, '');
  const option = findOption(name);
  if (option === null || !harmlessPrefix.test(prefix)) return null;
  return `${prefix}${dashed}${keepValue(option.name, name, value, blank)}`;
}

function keepValue(canonical: string | null, name: string, value: string, sign: string): string {
  const leftOut = `${/[=＝:]/.test(sign) ? sign.trimEnd().replace('>', '') : ''} ${LEFT_OUT}`;
  if (value === LEFT_OUT) return `${sign}${value}`;
  if (canonical === null) {
    if (secretName.test(name)) return leftOut;
    const [bare = '', tail = ''] = splitTail(value);
    return isHarmless(bare) ? `${sign}${bare}${keepTail(tail)}` : leftOut;
  }
  if (secretOptions.has(canonical)) return leftOut;
  if (canonical === 'exec') {
    const [program = '', ...further] = value.split(/\s+/);
    const kept = isPath(program) || /^[a-z][\w-]{0,30}$/i.test(program) ? program : LEFT_OUT;
    return `${sign}${kept}${further.length === 0 ? '' : ` ${LEFT_OUT}`}`;
  }
  const [bare = '', tail = ''] = splitTail(value);
  return `${sign}${withoutSecretParts(bare)}${keepTail(tail)}`;
}

const secretName = /pass|pwd|secret|token|pin(?:code)?$|psk|cred|cookie|auth|api|key|login|user/i;

/** A comment behind a value; it starts with the blank before it. */
function splitTail(value: string): readonly [string, string] {
  const at = /\s[;#]|\s\/\/\s/.exec(value)?.index ?? value.length;
  return [value.slice(0, at), value.slice(at)];
}

/** Comments are a person's words, and are kept unless they speak of secrets. */
function keepTail(tail: string): string {
  if (tail.trim() === '') return tail;
  const sign = /^\s*(?:[;#]+|\/\/)/.exec(tail)?.[0];
  if (sign === undefined) return ` ${LEFT_OUT}`;
  if (tail.slice(sign.length).trim() === LEFT_OUT) return tail;
  const isSecret = /pass|pwd|secret|token|\bpin\b|psk|cred|cookie|auth|\bkey\b|login|\blog in\b|\d{4}|[=@:]\S/i.test(
    tail,
  );
  return isSecret ? `${sign} ${LEFT_OUT}` : tail;
}

const isPath = (text: string): boolean =>
  /^(?:~|\.{1,2}|[A-Za-z]:)?[/\\][\w./\\ +,-]*$/.test(text) && !/\s-|[A-Za-z\d+]{40}/.test(text);

const flagWords =
  /^(?:yes|no|true|false|on|off|none|all|both|auto|default|enabled?|disabled?|source|destination|prio|rr|quiet|append|overwrite)$/i;
const host = String.raw`(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}\]?|localhost|\*|[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,8}\.[a-z]{2,20})`;
const addressShape = new RegExp(String.raw`^(?:${host}|(?:${host}|[a-z][a-z\d-]{0,20}):\d{1,5})(?:/\d{1,3})?$`);
const harmless: readonly RegExp[] = [
  /^[+-]?\d{1,10}(?:\.\d{1,6})?\s?(?:s|sec|secs|seconds|m|min|minutes|h|hours|d|days|ms|k|kb|mb|%)?$/i,
  flagWords,
  addressShape,
  /^(?:SSL|TLS)v?\d(?:[._]\d)?$/i,
];

/** Whether a value has the shape of something that is no secret. */
function isHarmless(value: string): boolean {
  const text = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  return text === '' || isPath(text) || harmless.some((shape) => shape.test(text));
}

/** A line that is only an address of the web. */
function keepAddress(line: string): string | null {
  return /^\s*[a-z]{2,8}:\/\/[^\s@?#]{1,500}\s*$/i.test(line) ? line : null;
}

const command =
  /^(?:[\w.@-]{1,80}:\S{0,80}[$#%]|\[[^\]]{1,80}\][$#]|[$#>])\s|^(?:sudo|cat|echo|printf|tee|openssl|mysql|psql|ssh|sshpass|curl|wget|docker|kubectl|export|set|env|systemctl|service|apt|apt-get|yum|dnf|mkdir|cp|mv|rm|cd|ls|chmod|chown|sed|grep|install|stunnel4?|uci|EOF|fi|if|then|else|for|done)\b|^-{1,2}[a-z]/i;

/** What stands outside of options is nobody's to keep. */
function kindOf(text: string): string {
  if (harmlessPrefix.test(text)) return text;
  if (/^(?:\{[{%#]|<%|\$\{)/.test(text)) return leftOut.template;
  if (/^<[/!?a-z]/i.test(text)) return leftOut.markup;
  return command.test(text.replace(numbered, '')) ? leftOut.command : leftOut.prose;
}
