/** What surrounds every line of a text that was copied from a terminal, a mail or a page. */

import { type Text, toSay } from '../../preload/words/text.ts';
import type { Kept } from './comparison.ts';
import { beginsByNumbers, countedLines, FEWEST, NUMBERED } from './numbers.ts';

export interface Frame {
  /** Matches what stands before the line proper. */
  readonly pattern: RegExp;
  readonly reason: Text;
  /** Whether the first group of the pattern is the name of the file that the line is from. */
  readonly hasFile?: true;
}

const frames: readonly Frame[] = [
  {
    pattern: NUMBERED,
    reason: toSay('reading.numbers'),
  },
  // `grep -n` in several files; lines around the one that was found have dashes.
  {
    pattern: /^(?=[^:]*[/.])([\w./-]{1,1000})(?::\d+[:-]|-\d+-)/,
    reason: toSay('reading.fileNumbers'),
    hasFile: true,
  },
  // The margin may come with more than one level of quoting.
  { pattern: /^\s*>(?: ?>)* ?/, reason: toSay('reading.quotes') },
  { pattern: /^\s*[│┃|] ?/, reason: toSay('reading.bars') },
  { pattern: /^\s*[-*•–]\s+(?=[[;#\w])/, reason: toSay('reading.bullets') },
];

/** The frame that more than half of the lines with text have; null for plain text. */
function frameOf(lines: readonly Kept[]): Frame | null {
  const written = lines.filter((line) => line !== null && line.trim() !== '');
  const needed = Math.max(FEWEST, Math.floor(written.length / 2) + 1);
  const isFramed = ({ pattern }: Frame) => written.filter((line) => line !== null && pattern.test(line)).length;
  return frames.find((frame) => isFramed(frame) >= needed) ?? null;
}

export interface Unframed {
  readonly lines: readonly Kept[];
  /** Indexes of the lines where, behind another, a file begins. */
  readonly begins: readonly number[];
  readonly reason: Text;
}

/** The lines without their frame; null for plain text. Numbers may stand before the lines of one of several files. */
export function withoutFrame(lines: readonly Kept[]): Unframed | null {
  const frame = frameOf(lines);
  if (frame !== null && frame.pattern !== NUMBERED) {
    const begins = frame.hasFile ? changesOf(lines.map((line) => frame.pattern.exec(line ?? '')?.[1] ?? null)) : [];
    return { lines: lines.map((line) => line?.replace(frame.pattern, '') ?? null), begins, reason: frame.reason };
  }
  const numbered =
    frame === null
      ? countedLines(lines)
      : new Set(lines.flatMap((line, index) => (line !== null && NUMBERED.test(line) ? [index] : [])));
  if (numbered.size === 0) return null;
  return {
    lines: lines.map((line, index) => (line !== null && numbered.has(index) ? line.replace(NUMBERED, '') : line)),
    begins: beginsByNumbers(lines, numbered),
    reason: frame?.reason ?? toSay('reading.someNumbers'),
  };
}

/** The indexes at which another name follows a name. */
function changesOf(names: readonly (string | null)[]): number[] {
  let last: string | null = null;
  return names.flatMap((name, index) => {
    const isChange = name !== null && last !== null && name !== last;
    last = name ?? last;
    return isChange ? [index] : [];
  });
}
