import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toSay } from '../../preload/words/text.ts';
import { type ReadTranslation, speak } from '../../preload/words/words.ts';
import { forDialog, forTerminal } from './fatal-words.ts';

const read: ReadTranslation = async (code) => ({ 'dialog.noStart': `In ${code}` });

const what = toSay('dialog.noStart.taken', { folder: '/data' });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adit-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await speak('en');
});

const settingsAre = (text: string) => writeFileSync(join(folder, 'profiles.json'), text);

test('a start that fails says so in the language that was chosen, and on the terminal in English', async () => {
  settingsAre('{"settings":{"language":"en-XA"}}');
  const { title, text } = await forDialog(what, folder, ['en-GB']);
  expect(title).toMatch(/^\[.*~\]$/);
  expect(text).toMatch(/^\[.*\/data.*~\]$/);
  expect(forTerminal(what)).toContain('Adit already runs with the folder /data');
});

test.each([
  ['has not chosen', '{"settings":{}}'],
  ['has chosen one that this version does not know', '{"settings":{"language":"tlh"}}'],
  ['has settings that nobody can read', '{"settings":'],
  ['has settings that are none', 'null'],
])('who %s is spoken to as the system is set up', async (_, settings) => {
  settingsAre(settings);
  expect((await forDialog(what, folder, ['en-GB'], read)).title).toBe('Adit could not start');
  expect((await forDialog(what, folder, ['de-AT', 'en'], read)).title).toBe('In de');
});

test('so is who has no folder', async () => {
  for (const place of [null, join(folder, 'nowhere')]) {
    expect((await forDialog(what, place, ['de'], read)).title).toBe('In de');
  }
});

test('it is said in English where the language cannot be read', async () => {
  const nothing = () => Promise.reject(new Error('ENOENT'));
  expect((await forDialog(what, null, ['de'], nothing)).title).toBe('Adit could not start');
});
