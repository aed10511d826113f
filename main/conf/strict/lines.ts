/** Lines as stunnel's reader makes them (file.c file_getline, options.c options_file): bytes, no tolerance. */

/** stunnel's line buffer holds this many bytes; what is longer is read as the next line. */
const LONGEST_LINE = 16_383;

export type StrictLine =
  | { readonly kind: 'section'; readonly number: number; readonly text: string; readonly name: string }
  | {
      readonly kind: 'option';
      readonly number: number;
      readonly text: string;
      readonly name: string;
      readonly value: string;
    }
  /** Neither comment, section nor `name = value`: fatal. */
  | { readonly kind: 'unreadable'; readonly number: number; readonly text: string };

/** White space of C's isspace in the C locale; JavaScript's trim takes more. */
const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);

function trimC(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** As stunnel's log prints it: control characters of ASCII are full stops. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (control) => (control.charCodeAt(0) < 128 ? '.' : control));
}

/**
 * The lines of a file that stunnel acts on, with stunnel's numbers. `text` is the line as stunnel prints it in its
 * messages: without carriage returns, control characters as full stops.
 */
export function strictLines(content: string): StrictLine[] {
  const lines: StrictLine[] = [];
  for (const [index, buffer] of buffersOf(content).entries()) {
    // A C string ends at the first NUL.
    const [line = ''] = buffer.split('\0');
    const read = readLine(line, index + 1);
    if (read !== null) lines.push(read);
  }
  return lines;
}

function readLine(line: string, number: number): StrictLine | null {
  const trimmed = trimC(number === 1 && line.startsWith('\uFEFF') ? line.slice(1) : line);
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) return null;
  const text = printable(line);
  if (trimmed.startsWith('[') && trimmed.endsWith(']')) {
    return { kind: 'section', number, text, name: trimmed.slice(1, -1) };
  }
  const equals = trimmed.indexOf('=');
  if (equals < 0) return { kind: 'unreadable', number, text };
  return {
    kind: 'option',
    number,
    text,
    name: trimC(trimmed.slice(0, equals)),
    value: trimC(trimmed.slice(equals + 1)),
  };
}

/** What each call of stunnel's reader returns: carriage returns are dropped, long lines are cut. */
function buffersOf(content: string): string[] {
  const buffers: string[] = [];
  const pieces = content.replaceAll('\r', '').split('\n');
  // The piece after the last line feed is a line only when it holds something.
  if (pieces.at(-1) === '') pieces.pop();
  for (const piece of pieces) {
    // No character takes more than three bytes a UTF-16 unit.
    if (piece.length * 3 < LONGEST_LINE) buffers.push(piece);
    else buffers.push(...cut(piece));
  }
  return buffers;
}

function cut(piece: string): string[] {
  const bytes = new TextEncoder().encode(piece);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const buffers: string[] = [];
  for (let start = 0; start <= bytes.length; start += LONGEST_LINE) {
    buffers.push(decoder.decode(bytes.subarray(start, start + LONGEST_LINE)));
  }
  return buffers;
}
