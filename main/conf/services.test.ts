import { expect, test } from 'vitest';
import { parse } from './parse.ts';
import type { ConfService } from './services.ts';
import { allOf, lastOf, servicesOf } from './services.ts';

const read = (text: string) => servicesOf(parse(text));
const service = (text: string, index = 0): ConfService => {
  const found = read(text).services[index];
  if (found === undefined) throw new Error('no such service');
  return found;
};

test('defaults before the first section are inherited, and a section overrides them', () => {
  const text = 'client = yes\n[a]\nconnect = x:1\n[b]\nclient = no\n';
  expect(lastOf(service(text, 0), 'client')?.meant).toBe('yes');
  expect(lastOf(service(text, 1), 'client')?.meant).toBe('no');
});

test('a section’s options do not reach the next section', () => {
  expect(lastOf(service('[a]\nclient = yes\n[b]\naccept = 1\n', 1), 'client')).toBeNull();
});

test('the last of a repeated option counts', () => {
  expect(lastOf(service('[a]\ncert = one\nCERT = two\n'), 'cert')?.meant).toBe('two');
});

test('lists append to what they inherit', () => {
  const lines = allOf(service('connect = first:1\n[a]\nconnect = second:2\n'), 'connect');
  expect(lines.map(({ meant }) => meant)).toEqual(['first:1', 'second:2']);
});

test('sections of the same name are separate services', () => {
  expect(read('[a]\naccept = 1\n[a]\naccept = 2\n').services).toHaveLength(2);
});

test('a file without sections is one service when it has an endpoint, and none otherwise', () => {
  expect(service('connect = 22\n').section).toBeNull();
  expect(read('output = /x\nsocket = l:TCP_NODELAY=1\n').services).toEqual([]);
});

test('options of the whole program are no defaults of a service', () => {
  const { globals, services } = read('output = /x\ncert = y\n[a]\naccept = 1\n');
  expect(globals.map(({ canonical }) => canonical)).toEqual(['output', 'cert']);
  expect(services[0]?.options.map(({ canonical }) => canonical)).toEqual(['cert', 'accept']);
});

test('several files one after the other keep their defaults apart', () => {
  const text =
    'client = yes\n[a]\nconnect = x:1\n\noutput = /y\nclient = no\ncert = z\n[b]\naccept = 443\nconnect = 22\n';
  expect(lastOf(service(text, 0), 'client')?.meant).toBe('yes');
  expect(lastOf(service(text, 1), 'client')?.meant).toBe('no');
  expect(read(text)).toMatchObject({ restarts: [5] });
  expect(read(text).globals.map(({ number }) => number)).toEqual([1, 5, 6, 7]);
});

test.each([
  ['client = no\ncert = z\n', 'no', 6],
  ['', undefined, 6],
])(
  'a listing of several files keeps their defaults apart, also when the second begins with %j',
  (start, client, at) => {
    const first = '==> a.conf <==\nclient = yes\n[a]\nconnect = x:1\n==> b.conf <==\n';
    const text = `${first}${start}[b]\naccept = 443\nconnect = 22\n`;
    expect(lastOf(service(text, 0), 'client')?.meant).toBe('yes');
    expect(lastOf(service(text, 1), 'client')?.meant).toBe(client);
    expect(read(text).restarts).toEqual([at]);
    expect(service(text, 0).own).toHaveLength(1);
  },
);

test('an option that is only misplaced does not end its section', () => {
  const text = '[a]\nforeground = yes\naccept = 443\nconnect = 22\n[b]\naccept = 1\nconnect = 2\n';
  expect(read(text).restarts).toEqual([]);
  expect(allOf(service(text), 'connect')).toHaveLength(1);
});
