import { expect, test } from 'vitest';
import { parse } from './parse.ts';
import { isWritable, writeComment, writeOption, writeSection } from './write.ts';

test('an option is written as it is read', () => {
  for (const value of ['127.0.0.1:2222', '', 'a=b', '/home/Ada Lovelace/server.pem', 'C:\\stunnel\\ca.pem', '[x]']) {
    expect(parse(writeOption('CAfile', value)).lines).toMatchObject([{ kind: 'option', name: 'CAfile', value }]);
  }
});

test.each([
  'a\nexec = /bin/sh',
  'a\r\nb',
  'a\rb',
  'a\0b',
  ' a',
  'a\t',
  'a\u0085b',
  'x'.repeat(16_000),
  'ü'.repeat(8_000),
])('a value that stunnel would read differently is refused: %j', (value) => {
  expect(isWritable(value)).toBe(false);
  expect(() => writeOption('ciphers', value)).toThrow(RangeError);
});

test('an option that stunnel does not have, or spells differently, is refused', () => {
  for (const name of ['exce', 'cafile', 'a\nb', '']) expect(() => writeOption(name, 'x')).toThrow(RangeError);
});

test('a section’s name stays in its line', () => {
  expect(writeSection('Büro [2]')).toBe('[Büro [2]]');
  expect(parse(writeSection('a]\n[b')).lines).toMatchObject([{ kind: 'section', name: 'a] [b' }]);
});

test('any text is a comment, and nothing but a comment', () => {
  const texts = [
    'one\nexec = /bin/sh\r\n[b]\raccept = 1\u2028x\u0085y\u000bz',
    `${'long '.repeat(5000)}${'w'.repeat(20_000)}${'🚇'.repeat(9_000)}`,
    '',
    '{{ x }} “quoted”',
  ];
  for (const text of texts) {
    const lines = writeComment(text, '  ');
    const { lines: read, remarks } = parse(lines.join('\n'));
    expect(read.every(({ kind }) => kind === 'comment')).toBe(true);
    expect(remarks).toEqual([]);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThan(16_000);
  }
  expect(writeComment('🚇'.repeat(1000)).join('').replaceAll('; ', '')).toBe('🚇'.repeat(1000));
});
