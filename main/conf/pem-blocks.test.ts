import { describe, expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { write } from './document.ts';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';

const base64 = `${'MIIBszCCAVmgAwIBAgIUX1'.repeat(2)}==\n`;
const block = (label: string, body = base64.repeat(20)) => `-----BEGIN ${label}-----\n${body}-----END ${label}-----\n`;
const certificate = block('CERTIFICATE');
const lines = ['client = yes', '[ssh]', 'accept = 127.0.0.1:2222', 'connect = h:443'];
const conf = `${lines.join('\n')}\n`;
const read = (text: string) =>
  parse(text).lines.flatMap((line) =>
    line.kind === 'option' ? [`${line.name} = ${line.meant}`] : line.kind === 'section' ? [`[${line.name}]`] : [],
  );
const REASON = 'A certificate stands in this text; it is no part of the configuration.';

describe('a configuration is read', () => {
  const cases: readonly (readonly [name: string, text: string])[] = [
    ['before a certificate', conf + certificate],
    ['behind a chain', certificate + certificate + conf],
    ['between two', certificate + conf + block('TRUSTED CERTIFICATE')],
    ['before one, without its last line end', conf.trimEnd() + certificate],
    ['before two that are joined so', conf + certificate.trimEnd() + certificate],
    ['before one that is cut off', conf + certificate.slice(0, 200)],
    ['behind one that is cut off', `-----BEGIN CERTIFICATE-----\n${base64}${conf}`],
    ['in a mail, before one', (conf + certificate).replace(/^/gm, '> ')],
    [
      'with numbers, before one',
      (conf + certificate)
        .trimEnd()
        .split('\n')
        .map((line, index) => `${index + 1}\t${line}`)
        .join('\n'),
    ],
  ];
  test.each(cases)('%s', (_, text) => {
    expect(read(text)).toEqual(lines);
    expect(explainForeign(parse(text))).toBeNull();
    expect(sayAll(parse(text).remarks).at(-1)).toEqual({ line: 1, text: '', reason: REASON });
    expect(write(parse(text))).toBe(text);
  });

  test.each(['RSA PRIVATE KEY', 'DH PARAMETERS'])('before %s', (label) => {
    expect(read(conf + block(label))).toEqual(lines);
    expect(explainForeign(parse(conf + block(label)))).toBeNull();
  });

  test('with a comment on where a certificate goes', () => {
    const text = `; -----BEGIN CERTIFICATE-----\n${conf}`;
    expect([read(text), parse(text).remarks]).toEqual([lines, []]);
  });
});

test.each([
  [certificate, 'This is a certificate, not a stunnel configuration.'],
  [block('PRIVATE KEY'), 'This is a private key, not a stunnel configuration.'],
])('alone it is named: %#', (text, what) => {
  expect(sayAll(explainForeign(parse(text)))?.what).toBe(what);
});
