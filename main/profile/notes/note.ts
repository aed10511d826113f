import type { Sentence } from '../../../preload/sentence.ts';
import type { Note } from '../../../preload/types.ts';
import type { ConfLine } from '../../conf/document.ts';
import { noteWithout } from './redact.ts';

export { cite } from '../../../preload/fields/words.ts';

/** Longest text of a line, in characters. */
const LONGEST_LINE = 2000;

/** A note on one line of the file, which it quotes without the secrets in it. */
export function noteOn(line: ConfLine, reason: string | Sentence): Note {
  return noteWithout({ line: line.number, text: line.raw.trim().slice(0, LONGEST_LINE), reason });
}
