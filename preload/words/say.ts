/** Says texts that came as data, in the language that is on. */
import { listed } from './format.ts';
import type { Text, TextPart, TextValue, UnsaidExplanation } from './text.ts';
import { isMessage, partsOf, t } from './words.ts';

export const say = ({ id, values = {} }: Text): string =>
  partsOf(id, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, saidValue(value)]))).join('');

function saidValue(value: TextValue): string | number | Date {
  if (typeof value !== 'object' || value instanceof Date) return value;
  if ('id' in value) return say(value);
  if ('list' in value) return listed(value.list.map(sayClause));
  if ('quote' in value) return t('place.quote', value);
  if ('parts' in value) return value.parts.map((part) => String(saidValue(part))).join('');
  const { file, line } = value;
  return file === null ? t('place.line', { line }) : t('place.lineOf', { line, file });
}

/** A part of a text, or the whole of one. */
export const sayPart = (part: string | TextPart): string => String(saidValue(part));

export const sayExplanation = ({ what, why, next }: UnsaidExplanation) => ({
  what: say(what),
  why: say(why),
  next: say(next),
});

/** What came from elsewhere stays as it is. */
export const sayClause = (clause: string | Text): string => (typeof clause === 'string' ? clause : say(clause));

/** The same with texts where there was something to say. */
export type Said<Value> = Value extends Text
  ? string
  : Value extends string | number | boolean | null | undefined
    ? Value
    : { readonly [Key in keyof Value]: Said<Value[Key]> };

/** Whatever there is to say within a value, said: for programs that want texts. */
export function sayAll<Value>(value: Value): Said<Value> {
  const made: unknown = isText(value)
    ? say(value)
    : Array.isArray(value)
      ? value.map(sayAll)
      : isPlainObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, sayAll(each)]))
        : value;
  return made as Said<Value>;
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isText = (value: unknown): value is Text =>
  isPlainObject(value) &&
  'id' in value &&
  typeof value.id === 'string' &&
  isMessage(value.id) &&
  Object.keys(value).every((key) => key === 'id' || key === 'values');
