/**
 * Sentences that name places of what was imported. The places stay data until somebody reads them: an import may turn out
 * to be one file of several, and what a file says itself is never taken for a place.
 */
import type { Place } from './place.ts';
import { sayPart } from './words/say.ts';
import { type Text, toSay } from './words/text.ts';
import type { PlainId } from './words/words.ts';

/** What a file says, word by word. */
export interface Quote {
  readonly quote: string;
}

export const quoted = (quote: string): Quote => ({ quote });

export interface Sentence {
  /** No two texts follow each other. */
  readonly parts: readonly (string | Place | Quote | Text)[];
  /** Says only that the file says so. Left out: there is more to it. */
  readonly plain?: true;
}

/** A tag: `sentence`As in the file (${line.place}).``. What is put in may be a sentence itself. */
export function sentence(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | Place | Quote | Sentence | Text)[]
): Sentence {
  const parts: (string | Place | Quote | Text)[] = [];
  const add = (part: string | Place | Quote | Text) => {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  };
  for (const [index, text] of texts.entries()) {
    add(text);
    const value = values[index];
    if (value === undefined) continue;
    if (typeof value === 'string' || typeof value === 'number') add(String(value));
    else if ('parts' in value) value.parts.forEach(add);
    else add(value);
  }
  return { parts };
}

/** A sentence of the catalogue, said in the language of whoever reads it. */
export const told = <Id extends PlainId>(...text: Parameters<typeof toSay<Id>>): Sentence => ({
  parts: [toSay(...text)],
});

/** `next` behind what was said before, if anything was. */
export const goOn = (before: Sentence | undefined, next: string | Sentence): Sentence =>
  before === undefined ? sentence`${next}` : sentence`${before} ${next}`;

/** For a person. */
export const sentenceWords = ({ parts }: Sentence): string => parts.map(sayPart).join('');
