/**
 * A text that is not said yet: which message, and what is put into it. What is found in one place and read in another goes
 * as this, because only there the language is known, and may change while it is looked at: English on the command line, in
 * the log and in reports, the person's in the window. Plain data, so that it crosses between threads and processes.
 */
import type { MessageValues, PlainId } from './words.ts';

export interface Text {
  readonly id: PlainId;
  /** Left out: nothing is put in. */
  readonly values?: Readonly<Record<string, TextValue>>;
}

export type TextValue = string | number | Date | TextPart;

export type TextPart = Text | TextList | TextPlace | TextQuote | TextParts;

/** Said as the language lists things. */
export interface TextList {
  readonly list: readonly (string | Text)[];
}

/** A line of something that was imported: `line 7`, or `line 7 of ssh.conf`. `file` is null in the file that is read. */
export interface TextPlace {
  readonly file: string | null;
  readonly line: number;
}

/** What a file says, word by word. */
export interface TextQuote {
  readonly quote: string;
}

/** One behind the other. */
export interface TextParts {
  readonly parts: readonly (string | Text | TextPlace | TextQuote)[];
}

/** For what is put in as text, a text that is not said yet will do as well. */
type Unsaid<Taken> = {
  readonly [Name in keyof Taken]:
    | Taken[Name]
    | (string | number extends Taken[Name] ? string | number | TextPart : never);
};
type Given<Taken> = keyof Taken extends never ? [] : [values: Unsaid<Taken>];

export const toSay = <Id extends PlainId>(id: Id, ...[values]: Given<MessageValues<Id>>): Text =>
  values === undefined ? { id } : { id, values: values as Readonly<Record<string, TextValue>> };

/** What happened, why that usually is, what to do next. */
export interface UnsaidExplanation {
  readonly what: Text;
  readonly why: Text;
  readonly next: Text;
}
