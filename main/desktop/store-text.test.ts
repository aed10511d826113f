import { expect, test } from 'vitest';
import { toStored } from '../profile/stored.ts';
import { makeProfile } from '../state/make-profile.ts';
import { storeText } from './store-text.ts';

const readable = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const profile = (name: string) => makeProfile({ id: `id-${name}`, name, group: 'Line\none' });

test('is what JSON.stringify writes, the first time and after one of many has changed', () => {
  const text = storeText();
  const profiles = ['One', 'Zwölf 東京 🙂', 'Three'].map(profile);
  for (const each of [profiles, profiles.with(1, profile('Changed')), profiles.toSpliced(0, 1), []]) {
    const stored = { ...toStored(each, { appearance: 'dark' }) };
    expect(readable(text(stored))).toBe(JSON.stringify(stored, null, '\t'));
  }
  expect(readable(text({}))).toBe('{}');
});

test('writes nothing again that it has written', () => {
  const text = storeText();
  let written = 0;
  const counted = { toJSON: () => ({ written: ++written }) };
  text({ profiles: [counted, profile('One')] });
  text({ profiles: [counted, profile('Two')] });
  expect(written).toBe(1);
});
