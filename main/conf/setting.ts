/** A line that sets an option: its name and value, also where another sign than “=” stands between them. */
import { quoted } from '../../preload/sentence.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { type ConfOption, findOption } from './options.ts';
import { hasPlaceholder } from './placeholder.ts';

export interface Setting {
  /** As written. */
  readonly name: string;
  readonly value: string;
  readonly option: ConfOption | null;
  /** What was assumed; null when the line is as stunnel has it. */
  readonly assumption: Text | null;
}

const COLON = toSay('reading.sign.colon');
const SPACE = toSay('reading.sign.space');
const SIGN = toSay('reading.sign');

/** Of a name that is looked at, in characters. */
const LONGEST_NAME = 60;

/** `name: value` and `name value`; what stands behind the space is one word. */
const LOOSE = /^([A-Za-z]\w{1,40})(?:\s{0,40}(:)(?!\/\/)\s*|\s{1,40}(?=\S+$))(\S.*)$/;

/**
 * Splits a trimmed line; null when it sets nothing. `isLoose`: a colon or a space will do, see `isLooselyWritten`.
 */
export function readSetting(text: string, isLoose: boolean): Setting | null {
  const loose = isLoose ? readLoose(text) : null;
  if (loose !== null) return loose;
  const equals = text.indexOf('=');
  if (equals < 1) return null;
  const name = text.slice(0, equals).trim();
  const value = text.slice(equals + 1).trim();
  const option = findOption(name);
  if (option !== null && option.value !== 'text' && /^[>=]/.test(value)) {
    return { name, value: value.slice(1).trim(), option, assumption: SIGN };
  }
  if (option !== null) return { name, value, option, assumption: null };
  const known = findOption(name.slice(0, LONGEST_NAME).replace(/["'`\s_-]|:$/g, ''));
  // The sign of a comparison says that the line is gone.
  if (known === null || name.startsWith('-')) return { name, value, option, assumption: null };
  const assumption = name.endsWith(':') ? SIGN : toSay('reading.spelling', { name: quoted(name), option: known.name });
  return { name, value, option: known, assumption };
}

function readLoose(text: string): Setting | null {
  const [, name = '', colon, value = ''] = LOOSE.exec(text) ?? [];
  const option = findOption(name);
  if (option === null || /^[:=]/.test(value) || !isPlausible(option, value)) return null;
  return { name, value, option, assumption: colon === undefined ? SPACE : COLON };
}

/** Whether the words are more likely a value than prose. */
function isPlausible({ value: kind }: ConfOption, value: string): boolean {
  const [word = '', next] = value.split(/\s+/, 2);
  if (next !== undefined && !/^[;#]/.test(next))
    return kind === 'text' || kind === 'path' ? /[/\\:,]/.test(word) : false;
  switch (kind) {
    case 'flag':
      return /^["']?(?:yes|no|true|false|on|off|[01])["']?[;,]?$/i.test(word);
    case 'address':
      return /\d|:|port/i.test(word) || hasPlaceholder(word);
    case 'path':
      return /[/\\.]/.test(word);
    case 'number':
    case 'seconds':
    case 'verify':
      return /^\d+$/.test(word);
    default:
      return true;
  }
}

/**
 * Whether somebody wrote a stunnel.conf with colons or spaces for “=”: there has to be a section or a line that stunnel
 * knows besides, or nothing else at all.
 */
export function isLooselyWritten(texts: readonly (string | null)[]): boolean {
  const written = texts.flatMap((text) => (text === null || /^\s*(?:[;#]|$)/.test(text) ? [] : [text]));
  const loose = new Set<string>();
  /** Sections, and lines as stunnel has them. */
  let plain = 0;
  let known = 0;
  let foreign = 0;
  for (const text of written) {
    const option = readLoose(text.trim())?.option;
    if (option !== undefined && option !== null) loose.add(option.name);
    if (option !== undefined) known += 1;
    else if (/^\s*\[[^\]=:,]{1,200}\]/.test(text)) plain += 1;
    else if (findOption(text.split('=', 1)[0]?.trim() ?? '') !== null) plain += 1;
    else foreign += 1;
  }
  if (plain > 0) return known + plain > foreign;
  return foreign === 0 && loose.has('accept') && loose.has('connect') && !written.some((text) => /^\s/.test(text));
}
