/** Texts made to keep the reader busy: it takes time in proportion to their length. */
import { test } from 'vitest';
import { readCompletely } from '../../test/fuzz/reader.ts';
import { MAX_LINES, MAX_TEXT } from '../conf/parse.ts';

const fill = (piece: string): string => piece.repeat(Math.floor(MAX_TEXT / piece.length));
const hostile = [
  './',
  '<< ',
  '<%',
  '{{',
  '{%',
  '${',
  '$(',
  '%a',
  '__A',
  '[',
  '] ',
  ' ',
  'a ',
  '"',
  '<',
  '\r',
  '@A',
  '-----BEGIN ',
  '1',
  'a#',
  'echo "',
  '(',
  ')',
  '\\n ',
  '%s ',
  '> ',
  'a\\n',
  '1pid=',
  '&lt;<p ',
  '{##}',
  '{#',
  '{{/*',
  '{% if a %}',
  '{{#a}}',
  '`',
  '```',
];

test.each(hostile)('a line that repeats %j to the limit is read in time', { timeout: 120_000 }, (piece) => {
  for (const start of [
    '',
    'accept = ',
    '[a]\naccept = 1\nconnect = ',
    'a@',
    '1 ',
    'echo x',
    'printf "',
    'config a',
    '-----BEGIN A-----\n',
    '"\\n',
  ]) {
    readCompletely((start + fill(piece)).slice(0, MAX_TEXT));
  }
});

test('a file full of sections and defaults is read in time', { timeout: 120_000 }, () => {
  readCompletely('connect = a:1\n'.repeat(MAX_LINES / 2) + '[a]\n'.repeat(MAX_LINES / 2));
  readCompletely('sni = a:b\n'.repeat(MAX_LINES - 200) + '[a]\n'.repeat(200));
});

test.each([
  'echo "x\n',
  "echo 'x' > a.conf \"\n",
  'cat > a.conf <<EOF\n',
  'cat > a.conf <<EOF\nEOF\n',
  '$a = @"\n"@\n',
  'a: |\n x\n',
  '( echo a = b\n',
  '@@ -1 +1 @@\n',
  '--- a\n+++ b\n@@ -1 +1 @@\n+accept = 1\n',
  '-----BEGIN A-----\n',
  '-----BEGIN A-----\na = b\n-----END A-----\n',
  'connect = a:1\npid = x\n[a]\nclient = yes\n',
  '```\naccept = 1\n',
  '{% if a %}\naccept = 1\n',
  '{% if a %}\nclient = yes\n{% endif %}\n',
  'These are a few words\n[a]\naccept = 1\nconnect = b:2\n',
  '; ----------------------------------------------------------------------------------?\n',
  '<pre>\naccept = 1\n</pre>\n',
])('a file that repeats %j is read in time', { timeout: 120_000 }, (lines) => {
  readCompletely(lines.repeat(Math.floor(MAX_LINES / lines.split('\n').length)));
});
