import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { expect, test } from 'vitest';
import { english } from './en/index.ts';
import { translatedLanguages } from './languages.ts';
import { pseudoTranslation } from './pseudo.ts';
import { readWritten } from './read-written.ts';
import type { Message, Translation } from './translation.ts';

const original: Translation = english;
const elementsOf = (message: Message): readonly MessageFormatElement[] =>
  typeof message === 'string' ? parse(message) : message;

/** Every element, those of branches and tags included. */
function allOf(elements: readonly MessageFormatElement[]): readonly MessageFormatElement[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.tag) return [element, ...allOf(element.children)];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element];
    return [element, ...Object.values(element.options).flatMap(({ value }) => allOf(value))];
  });
}

const kinds: Readonly<Partial<Record<TYPE, string>>> = {
  [TYPE.argument]: 'text',
  [TYPE.number]: 'number',
  [TYPE.plural]: 'number',
  [TYPE.date]: 'date',
  [TYPE.time]: 'date',
  [TYPE.select]: 'choice',
  [TYPE.tag]: 'tag',
};

/** `name: kind` of what a message takes, each once. */
const takenBy = (message: Message): readonly string[] =>
  [
    ...new Set(
      allOf(elementsOf(message)).flatMap((element) => {
        const kind = kinds[element.type];
        return kind === undefined || !('value' in element) ? [] : [`${element.value}: ${kind}`];
      }),
    ),
  ].sort();

/** What is wrong with a message in its language; `taken` as the English one has it. */
function faultsOf(code: string, message: Message, taken: readonly string[]): readonly string[] {
  // U+0027 quotes signs of ICU's syntax: nobody wants that, and everybody writes it for an apostrophe (l'{host}).
  if (typeof message === 'string' && /'[{}<>#|](?!')/.test(message)) return ['has a straight apostrophe before a sign'];
  try {
    const own = takenBy(message);
    const isOneMany = new Intl.PluralRules(code).select(21) === 'one';
    const { pluralCategories } = new Intl.PluralRules(code).resolvedOptions();
    const faults =
      own.join(', ') === taken.join(', ') ? [] : [`takes ${own.join(', ')} instead of ${taken.join(', ')}`];
    for (const element of allOf(elementsOf(message))) {
      if (element.type !== TYPE.plural) continue;
      const has = Object.keys(element.options).filter((category) => !category.startsWith('='));
      const lacks = pluralCategories.filter((category) => !has.includes(category));
      const more = has.filter((category) => !pluralCategories.some((one) => one === category));
      const one = element.options['one']?.value ?? [];
      if (isOneMany && element.options['=1'] === undefined && !allOf(one).some(({ type }) => type === TYPE.pound)) {
        faults.push('“one” is also 21 in this language, and has no # for it');
      }
      if (lacks.length > 0) faults.push(`its plural lacks ${lacks.join(', ')}`);
      if (more.length > 0) faults.push(`its plural has ${more.join(', ')}, which the language does not`);
    }
    return faults;
  } catch (thrown) {
    return [`cannot be read: ${thrown instanceof Error ? thrown.message : thrown}`];
  }
}

const lackingIn = (translation: Translation): readonly string[] =>
  Object.keys(original).filter((id) => translation[id] === undefined || translation[id] === '');

function faultsIn(code: string, translation: Translation): readonly string[] {
  const unknown = Object.keys(translation).filter((id) => original[id] === undefined);
  return [
    ...unknown.map((id) => `${id}: is not in the English catalogue`),
    ...Object.entries(translation).flatMap(([id, message]) =>
      original[id] === undefined
        ? []
        : faultsOf(code, message, takenBy(original[id])).map((fault) => `${id}: ${fault}`),
    ),
  ];
}

test('the English catalogue is sound', () => {
  expect(faultsIn('en', original)).toEqual([]);
});

test('every text has an id that begins with its part of the catalogue', () => {
  expect(Object.keys(original).filter((id) => !/^[a-z]+(\.[a-zA-Z0-9-]+)+$/.test(id))).toEqual([]);
});

test.each(translatedLanguages)(
  '%s has the placeholders of the English texts, and the plurals of its language',
  async (code) => {
    expect(faultsIn(code, await readWritten(code))).toEqual([]);
  },
);

test.each(translatedLanguages)('%s lacks no text', async (code) => {
  expect(lackingIn(await readWritten(code))).toEqual([]);
});

test('the language for the layout has every text', () => {
  expect(lackingIn(pseudoTranslation())).toEqual([]);
  expect(faultsIn('en', pseudoTranslation())).toEqual([]);
});

test('faults in a translation are noticed', () => {
  const faults = (message: string, of: string, code = 'en') => faultsOf(code, message, takenBy(of));
  expect(faults('{host', '{host}')).toEqual([expect.stringContaining('cannot be read')]);
  expect(faults('{hots}', '{host}')).toEqual(['takes hots: text instead of host: text']);
  expect(faults('<b>x</b>', 'x')).toEqual(['takes b: tag instead of ']);
  expect(faults('l’{host}', '{host}')).toEqual([]);
  expect(faults("l'{host}", '{host}')).toEqual(['has a straight apostrophe before a sign']);
  expect(faults('{n, plural, one {#} other {#}}', '{n, plural, one {#} other {#}}', 'pl')).toEqual([
    'its plural lacks few, many',
  ]);
  expect(faults('{n, plural, one {Один} few {#} many {#} other {#}}', '{n, plural, one {#} other {#}}', 'uk')).toEqual([
    '“one” is also 21 in this language, and has no # for it',
  ]);
  expect(faults('{n, plural, one {#} other {#}}', '{n, number}', 'ja')).toEqual([
    'its plural has one, which the language does not',
  ]);
});
