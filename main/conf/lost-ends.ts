/** Lines whose ends were lost: a whole file in one line, and two files joined where the first had no last line end. */

import { toSay } from '../../preload/words/text.ts';
import type { Kept } from './comparison.ts';
import type { Rewritten } from './excerpt.ts';
import { findOption } from './options.ts';

const ONE_LINE = toSay('reading.oneLine');
const JOINED = toSay('reading.twoInOne');

/** As few settings in one line are no accident. */
const FEWEST = 3;

/** null when every line is one. */
export function restoreEnds(lines: readonly Kept[]): Rewritten | null {
  const written = lines.flatMap((line, index) => (line === null || line.trim() === '' ? [] : [{ line, index }]));
  const [only] = written;
  if (written.length === 1 && only !== undefined) {
    const parts = only.line.includes('\\n') ? splitEscaped(only.line) : splitSpaced(only.line);
    if (parts.length >= FEWEST) return { texts: new Map([[only.index, parts]]), reason: ONE_LINE };
  }
  const texts = new Map<number, readonly string[]>();
  for (const { line, index } of written) {
    const at = endOfFirst(line);
    if (at !== null) texts.set(index, [line.slice(0, at), line.slice(at)]);
  }
  return texts.size === 0 ? null : { texts, reason: JOINED };
}

/** As a string of a program or of JSON: `"client = yes\n[ssh]\n"`. */
function splitEscaped(line: string): string[] {
  const parts = line.split(/(?:\\r)?\\n/).map((part) => part.replace(/\\(["\\])/g, '$1').replaceAll('\\t', ' '));
  const [first = '', ...rest] = parts;
  const texts = [first.slice(first.search(/["'`][^"'`]*$/) + 1), ...rest].map((part) => part.trim());
  const last = texts.pop() ?? '';
  // The quote that ends the string is no part of the last line.
  texts.push(/["'`]/.test(first) ? last.replace(/["'`][\s,;)}\]]*$/, '') : last);
  const written = texts.filter((text) => !/^["'`]?[\s,;)}\]]*$/.test(text));
  return written.filter(isSettingStart).length >= FEWEST ? written : [];
}

function isSettingStart(text: string): boolean {
  const equals = text.indexOf('=');
  return /^\[[^\]=]{1,80}\]/.test(text) || (equals > 0 && findOption(text.slice(0, equals).trim()) !== null);
}

/** As a field for one line takes what is pasted: blanks for line ends. */
function splitSpaced(line: string): string[] {
  const starts: number[] = [];
  for (const { 1: name, index } of line.matchAll(/(?<![^\s])(?:\[[^\]=]{1,80}\](?=\s)|([A-Za-z]\w{1,30})\s{0,5}=)/g)) {
    if (name === undefined || findOption(name) !== null) starts.push(index);
  }
  if (starts.length < FEWEST || line.slice(0, starts[0]).trim() !== '') return [];
  return starts.map((start, index) => line.slice(start, starts[index + 1]).trimEnd());
}

/** Where, behind the end of a port, a flag or a file's name, the name of another option or a section begins. */
const NEXT = /(?<=\d|\byes|\bno|\.(?:pem|crt|key|log|pid))(?:\[[^\]=:]{1,80}\]\s*$|([A-Za-z]\w{1,30})\s{0,5}=)/g;

function endOfFirst(line: string): number | null {
  const equals = line.indexOf('=');
  const option = equals > 0 ? findOption(line.slice(0, equals).trim()) : null;
  if (option === null || option.value === 'text' || /^\s*[;#]/.test(line)) return null;
  for (const { 1: name, index } of line.slice(equals + 1).matchAll(NEXT)) {
    if (name === undefined || findOption(name) !== null) return equals + 1 + index;
  }
  return null;
}
