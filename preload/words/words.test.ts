import { afterEach, expect, test } from 'vitest';
import { readWritten } from './read-written.ts';
import { currentLanguage, currentLocale, onLanguageChange, speak, t } from './words.ts';

afterEach(() => speak('en'));

test('a text is English until another language was read', async () => {
  expect(t('settings.title')).toBe('Settings');
  const spoken = speak('en-XA');
  expect(t('settings.title')).toBe('Settings');
  await spoken;
  expect(t('settings.title')).toMatch(/^\[Šéttíñgš.*\]$/);
});

test('what is put in stays as it is', async () => {
  expect(t('settings.language.system', { language: 'Deutsch' })).toBe('As the system (Deutsch)');
  await speak('en-XA');
  expect(t('settings.language.system', { language: 'Deutsch' })).toContain('(Deutsch)');
});

test('from right to left what is put in is kept apart, and what chooses between texts still chooses', async () => {
  await speak('ar', [], readWritten);
  expect(t('settings.language.system', { language: 'Deutsch' })).toContain('\u2068Deutsch\u2069');
  expect(t('error.credentials.why.2', { asker: 'proxy' })).toContain('الوكيل');
  expect(t('error.credentials.why.2', { asker: 'server' })).toContain('الخادم');
});

test('those who show texts are told when the language is another, and only then', async () => {
  const heard: string[] = [];
  const stop = onLanguageChange(() => heard.push(currentLanguage()));
  await speak('en');
  await speak('en-XA');
  await speak('en-XA');
  await speak('en');
  stop();
  await speak('en-XA');
  expect(heard).toEqual(['en-XA', 'en']);
});

test('of two languages that are wanted at the same time the later one is spoken', async () => {
  const first = speak('en-XA');
  await Promise.all([first, speak('en')]);
  expect(currentLanguage()).toBe('en');
});

test('English is spoken where a language cannot be read', async () => {
  await speak('en-XA');
  await speak('de', ['de-AT', 'en-GB'], () => Promise.reject(new Error('ENOENT')));
  expect([currentLanguage(), currentLocale(), t('settings.title')]).toEqual(['en', 'en-GB', 'Settings']);
});

test('a wrong id, a missing value and one too many do not compile', () => {
  // @ts-expect-error no such text
  expect(() => t('settings.nothing')).not.toThrow();
  // @ts-expect-error it takes a language
  expect(() => t('settings.language.system')).toThrow();
  // @ts-expect-error it takes nothing else
  expect(t('settings.language.system', { language: 'x', other: 'y' })).toBe('As the system (x)');
});
