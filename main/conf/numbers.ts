/** Numbers before lines, as `cat -n` and `nl` write them, of a whole text or of one of the files in it. */

/** With the number. Also lists, `grep -n`, and viewers that draw a bar or an arrow. */
export const NUMBERED = /^\s*(\d+)(?:\s*[|│┃→⇥:.)]\s?|\t| {1,2}(?=\S)|\s*$)/;

/** As few lines could begin so by chance. */
export const FEWEST = 3;

const numberOf = (line: string): number | null => {
  const digits = NUMBERED.exec(line)?.[1];
  return digits === undefined ? null : Number(digits);
};

/** Indexes of the lines whose numbers count on from line to line. Blank lines between them may have none. */
export function countedLines(lines: readonly (string | null)[]): ReadonlySet<number> {
  const counted = new Set<number>();
  let run: number[] = [];
  let last: number | null = null;
  const close = () => {
    if (run.length >= FEWEST) for (const index of run) counted.add(index);
    run = [];
  };
  for (const [index, line] of lines.entries()) {
    if (line === null || line.trim() === '') continue;
    const number = numberOf(line);
    if (number === null || last === null || number !== last + 1) close();
    if (number !== null) run.push(index);
    last = number;
  }
  close();
  return counted;
}

/** Indexes of the lines where another file begins: the numbers start again, start behind lines without, or end. */
export function beginsByNumbers(lines: readonly (string | null)[], numbered: ReadonlySet<number>): number[] {
  const begins: number[] = [];
  let last: number | null = null;
  /** Lines without a number since the last one with a number. */
  let plain: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === null || line.trim() === '') continue;
    const number = numbered.has(index) ? numberOf(line) : null;
    if (number === null) {
      plain.push(index);
      // A long line of a terminal may go on in another.
      if (last !== null && plain.length === FEWEST) begins.push(plain[0] ?? index);
      continue;
    }
    if (number === 1 && (plain.length > 0 || (last !== null && last > 1))) begins.push(index);
    last = number;
    plain = [];
  }
  return begins;
}
