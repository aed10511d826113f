/** What of a text is the configuration: without line ends, margins, signs of comparisons, PEM blocks, the script around. */
import type { Kept } from './comparison.ts';
import { readComparison } from './comparison.ts';
import { readEchoes } from './echoes.ts';
import type { Excerpt, Rewritten } from './excerpt.ts';
import { holdsSettings, withFileNames } from './excerpt.ts';
import { withoutFrame } from './frame.ts';
import { readBlocks, readHeredocs } from './heredoc.ts';
import type { PhysicalLine } from './lines.ts';
import { restoreEnds } from './lost-ends.ts';
import { readMarkup } from './markup.ts';
import { withoutPem } from './pem-blocks.ts';
import { readUci } from './uci.ts';

/** A line of the configuration. Several may share a line of the text; their `raw` and `ending` make it up together. */
export interface Piece {
  readonly number: number;
  readonly raw: string;
  readonly ending: PhysicalLine['ending'];
  /** What is to be read; null for what is no part of the configuration. */
  readonly text: string | null;
}

export interface Layout {
  readonly pieces: readonly Piece[];
  /** Numbers of the lines where, behind another, a file begins. */
  readonly begins: readonly number[];
  /** What was left out, in sentences. */
  readonly reasons: readonly string[];
}

const RETURNS =
  'The lines end with carriage returns alone, as old Macs wrote them; stunnel would take them for one line.';
const WRITTEN = 'Only what the script writes was read.';
const BLOCKS = 'Only the text of stunnel’s configuration inside this file was read.';

/** Every line as it is. */
export const plainLayout = (lines: readonly PhysicalLine[]): Layout => ({
  pieces: lines.map((line) => ({ ...line, text: withoutReturns(line.raw) })),
  begins: [],
  reasons: [],
});

/** stunnel drops every CR, wherever it stands. */
const withoutReturns = (raw: string): string => raw.replaceAll('\r', '');

/** `most`: lines that a configuration has at most. Takes time in proportion to the text. */
export function layOut(lines: readonly PhysicalLine[], most: number): Layout {
  const reasons = lines.some(({ ending }, index) => ending === '\r' && index < lines.length - 1) ? [RETURNS] : [];
  let texts: readonly Kept[] = lines.map(({ raw }) => withoutReturns(raw));

  let comparison = readComparison(texts);
  const frame = comparison === null ? withoutFrame(texts) : null;
  if (frame !== null) {
    reasons.push(frame.reason);
    texts = frame.lines;
    comparison = readComparison(texts);
  }
  if (comparison !== null) {
    reasons.push(comparison.reason);
    texts = comparison.lines;
  }
  const plain = withoutPem(texts);
  if (plain.reason !== null) reasons.push(plain.reason);
  texts = plain.lines;
  const excerpts = passagesOf(texts, most);
  const rewritten = excerpts ?? readMarkup(texts) ?? readUci(texts) ?? restoreEnds(texts);
  const begins = [...(frame?.begins ?? []), ...(comparison?.begins ?? []), ...(excerpts?.begins ?? [])].map(
    (index) => index + 1,
  );
  const size = [...(rewritten?.texts.values() ?? [])].reduce((sum, { length }) => sum + length, 0);
  if (rewritten === null || size > most) {
    return { pieces: lines.map((line, index) => ({ ...line, text: texts[index] ?? null })), begins, reasons };
  }
  const pieces = lines.flatMap((line, index) => {
    const text = excerpts === null ? (texts[index] ?? null) : null;
    return split(line, rewritten.texts.get(index) ?? (text === null ? [] : [text]));
  });
  return { pieces, begins, reasons: [...reasons, rewritten.reason] };
}

interface Passages extends Rewritten {
  /** Indexes of the lines where another file begins. */
  readonly begins: readonly number[];
}

/** null when the text is no script and no playbook. What is in no excerpt stands outside. */
function passagesOf(texts: readonly Kept[], most: number): Passages | null {
  const lines = withFileNames(texts);
  const documents = readHeredocs(lines);
  const inside = new Set(documents.map(({ index }) => index));
  const echoes = readEchoes(lines).filter(({ index }) => !inside.has(index));
  const written = [...documents, ...echoes].sort((one, other) => one.index - other.index);
  const found = isConfiguration(written, most) ? written : readBlocks(lines);
  if (found !== written && !isConfiguration(found, most)) return null;
  const read = new Map<number, string[]>();
  for (const each of found) read.set(each.index, [...(read.get(each.index) ?? []), ...each.texts]);
  const begins = found.filter(({ target }, index) => index > 0 && target !== found[index - 1]?.target);
  return { texts: read, begins: begins.map(({ index }) => index), reason: found === written ? WRITTEN : BLOCKS };
}

function isConfiguration(excerpts: readonly Excerpt[], most: number): boolean {
  const texts = excerpts.flatMap((each) => each.texts);
  return texts.length <= most && holdsSettings(texts);
}

/** A piece for each text that the line is read as; the line is cut before each of them, as far as they stand in it. */
function split(line: PhysicalLine, texts: readonly string[]): Piece[] {
  if (texts.length === 0) return [{ ...line, text: null }];
  const cuts = [0];
  for (const text of texts.slice(1)) {
    const before = cuts.at(-1) ?? 0;
    const at = before < 0 ? -1 : line.raw.indexOf(text.trim(), before + 1);
    cuts.push(at);
  }
  const { length } = line.raw;
  return texts.map((text, index) => {
    const [start = length, end = length] = cuts.slice(index, index + 2).map((cut) => (cut < 0 ? length : cut));
    return {
      number: line.number,
      raw: line.raw.slice(start, end),
      ending: index + 1 < texts.length ? '' : line.ending,
      text,
    };
  });
}
