/** What surrounds every line of a text that was copied from a terminal, a mail or a comparison. */

export interface Frame {
  /** Matches what stands before the line proper. */
  readonly pattern: RegExp;
  /** A sentence. */
  readonly reason: string;
}

const frames: readonly Frame[] = [
  // `cat -n`, `nl`, `grep -n`, and viewers that draw a bar.
  {
    pattern: /^\s*\d+(?:\s*[|│:]\s?|\t| {1,2}(?=\S)|\s*$)/,
    reason: 'The line numbers before each line were left out.',
  },
  // `grep -n` in several files.
  {
    pattern: /^(?=[^:]*[/.])[\w./-]{1,1000}:\d+[:-]/,
    reason: 'The file name and line number before each line were left out.',
  },
  { pattern: /^\s*>+ ?/, reason: 'The “>” before each line was left out.' },
  { pattern: /^\+/, reason: 'The “+” before each line was left out.' },
];

/** As few lines could begin so by chance. */
const FEWEST = 3;

/** The frame that every line with text has; null for plain text. */
export function frameOf(lines: readonly string[]): Frame | null {
  const written = lines.filter((line) => line.trim() !== '');
  if (written.length < FEWEST) return null;
  return frames.find(({ pattern }) => written.every((line) => pattern.test(line))) ?? null;
}
