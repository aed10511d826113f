import type { Note } from '../../../preload/types.ts';
import type { ConfLine } from '../../conf/document.ts';
import { withoutSecrets } from './redact.ts';

/** Longest text of a line, and longest value inside a sentence, in characters. */
const LONGEST_LINE = 2000;
const LONGEST_VALUE = 120;

/** A note on one line of the file, which it quotes without the secrets in it. */
export function noteOn(line: ConfLine, reason: string): Note {
  return withoutSecrets({ line: line.number, text: line.raw.trim().slice(0, LONGEST_LINE), reason });
}

/** A value of the file inside a sentence. */
export function cite(value: string): string {
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
}
