/** A comparison of two versions of a file (`diff -u`, `git diff`, `git show`, `svn diff`), read as the new version. */

import { type Text, toSay } from '../../preload/words/text.ts';
import { findOption } from './options.ts';

/** A line without its first column; null for what is no part of the new version. */
export type Kept = string | null;

export interface Comparison {
  readonly lines: readonly Kept[];
  /** Indexes of the lines where, behind another, a file begins. */
  readonly begins: readonly number[];
  readonly reason: Text;
}

const HUNK = /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/;
const HEADING = /^(?:diff |index [\da-f]|Index: |={10}|commit [\da-f]{7}|(?:new|deleted) file mode |similarity index )/;
const WANTED = /stunnel|\.conf\b/i;

const NEW_VERSION = toSay('reading.comparison');
const SOME_LINES = toSay('reading.comparison.part');

/** Whether the text is a comparison in the form that patches have. */
export const isComparison = (text: string): boolean =>
  /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@|^\d+(?:,\d+)?[acd]\d+(?:,\d+)?$/m.test(text);

/** null for a text that is no comparison. */
export function readComparison(lines: readonly Kept[]): Comparison | null {
  if (lines.some((line) => HUNK.test(line ?? ''))) return readHunks(lines);
  const written = lines.filter((line) => line !== null && line.trim() !== '');
  const added = written.filter((line) => line?.startsWith('+')).length;
  const isAdded = added === written.length && added > 2;
  if (!isAdded && !lines.some((line) => line?.startsWith('+') && isSetting(line.slice(1)))) return null;
  const removes = lines.some((line) => line?.startsWith('-') && isSetting(line.slice(1)));
  const kept = lines.map((line) => (line === null || isHeading(line) ? null : newer(line, removes)));
  return { lines: kept, begins: [], reason: removes ? NEW_VERSION : toSay('reading.plus') };
}

const isHeading = (line: string) => /^(?:---|\+\+\+) \S/.test(line);

/** `name = value` with a name that stunnel knows, or `[section]`. */
function isSetting(text: string): boolean {
  if (/^\s*\[[^\]=]{1,200}\]\s*$/.test(text)) return true;
  const equals = text.indexOf('=');
  return equals > 0 && findOption(text.slice(0, equals).trim()) !== null;
}

function newer(line: string, removes: boolean): Kept {
  if (line.startsWith('+')) return line.slice(1);
  return removes && (line.startsWith('-') || line.startsWith('\\ ')) ? null : line;
}

function readHunks(lines: readonly Kept[]): Comparison {
  const files = filesOf(lines);
  const wanted = files.filter(({ name }) => WANTED.test(name));
  const read = wanted.length > 0 ? wanted : files;
  const kept: Kept[] = lines.map(() => null);
  let isWhole = true;
  for (const { hunks } of read) {
    const [first] = hunks;
    isWhole &&= hunks.length === 1 && first !== undefined && startOf(lines[first.from]) <= 1;
    for (const { from, to } of hunks) {
      for (let index = from + 1; index < to; index += 1) {
        const line = lines[index] ?? '';
        kept[index] = line.startsWith(' ') ? line.slice(1) : newer(line, true);
      }
    }
  }
  const begins = read.slice(1).flatMap(({ hunks }) => hunks.slice(0, 1).map(({ from }) => from));
  return { lines: kept, begins, reason: isWhole ? NEW_VERSION : SOME_LINES };
}

/** The line of the new version at which a hunk begins. */
const startOf = (line: Kept | undefined): number => Number(/\+(\d+)/.exec(line ?? '')?.[1] ?? 1);

interface ComparedFile {
  /** Empty when the comparison does not tell. */
  readonly name: string;
  /** Indexes of the `@@` line and of the first line behind the hunk. */
  readonly hunks: { readonly from: number; to: number }[];
}

function filesOf(lines: readonly Kept[]): ComparedFile[] {
  const files: ComparedFile[] = [];
  let isInside = false;
  for (const [index, line] of lines.entries()) {
    const text = line ?? '';
    const isNamed = text.startsWith('--- ') && lines[index + 1]?.startsWith('+++ ') === true;
    if (isNamed) files.push({ name: lines[index + 1] ?? '', hunks: [] });
    if (isNamed || HEADING.test(text)) isInside = false;
    const isHunk = HUNK.test(text);
    if (isHunk && files.length === 0) files.push({ name: '', hunks: [] });
    const hunks = files.at(-1)?.hunks;
    if (isHunk) hunks?.push({ from: index, to: index + 1 });
    isInside ||= isHunk;
    const hunk = hunks?.at(-1);
    if (isInside && hunk !== undefined) hunk.to = index + 1;
  }
  return files.filter(({ hunks }) => hunks.length > 0);
}
