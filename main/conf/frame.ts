/** What surrounds every line of a text that was copied from a terminal, a mail or a page. */

export interface Frame {
  /** Matches what stands before the line proper. */
  readonly pattern: RegExp;
  /** A sentence. */
  readonly reason: string;
  /** Whether the first group of the pattern is the name of the file that the line is from. */
  readonly hasFile?: true;
}

const frames: readonly Frame[] = [
  // `cat -n`, `nl`, `grep -n`, lists, and viewers that draw a bar or an arrow.
  {
    pattern: /^\s*\d+(?:\s*[|│┃→⇥:.)]\s?|\t| {1,2}(?=\S)|\s*$)/,
    reason: 'The line numbers before each line were left out.',
  },
  // `grep -n` in several files; lines around the one that was found have dashes.
  {
    pattern: /^(?=[^:]*[/.])([\w./-]{1,1000})(?::\d+[:-]|-\d+-)/,
    reason: 'The file name and line number before each line were left out.',
    hasFile: true,
  },
  // The margin may come with more than one level of quoting.
  { pattern: /^\s*>(?: ?>)* ?/, reason: 'The “>” before each line was left out.' },
  { pattern: /^\s*[│┃|] ?/, reason: 'The bar before each line was left out.' },
  { pattern: /^\s*[-*•–]\s+(?=[[;#\w])/, reason: 'The bullet before each line was left out.' },
];

/** As few lines could begin so by chance. */
const FEWEST = 3;

/** The frame that more than half of the lines with text have; null for plain text. */
export function frameOf(lines: readonly (string | null)[]): Frame | null {
  const written = lines.filter((line) => line !== null && line.trim() !== '');
  const needed = Math.max(FEWEST, Math.floor(written.length / 2) + 1);
  const isFramed = ({ pattern }: Frame) => written.filter((line) => line !== null && pattern.test(line)).length;
  return frames.find((frame) => isFramed(frame) >= needed) ?? null;
}
