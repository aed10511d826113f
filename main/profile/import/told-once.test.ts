import { describe, expect, test } from 'vitest';
import { say, sayClause } from '../../../preload/words/say.ts';
import { parse } from '../../conf/parse.ts';
import { makeView } from './make-proposal.ts';
import { propose } from './propose.ts';

const read = (text: string) => {
  const result = propose(parse(text), { fileName: null, takenPorts: new Set() });
  if (!result.ok) throw new Error(sayClause(result.explanation.what));
  return result.proposal;
};

const section = (name: string, port: number) => `[${name}]\naccept = ${port}\nconnect = h.example.org:${port}\n`;

test.each(['sslVersion = {{ v }}', 'sni = <name>', 'TIMEOUTidle = long'])(
  'what all services inherit is noted once: %s',
  (line) => {
    const { notes, services } = read(`client = yes\n${line}\n${section('a', 2001)}${section('b', 2002)}`);
    expect(notes.filter((note) => note.line === 2)).toHaveLength(1);
    for (const { view } of services) expect(view.notes.filter((note) => note.line === 2)).toEqual([]);
    expect(services[1]?.template.origin.notes.filter((note) => note.line === 2)).toHaveLength(1);
  },
);

test.each([
  ['debug = info', 'Adit keeps its own log.'],
  ['setuid = nobody', 'Adit is no background service; this is not needed.'],
  ['CAfile = ca.pem', null],
  ['TIMEOUTidle = 60', null],
  ['cert = s.pem', 'This is the server’s own certificate.'],
])('what a client and a server of one file inherit is not said to be the server’s alone: %s', (line, said) => {
  const server = '[s]\naccept = 443\nconnect = 22\n';
  const { notes } = read(`${line}\n${server}[c]\nclient = yes\nverifyChain = yes\naccept = 1\nconnect = h.example:2\n`);
  const reasons = notes.flatMap((note) => (note.line === 1 ? [say(note.reason)] : []));
  expect(reasons).toEqual(said === null ? [] : [expect.stringContaining(said)]);
  expect(read(`debug = info\n${server}`).notes.map(({ reason }) => say(reason))).toEqual([
    'This concerns the server only.',
  ]);
});

test('what one of several services says stays with it', () => {
  const { notes, services } = read(`client = yes\n${section('a', 2001)}TIMEOUTidle = long\n${section('b', 2002)}`);
  expect(notes.filter((note) => note.line === 5)).toEqual([]);
  expect(services.map(({ view }) => view.notes.some((note) => note.line === 5))).toEqual([true, false]);
});

test('services without a header, in several files, have the notes of their own lines only', () => {
  const file = (port: number, more: string) =>
    `\`\`\`\nclient = yes\nconnect = h:${port}\naccept = ${port}\n${more}\n\`\`\`\n`;
  const { services } = read(file(2001, 'delay = "yes"') + file(2002, 'reset = "yes"'));
  expect(
    services.map(({ view }) => view.notes.flatMap(({ line, reason }) => (/quotes/.test(say(reason)) ? [line] : []))),
  ).toEqual([[5], [11]]);
});

test.each(['no', 'yes', 'none', '0'])('checkHost = %s is no host name', (word) => {
  const { services } = read(
    `client = yes\nverifyChain = yes\nCAfile = /ca.pem\ncheckHost = ${word}\n${section('a', 2001)}`,
  );
  expect(services[0]?.template).toMatchObject({ checkAnsweredHost: true, trust: { checks: { hosts: [] } } });
  expect(services[0]?.view.notes.map(({ line }) => line)).toContain(4);
});

test('an option that came after 5.75 is said to be unknown to it', () => {
  const { services } = read(`client = yes\n${section('a', 2001)}brandNew = yes\n`);
  expect(services[0]?.view.notes.map(({ reason }) => say(reason))).toContain(
    '“brandNew” is unknown to stunnel 5.75; a newer one may know it. The line was left out.',
  );
});

describe('an outdated TLS version at a server', () => {
  const server = (lines: string) => `[x]\naccept = 443\nconnect = 22\ncert = s.pem\n${lines}\n`;
  test.each([
    [
      'sslVersion = TLSv1',
      /^Nothing newer than TLS 1\.0 is allowed here, which is unsafe\. Adit uses no version older/,
    ],
    ['sslVersionMax = TLSv1.1', /^Nothing newer than TLS 1\.1 is allowed here/],
    ['sslVersionMin = TLSv1\nsslVersionMax = TLSv1.1', /^Nothing newer than TLS 1\.1 is allowed here/],
    ['sslVersion = SSLv3', /^SSL 3 is in no TLS library any more\.$/],
    ['sslVersion = SSLv2', /^SSLv2 is not a TLS version that Adit can use/],
    ['sslVersionMin = SSLv3', /^SSL 3 is in no TLS library any more\.$/],
  ])('%s is said in one note', (lines, reason) => {
    const said = makeView(server(lines)).notes.filter(({ text }) => text.startsWith('sslVersion'));
    const last = lines.split('\n').at(-1) ?? '';
    expect(said.filter(({ text }) => text === last).map((note) => note.reason)).toEqual([
      expect.stringMatching(reason),
    ]);
  });
});
