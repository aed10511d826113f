/**
 * Links and shared files as anybody can make them: damaged ones, cut ones, huge ones, with signs that are not seen. Nothing is
 * added, connected or stored by any of them, and each is answered with a preview or with sentences. `ADIT_FUZZ=20000` makes as
 * many of each.
 */

import { gzipSync, strToU8, zipSync } from 'fflate/browser';
import { expect, test } from 'vitest';
import { say, sayAll } from '../../preload/words/say.ts';
import { oneOf, plainProfile, randomFrom, whole } from '../../test/export/arbitrary.ts';
import { damaged } from '../../test/fuzz/damaged.ts';
import { timeoutOf } from '../../test/fuzz/reader.ts';
import { readBackup } from '../profile/share/backup.ts';
import { shareFile, shareLink } from '../profile/share/share.ts';
import { makeApp } from '../state/make-app.ts';
import { makeProfile } from '../state/make-profile.ts';
import { createConnectByLink } from './connect-by-link.ts';
import { openedLinks, parseLaunch } from './launch-arguments.ts';

const runs = Number(process.env['ADIT_FUZZ'] ?? 300);
const seed = 20_261_130;

const textOf = (shared: ReturnType<typeof shareFile>): string => {
  if (!shared.ok) throw new Error(say(shared.explanation.what));
  return shared.text;
};
const shared = [plainProfile(), plainProfile({ name: 'Zwei', application: 'http' })];
const link = textOf(shareLink(shared, new Map()));
const file = textOf(shareFile(shared, new Map()));

const isSentence = (text: string): boolean => text.trim().length > 0 && text.length < 2000;

test(`none of ${runs} links (seed ${seed}) adds, stores or connects anything without a person`, {
  timeout: timeoutOf(runs),
}, async () => {
  const random = randomFrom(seed);
  const profile = makeProfile({ name: 'Office' });
  const app = makeApp([profile]);
  const before = JSON.stringify(app.state.snapshot().profiles);
  const asked: string[] = [];
  const said: string[] = [];
  const connectByLink = createConnectByLink({
    state: app.state,
    async ask(view) {
      asked.push(view.profile.name);
      return false;
    },
    async connect() {
      throw new Error('connected without being asked');
    },
    notify: (_level, text) => void said.push(say(text)),
  });
  let previews = 0;
  const originals = [link, 'adit://connect/Office', 'adit://connect/B%C3%BCro%20%2F%20SSH', 'adit://import?v=1&p=W10'];
  for (let run = 0; run < runs; run += 1) {
    const text = damaged(random, oneOf(random, originals));
    const opened = run % 2 === 0 ? openedLinks([text]) : parseLaunch(['adit', text], '/', () => false).opened;
    expect(opened.length).toBeLessThanOrEqual(1);
    for (const one of opened) {
      if (one.kind === 'connect') await connectByLink(one.name);
      if (one.kind !== 'link') continue;
      const answer = await app.imports.read(null, one.link);
      if (answer.ok) previews += 1;
      else expect(Object.values(answer.error.explanation).every(isSentence), one.link).toBe(true);
    }
  }
  expect(previews).toBeGreaterThan(0);
  expect(said.length).toBeGreaterThan(0);
  expect(new Set(asked)).toEqual(new Set(['Office']));
  // No sign in a notice turns the words around it.
  for (const text of said) expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  expect([app.saves(), app.started, app.written]).toEqual([0, [], []]);
  expect(JSON.stringify(app.state.snapshot().profiles)).toBe(before);
  await app.close();
});

test(`none of ${runs} shared files and backups (seed ${seed}) does either`, { timeout: timeoutOf(runs) }, async () => {
  const random = randomFrom(seed);
  const profile = makeProfile({ name: 'Office' });
  const app = makeApp([profile]);
  const before = JSON.stringify(app.state.snapshot().profiles);
  let previews = 0;
  for (let run = 0; run < runs; run += 1) {
    const text = damaged(random, file);
    const bytes = oneOf(random, [
      () => strToU8(text),
      () => new Uint8Array(Buffer.from(text, 'utf16le')),
      () => gzipSync(strToU8(text)),
      () => zipSync({ [oneOf(random, ['a.adit', '../a.adit', '/etc/a.adit', 'a\u202etida.exe'])]: strToU8(text) }),
      () => Uint8Array.from({ length: whole(random, 0, 400) }, () => whole(random, 0, 255)),
    ])();
    const path = oneOf(random, ['office.adit', 'office.ADIT', 'a\u202etida.adit', 'x'.repeat(255), 'stunnel.conf']);
    const answer = await app.imports.readSet({ name: null, files: [{ path, bytes }], notes: [] });
    if (answer.ok) previews += 1;
    else expect(Object.values(answer.error.explanation).every(isSentence)).toBe(true);
    const backup = readBackup(text);
    if (!backup.ok) expect(Object.values(sayAll(backup.explanation)).every(isSentence)).toBe(true);
  }
  expect(previews).toBeGreaterThan(0);
  expect([app.saves(), app.started, app.written]).toEqual([0, [], []]);
  expect(JSON.stringify(app.state.snapshot().profiles)).toBe(before);
  await app.close();
});

test('a link in the middle of a question asks no second one', async () => {
  const app = makeApp([makeProfile({ name: 'Office' })]);
  let asked = 0;
  let answer: (isWanted: boolean) => void = () => {};
  const connectByLink = createConnectByLink({
    state: app.state,
    ask: () => {
      asked += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
    connect: async () => {},
    notify: () => {},
  });
  const first = connectByLink('Office');
  await Promise.all(Array.from({ length: 1000 }, () => connectByLink('Office')));
  expect(asked).toBe(1);
  answer(false);
  await first;
  await app.close();
});

test('what unpacks to very much is refused, whatever it is packed in', async () => {
  const app = makeApp([makeProfile({ name: 'Office' })]);
  const bomb = gzipSync(new Uint8Array(68 * 1024 * 1024), { level: 1 });
  const packed = zipSync({ 'a.adit': gzipSync(bomb), 'b.conf.gz': bomb }, { level: 0 });
  for (const bytes of [bomb, gzipSync(bomb), packed]) {
    const answer = await app.imports.readSet({ name: null, files: [{ path: 'a.adit', bytes }], notes: [] });
    expect(answer.ok).toBe(false);
  }
  await app.close();
});
