/** A text on the way from what was given to what is read. Each step takes lines out, rewrites them, or divides them. */
import type { Beginning } from './beginning.ts';
import { FILE } from './beginning.ts';
import type { Rewritten } from './excerpt.ts';

export interface ReadLine {
  /** Index of the given line that it is, or is a part of. */
  readonly at: number;
  readonly text: string;
  readonly begin: Beginning | null;
  readonly condition: Condition | null;
}

/** What a template makes a line depend on: `optional` may be missing, `chosen` is one of several. */
export type Condition = 'optional' | 'chosen';

export type Reading = readonly ReadLine[];

/** null where a line is left out; `begins` are indexes of lines with which, or behind which, a file begins. */
export function readingOf(texts: readonly (string | null)[], begins: readonly number[]): Reading {
  const starts = new Set(begins);
  const lines: ReadLine[] = [];
  let begin: Beginning | null = null;
  for (const [at, text] of texts.entries()) {
    if (starts.has(at)) begin = FILE;
    if (text === null) continue;
    lines.push({ at, text, begin, condition: null });
    begin = null;
  }
  return lines;
}

export const textsOf = (reading: Reading): string[] => reading.map(({ text }) => text);

/** The reading with what stands for some of its lines; those that a passage of a script is not in are left out. */
export function rewrite(reading: Reading, { texts, begins, isAll }: Rewritten): Reading {
  const starts = new Set(begins);
  return reading.flatMap((line, index) => {
    const written = texts.get(index) ?? (isAll ? [] : [line.text]);
    const begin = starts.has(index) ? FILE : line.begin;
    return written.map((text, part) => ({ ...line, text, begin: part === 0 ? begin : null }));
  });
}
