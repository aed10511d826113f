/**
 * Notes quote lines of imported files and are stored with the profile, exported as comments and backed up in clear.
 * Nothing of them may be a secret: names stay, values only where they cannot be one.
 */
import { quoted, type Sentence, sentenceWords } from '../../../preload/sentence.ts';
import type { Note } from '../../../preload/types.ts';
import type { ConfDocument } from '../../conf/document.ts';
import { redactLine } from './redact-line.ts';

const privateKey = /-----BEGIN [^-]*PRIVATE KEY-----(?:[\s\S]*?-----END [^-]*PRIVATE KEY-----|[\s\S]*)/g;

/** The note without the secrets in the line that it quotes. Doing it again changes nothing. */
export const withoutSecrets = <Quoting extends Pick<Note, 'text'>>(note: Quoting): Quoting => ({
  ...note,
  text: note.text.replace(privateKey, '(a private key, left out)').split('\n').map(redactLine).join('\n'),
});

/** A note on a line. What the line loses because it may be a secret, a reason that quotes it loses as well. */
export function noteWithout({
  line,
  text,
  reason,
}: Omit<Note, 'file' | 'reason'> & { readonly reason: string | Sentence }): Note {
  const note = withoutSecrets({ line, text });
  return { ...note, reason: typeof reason === 'string' ? reason : withoutLost(reason, text, note.text) };
}

function withoutLost(reason: Sentence, before: string, after: string): string {
  const wordsOf = (text: string) => text.split(/[\s"'“”;,=]+/).filter((word) => word.length > 2);
  const kept = new Set(wordsOf(after));
  const lost = wordsOf(before).filter((word) => !kept.has(word));
  const isLost = (quote: string) => lost.some((word) => quote.includes(word));
  const parts = reason.parts.map((part) =>
    typeof part !== 'string' && 'quote' in part && isLost(part.quote) ? quoted('(left out)') : part,
  );
  return sentenceWords({ parts });
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
