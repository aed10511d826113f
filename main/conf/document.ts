/**
 * A stunnel.conf as text: every line with its place, so that nothing is lost and an edited document is written back with
 * everything untouched that was not changed.
 */

import type { Place } from '../../preload/place.ts';
import type { Text } from '../../preload/words/text.ts';
import type { Beginning } from './beginning.ts';

export type { Place };

interface LineText {
  /** 1-based, in the text that is read. Lines that a command of a script writes all have the number of that command. */
  readonly number: number;
  /** In the file that the line comes from. */
  readonly place: Place;
  /** The line as it stands in the file, without its ending. */
  readonly raw: string;
  readonly ending: '' | '\n' | '\r\n' | '\r';
  /** null where nothing divides this line from those before it. */
  readonly begin: Beginning | null;
}

export interface BlankLine extends LineText {
  readonly kind: 'blank';
}

export interface CommentLine extends LineText {
  readonly kind: 'comment';
}

export interface SectionLine extends LineText {
  readonly kind: 'section';
  readonly name: string;
}

export interface OptionLine extends LineText {
  readonly kind: 'option';
  /** As written. Compare with `canonical`. */
  readonly name: string;
  /** The name as stunnel's manual spells it; null when stunnel has no such option. */
  readonly canonical: string | null;
  /** As written, trimmed. */
  readonly value: string;
  /** What was meant: without quotes and inline comment, `true` as `yes`. Equal to `value` when nothing was recovered. */
  readonly meant: string;
}

/** Neither comment, section nor `name = value`; a remark says what it seems to be. */
export interface UnreadableLine extends LineText {
  readonly kind: 'unreadable';
}

/** What the configuration stands in: the rest of a script, old lines of a comparison, the prose of a page. */
export interface OutsideLine extends LineText {
  readonly kind: 'outside';
}

export type ConfLine = BlankLine | CommentLine | SectionLine | OptionLine | UnreadableLine | OutsideLine;

/** Something that was read differently from what stunnel would read, and why. */
export interface Remark {
  readonly line: number;
  readonly text: string;
  readonly reason: Text;
}

export interface ConfDocument {
  /** Whether the text starts with a byte order mark. */
  readonly bom: boolean;
  readonly lines: readonly ConfLine[];
  readonly remarks: readonly Remark[];
}

/** The text of the document; for a document that `parse` made, exactly the text that was parsed. */
export function write(document: ConfDocument): string {
  const text = document.lines.map((line) => line.raw + line.ending).join('');
  return document.bom ? `\uFEFF${text}` : text;
}
