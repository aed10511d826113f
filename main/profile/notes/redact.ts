/**
 * Notes quote lines of imported files and are stored with the profile, exported as comments and backed up in clear.
 * Nothing of them may be a secret: names stay, values only where they cannot be one.
 */

import { leftOut } from '../../../preload/left-out.ts';
import type { Note } from '../../../preload/types.ts';
import type { Text } from '../../../preload/words/text.ts';
import type { ConfDocument } from '../../conf/document.ts';
import { redactLine } from './redact-line.ts';

const privateKey = /-----BEGIN [^-]*PRIVATE KEY-----(?:[\s\S]*?-----END [^-]*PRIVATE KEY-----|[\s\S]*)/g;

/** The note without the secrets in the line that it quotes. Doing it again changes nothing. */
export const withoutSecrets = <Quoting extends Pick<Note, 'text'>>(note: Quoting): Quoting => ({
  ...note,
  text: note.text.replace(privateKey, leftOut.key).split('\n').map(redactLine).join('\n'),
});

/** A note on a line. What the line loses because it may be a secret, a reason that quotes it loses as well. */
export function noteWithout({ line, text, reason }: Omit<Note, 'file'>): Note {
  const note = withoutSecrets({ line, text });
  return { ...note, reason: withoutLost(reason, text, note.text) };
}

const wordsOf = (text: string): readonly string[] => text.split(/[\s"'“”;,=]+/).filter((word) => word.length > 2);

function withoutLost(reason: Text, before: string, after: string): Text {
  const kept = new Set(wordsOf(after));
  const lost = wordsOf(before).filter((word) => !kept.has(word));
  return lost.length === 0 ? reason : (withoutQuotes(reason, lost) as Text);
}

/** What is put into a text lies as deep as its parts do. */
function withoutQuotes(part: unknown, lost: readonly string[]): unknown {
  if (Array.isArray(part)) return part.map((each) => withoutQuotes(each, lost));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      name === 'quote' && lost.some((word) => String(value).includes(word)) ? leftOut.part : withoutQuotes(value, lost),
    ]),
  );
}

/** A private key inside a configuration: the line where it begins, and all lines that it takes up. */
export interface KeyLines {
  readonly first: number;
  readonly last: number;
}

/** The private keys that were pasted into the document. Their lines are only looked at to find where they end. */
export function privateKeysIn(document: ConfDocument): readonly KeyLines[] {
  const keys: KeyLines[] = [];
  let first: number | null = null;
  for (const { number, raw } of document.lines) {
    if (first === null && /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/.test(raw)) first = number;
    if (first !== null && raw.includes('-----END ')) {
      keys.push({ first, last: number });
      first = null;
    }
  }
  if (first !== null) keys.push({ first, last: document.lines.length });
  return keys;
}
