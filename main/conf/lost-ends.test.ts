import { expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { write } from './document.ts';
import { parse } from './parse.ts';

const read = (text: string) =>
  parse(text).lines.flatMap((line) =>
    line.kind === 'option' ? [`${line.name} = ${line.meant}`] : line.kind === 'section' ? [`[${line.name}]`] : [],
  );

test.each([
  ['with blanks', 'client = yes [my ssh] accept = 127.0.0.1:2222   connect = h:443'],
  ['as a string', String.raw`"client = yes\n[my ssh]\r\naccept = 127.0.0.1:2222\nconnect = h:443\n"`],
  ['in JSON', String.raw`{"stunnel.conf": "client = yes\n[my ssh]\naccept = 127.0.0.1:2222\nconnect = h:443\n"}`],
  ['in a variable', String.raw`ENV CONF='client = yes\n[my ssh]\naccept = 127.0.0.1:2222\nconnect = h:443'`],
])('a configuration in one line is read: %s', (_, text) => {
  expect(read(text)).toEqual(['client = yes', '[my ssh]', 'accept = 127.0.0.1:2222', 'connect = h:443']);
  expect(sayAll(parse(text).remarks)).toMatchObject([{ reason: expect.stringMatching(/^The whole/) as string }]);
  expect(write(parse(text))).toBe(text);
});

test.each([
  [
    'a port',
    '[a]\naccept = 443\nconnect = 22cert = /b.pem\n',
    ['[a]', 'accept = 443', 'connect = 22', 'cert = /b.pem'],
  ],
  [
    'a port and a section',
    'client = yes\n[a]\naccept = 1\nconnect = b:2[c]\naccept = 3\nconnect = d:4\n',
    ['client = yes', '[a]', 'accept = 1', 'connect = b:2', '[c]', 'accept = 3', 'connect = d:4'],
  ],
  ['a flag', '[a]\naccept = 1\nclient = yesconnect = b:2\n', ['[a]', 'accept = 1', 'client = yes', 'connect = b:2']],
  ['a file', '[a]\naccept = 1\ncert = /a.pemkey = /b.pem\n', ['[a]', 'accept = 1', 'cert = /a.pem', 'key = /b.pem']],
])('a line end that is missing behind %s is put back', (_, text, expected) => {
  expect(read(text)).toEqual(expected);
  expect(sayAll(parse(text).remarks)).toMatchObject([{ reason: expect.stringMatching(/^A line holds two/) as string }]);
  expect(write(parse(text))).toBe(text);
});

test.each([
  'protocolHeader = X1key=2',
  '; accept = 443connect = 22',
  'connect = [::1]:443',
  'cert = /x1/y=1.pem',
  'connect = h:443',
])('%s is one line', (text) => {
  expect(parse(text).lines).toHaveLength(1);
});
