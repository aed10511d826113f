/** The policies that Windows' editors offer are those that Adit reads: none missing, none that it would refuse. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { policyShape } from '../preload/policy.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'policies', name), 'utf8');
const admx = read('adit.admx');
const adml = read('en-US/adit.adml');
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
const small = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

test('every policy has a place in the editors, but for profiles written out', () => {
  const offered = all(admx, /valueName="(\w+)"/g).map(small);
  const readable = Object.keys(policyShape).filter((name) => name !== 'profiles');
  expect(offered.toSorted()).toEqual(readable.toSorted());
});

test('every value that can be chosen is one that Adit takes', () => {
  const elements = [...admx.matchAll(/<(?:enum|policy) [^>]*?valueName="(\w+)"[\s\S]*?<\/(?:enum|policy)>/g)];
  for (const [text, name = ''] of elements) {
    const schema = policyShape[small(name) as keyof typeof policyShape];
    for (const value of all(text, /<string>([^<]*)<\/string>/g)) {
      expect([name, value, schema.safeParse(value).success]).toEqual([name, value, true]);
    }
  }
});

test('every text and every form that is named is there', () => {
  const texts = new Set(all(adml, /<string id="([^"]+)">/g));
  expect(all(admx, /\$\(string\.([^)]+)\)/g).filter((id) => !texts.has(id))).toEqual([]);
  const forms = new Set(all(adml, /<presentation id="([^"]+)">/g));
  expect(all(admx, /\$\(presentation\.([^)]+)\)/g).filter((id) => !forms.has(id))).toEqual([]);
});
