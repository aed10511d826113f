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
 * among line feeds where lines stand between them, and not when that makes more than `most` lines. The parts make up the text.
 */
export function splitLines(text: string, most: number): PhysicalLine[] {
  const lines = splitAll(text, true);
  return lines.length > most ? splitAll(text, false) : lines;
}

function splitAll(text: string, atReturns: boolean): PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  const add = (raw: string, ending: PhysicalLine['ending']) => lines.push({ number: lines.length + 1, raw, ending });
  const hasFeeds = text.includes('\n');
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const line = text.slice(start, feed < 0 ? text.length : feed);
    start += line.length + 1;
    // Of several returns before a line feed all but the last are part of the line.
    const end = feed < 0 ? line.length : endOf(line);
    const isSeveral = atReturns && (!hasFeeds || areLines(line.slice(0, end)));
    const from = isSeveral ? addReturned(line, end, add) : 0;
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

/** Whether the returns in the line stand between what could be lines, and not by accident inside a name or a value. */
const areLines = (line: string): boolean => line.split('\r').every((part) => /^\s*(?:$|[;#[]|[^\s=][^=]*=)/.test(part));

/** Adds what ends with a return before `end`; returns where the rest begins. */
function addReturned(line: string, end: number, add: (raw: string, ending: '\r') => void): number {
  let from = 0;
  for (let at = line.indexOf('\r'); at >= 0 && at < end; at = line.indexOf('\r', from)) {
    add(line.slice(from, at), '\r');
    from = at + 1;
  }
  return from;
}
