import { expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { write } from './document.ts';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';
import { servicesOf } from './services.ts';

const hunk = ' [ssh]\n-accept = 443\n+accept = 8443\n \n connect = 22\n\\ No newline at end of file\n';
const names = '--- a/etc/stunnel.conf\n+++ b/etc/stunnel.conf\n';
const git = `diff --git a/etc/stunnel.conf b/etc/stunnel.conf\nindex 83db48f..bf2a1c4 100644\n${names}`;
const options = (text: string) =>
  parse(text).lines.flatMap((line) => (line.kind === 'option' ? [`${line.name} = ${line.meant}`] : []));

test.each([
  ['diff -u', `--- stunnel.conf.orig\t2020-01-01\n+++ stunnel.conf\t2020-01-02\n@@ -1,4 +1,4 @@\n${hunk}`],
  ['git diff', `${git}@@ -1,4 +1,4 @@\n${hunk}`],
  [
    'git show',
    `commit 0123456789abcdef\nAuthor: A <a@b.example>\n\n    Use port = 8443\n\n${git}@@ -1,4 +1,4 @@\n${hunk}`,
  ],
  ['without headings', hunk],
  ['without headings and margin', '[ssh]\n-accept = 443\n+accept = 8443\nconnect = 22\n'],
  [
    'of another file as well',
    `--- a/README\n+++ b/README\n@@ -1 +1 @@\n-accept = 1\n+accept = 2\n${git}@@ -1,4 +1,4 @@\n${hunk}`,
  ],
])('a comparison (%s) is read as the new version', (_, text) => {
  const document = parse(text);
  expect(options(text)).toEqual(['accept = 8443', 'connect = 22']);
  expect(sayAll(document.remarks)).toEqual([
    {
      line: 1,
      text: '',
      reason: 'A comparison of two versions was read as the new one; lines with “-” were left out.',
    },
  ]);
  expect(explainForeign(document)).toBeNull();
  expect(write(document)).toBe(text);
});

test('a comparison of a part of the file says that something may be missing', () => {
  expect(sayAll(parse(`${git}@@ -9,4 +9,4 @@\n${hunk}`).remarks)).toMatchObject([
    { reason: expect.stringMatching(/only some lines of the file/) as string },
  ]);
});

test('a comparison of several configurations keeps them apart', () => {
  const added = (name: string, lines: string) =>
    `--- /dev/null\n+++ b/${name}\n@@ -0,0 +1,4 @@\n${lines.replace(/^/gm, '+').slice(0, -1)}`;
  const text =
    added('a.conf', 'client = yes\n[a]\naccept = 1\nconnect = b:2\n') +
    added('b.conf', '[b]\naccept = 3\nconnect = 4\n');
  const { services } = servicesOf(parse(text));
  expect(services.map(({ options: all }) => all.map(({ name }) => name))).toEqual([
    ['client', 'accept', 'connect'],
    ['accept', 'connect'],
  ]);
});

test('a comparison that removes the file is told apart', () => {
  const text = `--- a/stunnel.conf\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-[ssh]\n-accept = 443\n-connect = 22\n`;
  expect(sayAll(explainForeign(parse(text)))?.what).toBe('This is a comparison of files, not a stunnel configuration.');
});
