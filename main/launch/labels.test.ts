import { expect, test } from 'vitest';
import { english } from '../../preload/words/en/index.ts';
import { clientForms } from './openvpn/clients.ts';
import { recipes } from './recipes.ts';
import { terminals } from './terminals.ts';

test('a label that is a word of the language is a message, and only names of programs are not', () => {
  const labels = [
    ...terminals,
    ...Object.values(clientForms),
    ...Object.values(recipes).flatMap(({ clients }) => clients),
  ].map(({ label }) => label);
  const words = new Set<unknown>(Object.values(english));
  expect(labels.filter((label) => words.has(label))).toEqual([]);
});
