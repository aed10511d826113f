import { expect, test } from 'vitest';
import { languageFor, languageOf, localeFor, offeredLanguages } from './languages.ts';

test('English is spoken where Adit speaks none of the system’s languages', () => {
  expect(languageFor([])).toBe('en');
  expect(languageFor(['xx', 'eo-001'])).toBe('en');
});

test('the first of the system’s languages that Adit speaks is taken, whatever its region', () => {
  for (const code of offeredLanguages) {
    expect(languageFor(['eo', code, 'en-GB'])).toBe(code);
  }
  expect(languageFor(['en-IN', 'eo'])).toBe('en');
});

test('what is no tag of a language is passed over', () => {
  expect(languageFor(['', '*', 'C.UTF-8', 'en_US', 'en'])).toBe('en');
});

test('a choice counts before the system, and one that this version does not know counts as none', () => {
  expect(languageOf('en-XA', ['en'])).toBe('en-XA');
  expect(languageOf('tlh', ['en'])).toBe('en');
  expect(languageOf('toString', ['en'])).toBe('en');
  expect(languageOf(undefined, ['en-GB'])).toBe('en');
});

test('numbers and dates look as where the person lives, when it is the same language', () => {
  expect(localeFor('en', ['eo', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(localeFor('en', ['eo'])).toBe('en');
});
