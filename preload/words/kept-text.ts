/**
 * Texts that are kept in a file and said when somebody reads them: what a profile says of its import. Another version of
 * Adit may have written them, or somebody by hand, so that nothing is certain but that they are data.
 */
import { say } from './say.ts';
import { type Text, toSay } from './text.ts';
import { isMessage, t } from './words.ts';

/** In characters of JSON. */
const LONGEST = 4000;
/** How deep texts lie in each other. */
const DEEPEST = 8;

/** As it stands, in whatever language it was written: what a file has for a text is never dropped. */
export const asWritten = (text: string): Text => toSay('note.written', { text });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasOnly = (value: object, ...names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));

/** Has the form of a text without dates. Whether the catalogue has a message for it is asked when it is said. */
export const isKeptText = (value: unknown): value is Text =>
  isTextWithin(value, DEEPEST) && JSON.stringify(value).length <= LONGEST;

function isTextWithin(value: unknown, depth: number): boolean {
  if (depth === 0 || !isRecord(value) || !hasOnly(value, 'id', 'values')) return false;
  const { id, values = {} } = value;
  return typeof id === 'string' && isRecord(values) && Object.values(values).every((each) => isPart(each, depth - 1));
}

function isPart(value: unknown, depth: number): boolean {
  if (typeof value === 'string' || Number.isFinite(value)) return true;
  if (depth === 0 || !isRecord(value)) return false;
  const { list, parts, quote, file, line } = value;
  const each = list ?? parts;
  if (Array.isArray(each)) return hasOnly(value, 'list', 'parts') && each.every((one) => isPart(one, depth - 1));
  if (quote !== undefined) return typeof quote === 'string' && hasOnly(value, 'quote');
  if (line !== undefined) {
    return Number.isInteger(line) && (file === null || typeof file === 'string') && hasOnly(value, 'file', 'line');
  }
  return isTextWithin(value, depth);
}

/** The text in the language that is on; that nobody knows it, when no message of this version fits it. */
export function sayKept(text: Text): string {
  try {
    if (isKnown(text)) return say(text);
  } catch {
    // The message wants other values than were kept.
  }
  return t('note.unknown');
}

/** Texts lie within texts, wherever they are put in. */
const isKnown = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  ((!('id' in value) || (typeof value.id === 'string' && isMessage(value.id))) && Object.values(value).every(isKnown));
