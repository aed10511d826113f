/** What of a text is the configuration: without line ends, margins, signs of comparisons, PEM blocks, the script around. */

import { type Text, toSay } from '../../preload/words/text.ts';
import type { Beginning } from './beginning.ts';
import { chooseBranches } from './branches.ts';
import { type Kept, readComparison } from './comparison.ts';
import { readEchoes } from './echoes.ts';
import { type Excerpt, holdsConfiguration, holdsSettings, type Rewritten, withFileNames } from './excerpt.ts';
import { withoutFrame } from './frame.ts';
import { readBlocks, readHeredocs } from './heredoc.ts';
import type { PhysicalLine } from './lines.ts';
import { restoreEnds } from './lost-ends.ts';
import { type MarkedText, type Markup, readMarkup } from './markup.ts';
import { divide, type MarkedLine, readBlocksOfPage, withFences } from './page.ts';
import { withoutPem } from './pem-blocks.ts';
import { type Condition, type Reading, type ReadLine, readingOf, rewrite, textsOf } from './reading.ts';
import { readUci } from './uci.ts';

/** A line of the configuration. Several may share a line of the text; their `raw` and `ending` make it up together. */
export interface Piece {
  readonly number: number;
  readonly raw: string;
  readonly ending: PhysicalLine['ending'];
  /** What is to be read; null for what is no part of the configuration. */
  readonly text: string | null;
  readonly begin: Beginning | null;
  readonly condition: Condition | null;
}

export interface Layout {
  readonly pieces: readonly Piece[];
  /** What was left out. */
  readonly reasons: readonly Text[];
}

const RETURNS = toSay('reading.returns');
const WRITTEN = toSay('reading.script');
const BLOCKS = toSay('reading.blocks');
const BLOCKS_OF_PAGE = toSay('reading.page');
const AROUND = toSay('reading.around');

/** The first line of a script. */
const SHELL = /^#!(?!.*stunnel)/;

/** Every line as it is. */
export const plainLayout = (lines: readonly PhysicalLine[]): Layout => ({
  pieces: lines.map((line) => ({ ...line, text: withoutReturns(line.raw), begin: null, condition: null })),
  reasons: [],
});

/** stunnel drops every CR, wherever it stands. */
const withoutReturns = (raw: string): string => raw.replaceAll('\r', '');

/** `most`: lines that a configuration has at most. Takes time in proportion to the text. */
export function layOut(lines: readonly PhysicalLine[], most: number): Layout {
  const reasons: Text[] = lines.some(({ ending }, index) => ending === '\r' && index < lines.length - 1)
    ? [RETURNS]
    : [];
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
  const given = readingOf(plain.lines, [...(frame?.begins ?? []), ...(comparison?.begins ?? [])]);
  const choice = chooseBranches(given);
  if (choice !== null) reasons.push(...choice.reasons);
  const reading = choice?.reading ?? given;
  const read = readPassages(reading, most);
  const size = read.lines.reduce((sum, { text }) => sum + (text === '' ? 0 : 1), 0);
  const { lines: found, reasons: more } = size > most ? { lines: unmarked(reading), reasons: [] } : read;
  const { reading: divided, isPage } = divide(found);
  const around = isPage && !more.includes(BLOCKS_OF_PAGE) ? [AROUND] : [];
  return { pieces: piecesOf(lines, divided), reasons: [...reasons, ...more, ...around] };
}

interface Read {
  readonly lines: readonly MarkedLine[];
  readonly reasons: readonly Text[];
}

const unmarked = (reading: Reading): readonly MarkedLine[] => reading.map((line) => ({ ...line, mark: null }));

