/**
 * What people read, in the language that is on: window, tray, notifications and main say everything through `t`. The
 * language is the same for the whole process, so that a text can be made wherever it is needed.
 */
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { elementsIsolated, isolated, withMachineIsolated } from './direction.ts';
import { english } from './en/index.ts';
import { isRightToLeft, type LanguageCode, languages, localeFor } from './languages.ts';
import type { Tags, Values } from './message-types.ts';
import type { Message, Translation } from './translation.ts';

type Messages = typeof english;

export type MessageId = keyof Messages;

/** Messages without tags around parts of them; the others are for `rich`. */
export type PlainId = { [Id in MessageId]: Tags<Messages[Id]> extends never ? Id : never }[MessageId];

/** Texts that nothing is put into. */
export type FixedId = { [Id in PlainId]: keyof Values<Messages[Id]> extends never ? Id : never }[PlainId];

/** What a message takes, by the names of its placeholders. */
export type MessageValues<Id extends MessageId> = Values<Messages[Id]>;

/** Nothing at all for a message that takes nothing. */
type Given<Taken> = keyof Taken extends never ? [] : [values: Taken];

const original: Translation = english;

let language: LanguageCode = 'en';
let locale = 'en';
let translation: Translation = original;
let ready = new Map<string, IntlMessageFormat>();
let latest = 0;
const listeners = new Set<() => void>();

export const currentLanguage = (): LanguageCode => language;

/** For `Intl`: the language, with the region whose way of writing numbers and dates it is. */
export const currentLocale = (): string => locale;

/** Calls when another language is on; returns how to stop. */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The messages of a language that has a file. */
export type ReadTranslation = (code: LanguageCode) => Promise<Translation>;

/**
 * Speaks this language from when it is read, and English when that fails. `preferred`: the languages of the person as the
 * system tells them; `read`: how this process comes by the files of languages.
 */
export async function speak(
  wanted: LanguageCode,
  preferred: readonly string[] = [],
  read: ReadTranslation = () => Promise.reject(new Error('There are no files of languages here.')),
): Promise<void> {
  latest += 1;
  const asked = latest;
  const found = await messagesOf(wanted, read).catch(() => null);
  // Somebody has chosen another one meanwhile.
  if (asked !== latest) return;
  const spoken = found === null ? 'en' : wanted;
  const region = localeFor(spoken, preferred);
  if (spoken === language && region === locale) return;
  language = spoken;
  locale = region;
  translation = found ?? original;
  ready = new Map();
  for (const listener of listeners) listener();
}

async function messagesOf(code: LanguageCode, read: ReadTranslation): Promise<Translation> {
  const { from } = languages[code];
  if (from === 'program') return original;
  return from === 'file' ? read(code) : (await import('./pseudo.ts')).pseudoTranslation();
}

/** For what is read by others than the person at the window: the command line, the log, reports. `made` says it at once. */
export function inEnglish<Made>(made: () => Made): Made {
  const before = { language, locale, translation, ready };
  if (language === 'en') return made();
  language = 'en';
  locale = 'en';
  translation = original;
  ready = new Map();
  try {
    return made();
  } finally {
    ({ language, locale, translation, ready } = before);
  }
}

function formatOf(message: Message): IntlMessageFormat {
  const format =
    typeof message === 'string'
      ? new IntlMessageFormat(message, locale)
      : new IntlMessageFormat(message as MessageFormatElement[], locale);
  return isRightToLeft(language) ? new IntlMessageFormat(elementsIsolated(format.getAst()), locale) : format;
}

const isPlain = (message: Message): message is string => typeof message === 'string' && !/[{<]/.test(message);

/** What is put into a text, or stands beside others in a line: hosts, paths, names. It keeps its own direction. */
export const apart = (text: string): string => (isRightToLeft(language) ? isolated(text) : text);

/** FormatJS' number for `{name, select, …}` (`TYPE.select` of its parser, which is not part of the program). */
const SELECT = 5;

/** The values that only choose between texts. */
function choosers(elements: readonly MessageFormatElement[]): readonly string[] {
  return elements.flatMap((element) => [
    ...(element.type === SELECT && 'value' in element ? [element.value] : []),
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => choosers(value)) : []),
    ...('children' in element ? choosers(element.children) : []),
  ]);
}

function valuesFor(format: IntlMessageFormat, values: Readonly<Record<string, unknown>>) {
  if (!isRightToLeft(language)) return values;
  const keys = choosers(format.getAst());
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value !== 'string' || keys.includes(name) ? value : apart(value),
    ]),
  );
}

export const isMessage = (id: string): id is MessageId => Object.hasOwn(original, id);

/** The parts of a message: texts, and what was given for placeholders and tags. A message that a language lacks is English. */
export function partsOf(id: MessageId, values: Readonly<Record<string, unknown>> = {}): readonly unknown[] {
  const message = translation[id] ?? original[id] ?? id;
  if (isPlain(message)) return [isRightToLeft(language) ? withMachineIsolated(message) : message];
  const format = ready.get(id) ?? formatOf(message);
  ready.set(id, format);
  return format.formatToParts(valuesFor(format, values)).map(({ value }) => value);
}

/** A text of the catalogue, with what is put into it. */
export function t<Id extends PlainId>(id: Id, ...[values]: Given<Values<Messages[Id]>>): string {
  return partsOf(id, values).join('');
}

/** What `rich` takes for a message: for a placeholder also a part of the page, and for each tag what is made of it. */
export type RichValues<Id extends MessageId, Part> = {
  readonly [Name in keyof Values<Messages[Id]>]:
    | Values<Messages[Id]>[Name]
    | (string | number extends Values<Messages[Id]>[Name] ? Part : never);
} & { readonly [Tag in Tags<Messages[Id]>]: (parts: Part[]) => Part };
