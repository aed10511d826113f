/**
 * Lines for a new stunnel.conf. The format knows no escapes (options.c options_file), so that what cannot stand in one
 * line cannot be written at all: `isWritable` tells, and a value that it refuses never reaches the text.
 */
import { findOption } from './options.ts';

/** stunnel cuts lines at 16383 bytes and reads the rest as a line of its own (file.c file_getline). */
const LONGEST_LINE = 16_000;
const COMMENT_COLUMNS = 110;
/** Longest piece of a comment without a blank: a PEM line or a path fits, a whole file in one line does not. */
const LONGEST_WORD = 400;

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** Whether stunnel reads `name = value` back as exactly this value: one line, not trimmed, not cut. May be empty. */
export function isWritable(value: string): boolean {
  return !/\p{Cc}/u.test(value) && value.trim() === value && bytes(value) < LONGEST_LINE;
}

/**
 * `name = value`, without a line ending.
 * @throws {RangeError} for an option that stunnel does not have or a value that is not writable: callers ask first.
 */
export function writeOption(name: string, value: string | number): string {
  const text = String(value);
  const option = findOption(name);
  if (option === null || option.name !== name) throw new RangeError(`stunnel has no option ${JSON.stringify(name)}`);
  if (!isWritable(text)) throw new RangeError(`${name} cannot have the value ${JSON.stringify(text.slice(0, 80))}`);
  return text === '' ? `${name} =` : `${name} = ${text}`;
}

/** `[name]`, without a line ending. What cannot stand in a header becomes a blank. */
export function writeSection(name: string): string {
  return `[${name.replace(/\p{Cc}+/gu, ' ').trim()}]`;
}

/** The text as comment lines of a readable width, each starting with `; `. Any text can be a comment. */
export function writeComment(text: string, indent = ''): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((line) => {
    const words = line
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .split(/ +/)
      .flatMap((word) => word.match(new RegExp(`.{1,${LONGEST_WORD}}`, 'gsu')) ?? ['']);
    const lines: string[] = [];
    let current = '';
    for (const word of words) {
      if (current !== '' && current.length + word.length + 1 > COMMENT_COLUMNS) {
        lines.push(current);
        current = '';
      }
      current = current === '' ? word : `${current} ${word}`;
    }
    return [...lines, current].map((one) => `; ${indent}${one}`.trimEnd());
  });
}
