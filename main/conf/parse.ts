/** Reads a stunnel.conf tolerantly, keeping every byte. Strict reading, with stunnel's own verdict, is in check.ts. */

import { type Text, toSay } from '../../preload/words/text.ts';
import type { ConfDocument, ConfLine, Place, Remark } from './document.ts';
import { ConfError } from './error.ts';
import { layOut, type Piece, plainLayout } from './layout.ts';
import { splitAtFeeds, splitLines } from './lines.ts';
import { readMeaning } from './meaning.ts';
import type { Condition } from './reading.ts';
import { isLooselyWritten, readSetting } from './setting.ts';
import { tidyLine } from './tidy.ts';

/** In UTF-16 code units. */
export const MAX_TEXT = 1_048_576;
export const MAX_LINES = 10_000;

/** As much of a line as a remark quotes. */
const LONGEST_REMARK = 2000;

export interface ParseOptions {
  /** stunnel takes the text as it is, so that nothing surrounds it. */
  readonly isPlain?: boolean;
  /** Where each line of the text comes from, by its number; left out: the text is that of one file. */
  readonly placeOf?: (line: number) => Place;
}

const ownLine = (line: number): Place => ({ file: null, line });

/**
 * Reads a configuration into lines. What stunnel would refuse but a person meant (quotes, inline comments, `true`,
 * template tags, characters of web pages) is recovered and listed as a remark; what cannot be read is kept as it is.
 * @throws {ConfError} when the text passes MAX_TEXT or MAX_LINES; nothing else is thrown.
 */
export function parse(text: string, { isPlain = false, placeOf = ownLine }: ParseOptions = {}): ConfDocument {
  if (text.length > MAX_TEXT) {
    throw new ConfError({
      what: toSay('refused.large.what'),
      why: toSay('refused.large.why'),
      next: toSay('refused.choose'),
    });
  }
  const bom = text.startsWith('\uFEFF');
  const given = bom ? text.slice(1) : text;
  const physical = isPlain ? splitAtFeeds(given, MAX_LINES) : splitLines(given, MAX_LINES);
  if (physical.length > MAX_LINES) {
    throw new ConfError({
      what: toSay('refused.lines.what'),
      why: toSay('refused.lines.why', { count: MAX_LINES }),
      next: toSay('refused.lines.next'),
    });
  }
  const { pieces, reasons } = isPlain ? plainLayout(physical) : layOut(physical, MAX_LINES);
  const remarks = reasons.map((reason): Remark => ({ line: 1, text: '', reason }));
  const isLoose = !isPlain && isLooselyWritten(pieces.map((piece) => piece.text));
  const lines = pieces.map((piece) => readLine(piece, placeOf(piece.number), isLoose, remarks));
  return { bom, lines, remarks };
}

const bounds = [
  'sslVersion',
  'sslVersionMin',
  'sslVersionMax',
  'options',
  'ciphers',
  'ciphersuites',
  'curves',
  'securityLevel',
];
const identity = ['cert', 'key', 'PSKsecrets', 'PSKidentity', 'engineId', 'engineNum'];
/**
 * What is not taken over from a template's condition: a bound on TLS would keep a server out that another case allows, and
 * somebody would be asked for a certificate or key that another case does without.
 */
const dependent: Readonly<Record<Condition, ReadonlySet<string>>> = {
  optional: new Set([...bounds, ...identity]),
  chosen: new Set(bounds),
};

function readLine(
  { text: written, condition, ...piece }: Piece,
  place: Place,
  isLoose: boolean,
  remarks: Remark[],
): ConfLine {
  const line = { ...piece, place };
  if (written === null) return { ...line, kind: 'outside' };
  const remark = (reason: Text) =>
    remarks.push({ line: line.number, text: written.trim().slice(0, LONGEST_REMARK), reason });
  const { text, assumptions, unreadable } = tidyLine(written);
  for (const assumption of assumptions) remark(assumption);
  if (unreadable !== null) {
    remark(unreadable);
    return { ...line, kind: 'unreadable' };
  }
  if (text === '') return { ...line, kind: 'blank' };
  if (text.startsWith(';') || text.startsWith('#')) return { ...line, kind: 'comment' };

  const section = /^\[(.*)\]$/.exec(text)?.[1] ?? /^\[([^\]=]*)\]\s*[;#]/.exec(text)?.[1];
  if (section !== undefined) {
    if (!text.endsWith(']') || /\]\s*[;#]/.test(text)) {
      remark(toSay('reading.sectionComment'));
      return { ...line, kind: 'section', name: section.replace(/\]\s*[;#].*$/, '') };
    }
    return { ...line, kind: 'section', name: section };
  }
  if (/^\[[^\]=]{1,200}$/.test(text)) {
    remark(toSay('reading.bracket'));
    return { ...line, kind: 'section', name: text.slice(1).trim() };
  }
  const setting = readSetting(text, isLoose);
  if (setting === null) {
    remark(toSay('reading.unreadable'));
    return { ...line, kind: 'unreadable' };
  }
  const { name, value, option } = setting;
  if (option === null) return { ...line, kind: 'option', name, canonical: null, value, meant: value };
  if (condition !== null && dependent[condition].has(option.name)) {
    remark(toSay('reading.conditional'));
    return { ...line, kind: 'unreadable' };
  }
  if (setting.assumption !== null) remark(setting.assumption);
  const meaning = readMeaning(option, value);
  for (const assumption of meaning.assumptions) remark(assumption);
  return { ...line, kind: 'option', name, canonical: option.name, value, meant: meaning.value };
}
