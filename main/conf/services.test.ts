import { describe, expect, test } from 'vitest';
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

const SERVER = '[ssh]\naccept = 443\nconnect = 127.0.0.1:22\ncert = /a.pem\n';
const CLIENT = '[ssh]\naccept = 127.0.0.1:22\nconnect = vpn.example.com:443\n';
const NEXT_SERVER = 'cert = /b.pem\n[web]\naccept = 8443\nconnect = 80\n';

describe('two files joined without a heading are read as two', () => {
  const joined: readonly (readonly [name: string, text: string, clients: readonly unknown[], restarts: number[]])[] = [
    ['options of the program', `${SERVER}client = yes\npid = /p\n${CLIENT}`, [undefined, 'yes'], [5]],
    ['them first', `${SERVER}pid = /p\nclient = yes\n${CLIENT}`, [undefined, 'yes'], [5]],
    ['another certificate', `${SERVER}cert = /b.pem\nclient = yes\n${CLIENT}`, [undefined, 'yes'], [5]],
    ['a second client', `${CLIENT}client = yes\n\nclient = no\n${NEXT_SERVER}`, ['yes', 'no'], [6]],
    ['the client’s own line kept', `${CLIENT}client = yes\npid = /p\n${NEXT_SERVER}`, ['yes', undefined], [5]],
    [
      'paragraphs',
      `${SERVER}key = /k\n\n; who\nsetuid = x\nclient = yes\nfips = no\n${CLIENT}`,
      [undefined, 'yes'],
      [8],
    ],
    ['a default given twice', `client = yes\n${CLIENT}client = yes\npid = /p\n${CLIENT}`, ['yes', 'yes'], [5]],
    [
      'a client that only the next can be',
      `[a]\naccept = 443\nconnect = 22\nclient = yes\n${CLIENT}`,
      [undefined, 'yes'],
      [4],
    ],
    [
      'a client that only the next can be, before a server',
      `client = yes\n${CLIENT}client = no\n[b]\naccept = 8443\nconnect = 80\n`,
      ['yes', 'no'],
      [5],
    ],
    [
      'a client in a paragraph of its own',
      '[a]\naccept = 1\nconnect = b:2\ncert = c\n\nclient = yes\n[b]\naccept = 3\nconnect = d:4\n',
      [undefined, 'yes'],
      [6],
    ],
    [
      'the sample’s first comment',
      `${SERVER}; Sample stunnel configuration file for Unix\nclient = yes\n${CLIENT}`,
      [undefined, 'yes'],
      [6],
    ],
    ['the sample’s heading', `${SERVER}; ***\n; * Global options *\n; ***\n${CLIENT}`, [undefined, undefined], [8]],
  ];
  test.each(joined)('by %s', (_, text, clients, restarts) => {
    expect(read(text).services.map((each) => lastOf(each, 'client')?.meant)).toEqual(clients);
    expect(read(text)).toMatchObject({ restarts, doubts: [] });
  });

  test('and three as three', () => {
    const start = 'client = yes\npid = /p\n';
    const text = `${start}${CLIENT}output = /y\n${SERVER}${start}${CLIENT}`;
    expect(read(text).services.map((each) => lastOf(each, 'client')?.meant)).toEqual(['yes', undefined, 'yes']);
  });

  test('but not where stunnel has accepted the file as one', () => {
    const text = `${CLIENT}client = yes\n\nclient = no\n${NEXT_SERVER}`;
    const { services, restarts } = servicesOf(parse(text), { isOneFile: true });
    expect(services.map((each) => lastOf(each, 'client')?.meant)).toEqual(['no', undefined]);
    expect(restarts).toEqual([]);
  });

  test.each([
    ['which end it is', `[a]\naccept = 1\nconnect = b:2\nclient = yes\npid = /p\n${CLIENT}`, [4], [4]],
    [
      'the second of a name',
      '[a]\naccept = 1\nconnect = b:2\nclient = yes\n[a]\naccept = 3\nconnect = b:4\n',
      [4],
      [4],
    ],
    [
      'whether the second has a default',
      '[a]\naccept = 1\nconnect = b:2\nclient = yes\n[b]\naccept = 3\nconnect = d:4\n',
      [],
      [4],
    ],
    ['whether there are two', `${SERVER}client = yes\n[b]\naccept = 1\nconnect = 2\n`, [], [5]],
    [
      'that, before a server of another computer',
      'cert = /a.pem\n[smtp]\naccept = 11125\nconnect = 465\nclient = yes\n[imaps]\naccept = 993\nconnect = mail.lan:143\n',
      [],
      [5],
    ],
    [
      'that, before a server of a program',
      'cert = /a.pem\n[smtp]\naccept = 11125\nconnect = 465\nclient = yes\n[sh]\naccept = 993\nexec = /bin/sh\n',
      [],
      [5],
    ],
  ])('and it is said where the addresses do not tell: %s', (_, text, restarts, doubts) => {
    expect(read(text)).toMatchObject({ restarts, doubts });
    if (restarts.length === 0) expect(lastOf(service(text), 'client')?.meant).toBe('yes');
  });
});

test.each([
  ['ends with client', `${CLIENT}client = yes\n[b]\naccept = 127.0.0.1:1\nconnect = c:443\nclient = yes\n`],
  ['alone is a client', `${CLIENT}client = yes\n[web]\naccept = 443\nconnect = 80\n`],
  [
    'ends with its log level',
    `[a]\naccept = 1\nconnect = b:2\nclient = yes\ndebug = 7\n[b]\naccept = 3\nconnect = 4\n`,
  ],
  ['repeats an option', `${SERVER}cert = /b.pem\n[b]\naccept = 1\nconnect = 2\n`],
  ['has a name twice', `${SERVER}${SERVER}`],
])('a file whose section %s is one file', (_, text) => {
  expect(read(text)).toMatchObject({ restarts: [], doubts: [] });
});

test('an option that is only misplaced does not end its section', () => {
  const text = '[a]\nforeground = yes\naccept = 443\nconnect = 22\n[b]\naccept = 1\nconnect = 2\n';
  expect(read(text).restarts).toEqual([]);
  expect(allOf(service(text), 'connect')).toHaveLength(1);
});

test.each(['global', 'GLOBALS', 'default'])('a first section [%s] without an address is for defaults', (name) => {
  const { services, defaultsHeader } = read(`; x\n[${name}]\nclient = yes\npid = /p\n[a]\naccept = 1\nconnect = b:2\n`);
  expect(services.map(({ section, options }) => [section, options.length])).toEqual([['a', 3]]);
  expect(defaultsHeader).toBe(2);
});

test.each(['[global]\naccept = 1\nconnect = 2\n[a]\naccept = 3\nconnect = 4\n', '[global]\nclient = yes\n'])(
  'a section of that name with an address, or alone, is a service: %j',
  (text) => {
    expect(read(text).services[0]?.section).toBe('global');
    expect(read(text).defaultsHeader).toBeNull();
  },
);