/** What of the text is written to a configuration, or stands in the blocks of code of a page; otherwise all of it. */
function readPassages(reading: Reading, most: number): Read {
  const isShell = SHELL.test(reading[0]?.text ?? '');
  const markup = isShell ? null : readMarkup(textsOf(reading));
  const marked = isShell
    ? unmarked(reading)
    : withFences(markup === null ? unmarked(reading) : withoutTags(reading, markup));
  const tags = markup === null ? [] : [markup.reason];
  const blocks = readBlocksOfPage(marked, (block) => readBlock(block, most));
  if (blocks !== null) return { lines: blocks, reasons: [...tags, BLOCKS_OF_PAGE] };
  const passages = passagesOf(textsOf(reading), most);
  if (passages !== null) return { lines: unmarked(rewrite(reading, passages)), reasons: [passages.reason] };
  if (markup !== null) return { lines: marked, reasons: tags };
  const rewritten = readUci(textsOf(reading)) ?? restoreEnds(textsOf(reading));
  if (rewritten === null) return { lines: marked, reasons: [] };
  return { lines: unmarked(rewrite(reading, rewritten)), reasons: [rewritten.reason] };
}

/** What a block of code holds of a configuration; null when it is something else. */
function readBlock(block: Reading, most: number): Reading | null {
  const texts = textsOf(block);
  const passages = passagesOf(texts, most) ?? readUci(texts);
  if (passages !== null) return rewrite(block, passages);
  if (!holdsConfiguration(texts)) return null;
  const restored = restoreEnds(texts);
  return restored === null ? block : rewrite(block, restored);
}

function withoutTags(reading: Reading, { texts }: Markup): readonly MarkedLine[] {
  return reading.flatMap((line, index) => {
    const parts: readonly MarkedText[] = texts.get(index) ?? [{ text: line.text, mark: null }];
    return parts.map((part, at) => ({ ...line, ...part, begin: at === 0 ? line.begin : null }));
  });
}

/** null when the text is no script and no playbook. What is in no excerpt is no part of the configuration. */
function passagesOf(texts: readonly string[], most: number): Rewritten | null {
  const lines = withFileNames(texts);
  const documents = readHeredocs(lines);
  const inside = new Set(documents.map(({ index }) => index));
  const echoes = readEchoes(lines).filter(({ index }) => !inside.has(index));
  const written = [...documents, ...echoes].sort((one, other) => one.index - other.index);
  const found = isConfiguration(written, most) ? written : readBlocks(lines);
  if (found !== written && !isConfiguration(found, most)) return null;
  const read = new Map<number, string[]>();
  for (const each of found) read.set(each.index, [...(read.get(each.index) ?? []), ...each.texts]);
  const begins = found.flatMap(({ target, index }, at) => (at > 0 && target !== found[at - 1]?.target ? [index] : []));
  return { texts: read, begins, isAll: true, reason: found === written ? WRITTEN : BLOCKS };
}

function isConfiguration(excerpts: readonly Excerpt[], most: number): boolean {
  const texts = excerpts.flatMap((each) => each.texts);
  return texts.length <= most && holdsSettings(texts);
}

/** Each line with the texts that it is read as; a line with none stands outside. */
function piecesOf(lines: readonly PhysicalLine[], reading: Reading): Piece[] {
  const byLine = new Map<number, ReadLine[]>();
  for (const line of reading) {
    const parts = byLine.get(line.at);
    if (parts === undefined) byLine.set(line.at, [line]);
    else parts.push(line);
  }
  return lines.flatMap((line, index) => split(line, byLine.get(index) ?? []));
}

/** A piece for each text that the line is read as; the line is cut before each of them, as far as they stand in it. */
function split(line: PhysicalLine, parts: readonly ReadLine[]): Piece[] {
  const [first] = parts;
  if (first === undefined) return [{ ...line, text: null, begin: null, condition: null }];
  if (parts.length === 1) return [{ ...line, text: first.text, begin: first.begin, condition: first.condition }];
  const cuts = [0];
  for (const { text } of parts.slice(1)) {
    const before = cuts.at(-1) ?? 0;
    const at = before < 0 ? -1 : line.raw.indexOf(text.trim(), before + 1);
    cuts.push(at);
  }
  const { length } = line.raw;
  return parts.map(({ text, begin, condition }, index) => {
    const [start = length, end = length] = cuts.slice(index, index + 2).map((cut) => (cut < 0 ? length : cut));
    return {
      number: line.number,
      raw: line.raw.slice(start, end),
      ending: index + 1 < parts.length ? '' : line.ending,
      text,
      begin,
      condition,
    };
  });
}
