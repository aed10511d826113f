/** What a person meant by a value that stunnel would refuse, and what was assumed. */
import { quoted } from '../../preload/sentence.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import type { ConfOption, ValueKind } from './options.ts';

export interface Meaning {
  readonly value: string;
  readonly assumptions: readonly Text[];
}

const flagWords: ReadonlyMap<string, 'yes' | 'no'> = new Map(
  Object.entries({
    true: 'yes',
    on: 'yes',
    '1': 'yes',
    enable: 'yes',
    enabled: 'yes',
    y: 'yes',
    ja: 'yes',
    oui: 'yes',
    false: 'no',
    off: 'no',
    '0': 'no',
    disable: 'no',
    disabled: 'no',
    n: 'no',
    nein: 'no',
    non: 'no',
  } as const),
);

/** Text in which ` ;` and ` #` may be meant: headers, passwords, commands. */
const freeText = new Set(['protocolHeader', 'protocolPassword', 'protocolUsername', 'execArgs', 'config', 'setEnv']);

/** Endings of the files that a stunnel.conf names. */
const FILE_NAME = /\.(?:pem|crt|cer|der|key|p12|pfx|crl|txt|log|pid|conf|sock|ico|sh|exe|bat)$/i;

/** Of URLs that name none. */
const usualPorts: ReadonlyMap<string, number> = new Map([
  ['https', 443],
  ['http', 80],
]);

const inQuotes = /^(["'])(.*)\1$/;

/**
 * Recovers a value: one pair of quotes and an inline comment are taken off, `true`, `on` and `1` are `yes`. stunnel knows
 * none of these and would take the characters as part of the value.
 */
export function readMeaning(option: ConfOption, written: string): Meaning {
  const assumptions: Text[] = [];
  let value = written;
  if (!freeText.has(option.name)) {
    const comment = findComment(value, option.value);
    if (comment.kind === 'comment') {
      value = value.slice(0, comment.at).trimEnd();
      assumptions.push(toSay('reading.comment'));
    } else if (comment.kind === 'path') {
      assumptions.push(toSay('reading.path', { text: quoted(value.slice(comment.at).trim().slice(0, 80)) }));
    }
  }
  if (endsLikeCode(value, option.value)) {
    value = value.slice(0, -1).trimEnd();
    assumptions.push(toSay('reading.semicolon'));
  }
  const known = withDefaults(value);
  if (known !== value) {
    value = known;
    assumptions.push(toSay('reading.variable'));
  }
  const inner = inQuotes.exec(value)?.[2];
  if (inner !== undefined) {
    value = inner.trim();
    assumptions.push(toSay('reading.quotationMarks'));
  }
  if (option.value === 'flag') {
    const flag = flagWords.get(value.toLowerCase());
    if (flag !== undefined) {
      assumptions.push(toSay('reading.flag', { value: quoted(value), flag }));
      value = flag;
    }
  }
  if (option.value === 'address') {
    const [, scheme = '', address] = /^(https?|tls|ssl|tcp):\/\/([^/]+)\/?$/i.exec(value) ?? [];
    const [, host, port] = /^([\w.-]{1,253})\s+(\d{1,5})$/.exec(value) ?? [];
    if (address !== undefined) {
      const usual = /:\d+$/.test(address) ? undefined : usualPorts.get(scheme.toLowerCase());
      value = usual === undefined ? address : `${address}:${usual}`;
      assumptions.push(toSay('reading.url'));
    } else if (host !== undefined && /[a-z.]/i.test(host)) {
      value = `${host}:${port}`;
      assumptions.push(toSay('reading.colon'));
    } else if (/^\[[\da-f:.%]*:[^\]]*\]:/i.test(value)) {
      assumptions.push(toSay('reading.brackets'));
    }
  }
  return { value, assumptions };
}

/** `${NAME:-default}` of a shell: what it is when nobody sets the variable. */
export const withDefaults = (text: string): string => text.replace(/\$\{\w+:?-([^{}]+)\}/g, '$1');

/** `accept = 443;` as other formats have it. */
function endsLikeCode(value: string, kind: ValueKind): boolean {
  if (!/[;,]$/.test(value)) return false;
  return WITHOUT_SLASHES.has(kind) || (kind === 'path' && FILE_NAME.test(value.replace(/["']?.$/, '')));
}

type Comment =
  | { readonly kind: 'none' }
  | { readonly kind: 'comment'; readonly at: number }
  /** What could be a comment is more likely a part of the path. */
  | { readonly kind: 'path'; readonly at: number };

/** Kinds of values that hold no slashes, so that `//` begins a comment. */
const WITHOUT_SLASHES: ReadonlySet<ValueKind> = new Set([
  'flag',
  'number',
  'seconds',
  'address',
  'verify',
  'tls-version',
]);

function findComment(value: string, kind: ValueKind): Comment {
  const isPath = kind === 'path';
  // Nothing that ends in a digit goes on with one of these, so that no space is needed there.
  const mark =
    WITHOUT_SLASHES.has(kind) && !value.startsWith('/') ? /\s(?:[;#]|\/\/|\([^()]*\)$)|(?<=\d)[;#]/g : /\s[;#]/g;
  let doubtful: Comment = { kind: 'none' };
  for (const { index } of value.matchAll(mark)) {
    if (insideQuotes(value, index)) continue;
    if (!isPath || endsPath(value.slice(0, index).trimEnd(), value.slice(index + 1)))
      return { kind: 'comment', at: index };
    if (doubtful.kind === 'none') doubtful = { kind: 'path', at: index };
  }
  return doubtful;
}

/** Whether the path is complete before `rest`: it names a file, or what follows does not go on as a path does. */
function endsPath(path: string, rest: string): boolean {
  if (FILE_NAME.test(path.replace(/["']$/, ''))) return true;
  return !/[/\\]/.test(rest) && !FILE_NAME.test(rest);
}

function insideQuotes(value: string, index: number): boolean {
  const mark = value[0];
  return (mark === '"' || mark === "'") && value.indexOf(mark, 1) > index;
}
