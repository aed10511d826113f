/** The lines of a text, whatever ends them. */

export interface PhysicalLine {
  /** 1-based. */
  readonly number: number;
  /** Without its ending. */
  readonly raw: string;
  readonly ending: '' | '\n' | '\r\n' | '\r';
}

/**
 * Splits at line feeds, and at carriage returns in the middle of a line, as old Macs and careless conversions leave them:
 * among line feeds where lines stand between them, and not when that makes more than `most` lines. The parts make up the
 * text. Of a text with more lines only the first `most` and one more come back, so that a refusal takes no longer.
 */
export function splitLines(text: string, most: number): PhysicalLine[] {
  const lines = splitAll(text, most, true);
  return lines.length > most ? splitAtFeeds(text, most) : lines;
}

/** The same at line feeds alone. */
export const splitAtFeeds = (text: string, most: number): PhysicalLine[] => splitAll(text, most, false);

function splitAll(text: string, most: number, atReturns: boolean): PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  const add = (raw: string, ending: PhysicalLine['ending']) => lines.push({ number: lines.length + 1, raw, ending });
  const hasFeeds = text.includes('\n');
  for (let start = 0; start < text.length && lines.length <= most; ) {
    const feed = text.indexOf('\n', start);
    const line = text.slice(start, feed < 0 ? text.length : feed);
    start += line.length + 1;
    // Of several returns before a line feed all but the last are part of the line.
    const end = feed < 0 ? line.length : endOf(line);
    const returned = atReturns ? line.slice(0, end).split('\r', most + 2) : [];
    const isSeveral = returned.length > 1 && (!hasFeeds || returned.every(isLine));
    // The last part has no return behind it, unless it is only one of too many.
    if (isSeveral) for (const part of returned.slice(0, -1)) add(part, '\r');
    const from = isSeveral ? returned.slice(0, -1).reduce((sum, part) => sum + part.length + 1, 0) : 0;
    const rest = line.slice(from);
    if (feed < 0) {
      if (rest !== '') add(rest, '');
    } else if (rest.endsWith('\r')) add(rest.slice(0, -1), '\r\n');
    else add(rest, '\n');
  }
  return lines;
}

/** Where the returns at the end of the line begin. */
function endOf(line: string): number {
  let end = line.length;
  while (end > 0 && line[end - 1] === '\r') end -= 1;
  return end;
}

/** Whether what stands between returns could be a line, and is not by accident a part of a name or a value. */
const isLine = (part: string): boolean => /^\s*(?:$|[;#[]|[^\s=][^=]*=)/.test(part);
