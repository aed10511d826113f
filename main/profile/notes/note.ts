import type { Note } from '../../../preload/types.ts';
import type { Text } from '../../../preload/words/text.ts';
import type { ConfLine } from '../../conf/document.ts';
import { noteWithout } from './redact.ts';

export { cite } from '../../../preload/fields/words.ts';

/** Longest text of a line, in characters. */
const LONGEST_LINE = 2000;

/** A note on one line of the file, which it quotes without the secrets in it. */
export const noteOn = (line: ConfLine, reason: Text): Note =>
  noteWithout({ line: line.number, text: line.raw.trim().slice(0, LONGEST_LINE), reason });

/** A note on the file as a whole. */
export const noteOnAll = (reason: Text): Note => ({ line: null, text: '', reason });
