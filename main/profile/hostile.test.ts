/** Texts made to keep the reader busy: twice the text costs twice the work. */
import { expect, test } from 'vitest';
import { readCompletely } from '../../test/fuzz/reader.ts';
import { stepsOf } from '../../test/fuzz/steps.ts';

const pieces = [
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

const starts = [
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
];

const files = [
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
];

/** An even number of repetitions, so that texts of one kind end alike: what opens with one is closed with the next. */
const repeat = (piece: string, length: number): string => piece.repeat(2 * Math.ceil(length / 2 / piece.length));

const stepsToRead = (text: string): number =>
  stepsOf(() => {
    readCompletely(text);
  });

/**
 * Long enough for what is done once a text to count for little, and longer than what is taken for an address or a command that
 * somebody has typed (`typed/read-typed.ts`): that has a limit of its own, and is read otherwise.
 */
const LENGTH = 17_000;

/** Of the steps for the text twice as long to those for it; what is quadratic comes near 4. */
function growth(start: string, piece: string): number {
  return stepsToRead(start + repeat(piece, 2 * LENGTH)) / stepsToRead(start + repeat(piece, LENGTH));
}

test.each(pieces)('the work grows with the length of a line that repeats %j', { timeout: 120_000 }, (piece) => {
  for (const start of starts) expect(growth(start, piece)).toBeLessThan(2.2);
});

test.each(files)('the work grows with the length of a file that repeats %j', { timeout: 120_000 }, (lines) => {
  expect(growth('', lines)).toBeLessThan(2.2);
});

test('words that end documents are looked for once, however many there are', () => {
  const script = (count: number) =>
    Array.from({ length: count }, (_, at) => `cat > ${at}.conf <<E${at}\n$v${at} = @"\nx\n"@\n`).join('');
  expect(stepsToRead(script(800)) / stepsToRead(script(400))).toBeLessThan(2.2);
});

test.each(['connect = a:1\n', 'sni = a:b\n'])(
  'the work grows with the size of a file full of sections, and of defaults such as %j',
  { timeout: 120_000 },
  (line) => {
    const steps = (count: number) => stepsToRead(line.repeat(count) + '[a]\n'.repeat(count));
    expect(steps(1000) / steps(500)).toBeLessThan(2.2);
  },
);

/**
 * What one regular expression does within a search is not counted. Where it goes over a line again and again, a line of this
 * length keeps it longer than a test may take.
 */
const LONG = 262_144;
test.each(pieces)('no search in a line that repeats %j goes on for ever', { timeout: 120_000 }, (piece) => {
  for (const start of starts) readCompletely(start + repeat(piece, LONG));
});
