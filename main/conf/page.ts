/** A page of text with configurations in it: blocks of code, headings and sentences between them, and front matter. */
import type { Beginning } from './beginning.ts';
import { FILE, merged } from './beginning.ts';
import { holdsService, isHeader, isSetting } from './excerpt.ts';
import { commentBegin, isHeading, isProse, isRule, isWords, sideNamed } from './prose.ts';
import type { Reading, ReadLine } from './reading.ts';
import { textsOf } from './reading.ts';
import { isBetweenFiles } from './tidy.ts';

/** What a line is for the text around it: it begins or ends a block of code, or does either, or is a heading. */
export type Mark = 'begin' | 'end' | 'fence' | 'heading';

const isBlockMark = (mark: Mark | null): boolean => mark !== null && mark !== 'heading';

export interface MarkedLine extends ReadLine {
  readonly mark: Mark | null;
}

/** Fences of Markdown, marks of Jira, Confluence and org-mode. */
const BLOCK =
  /^\s*(?:(?:`{3,}|~{3,})[^`~]{0,200}|\{(?:code|noformat)(?::[^{}]{0,200})?\}|#\+(?:begin|end)_(?:src|example)\b.{0,200})\s*$/i;
/** Listings of AsciiDoc, which begin and end alike. */
const LISTING = /^(?:-{4,}|\.{4,})\s*$/;
const LISTING_STYLE = /^\s*\[(?:source|listing|literal)\b[^\]]{0,100}\]\s*$/i;

/** Lines of sentences from which on they are not named one by one. */
const MANY = 3;

/** The lines with the fences among them. */
export function withFences(lines: readonly MarkedLine[]): readonly MarkedLine[] {
  const listings = listingsIn(textsOf(lines));
  return lines.map((line, index) => {
    const isFence = line.mark === null && (BLOCK.test(line.text) || listings.has(index));
    return isFence ? { ...line, mark: 'fence' } : line;
  });
}

/** Indexes of the lines that begin or end a listing: there is an even number of them, and none underlines a heading. */
function listingsIn(texts: readonly string[]): ReadonlySet<number> {
  const found = texts.flatMap((text, index) => {
    const before = texts[index - 1]?.trim() ?? '';
    const isUnderline = before !== '' && (isProse(before) || /^\p{L}[\p{L}\s]{0,60}$/u.test(before));
    return LISTING.test(text) && !isUnderline ? [index] : [];
  });
  if (found.length === 0 || found.length % 2 === 1) return new Set();
  const styles = texts.flatMap((text, index) =>
    LISTING_STYLE.test(text) && LISTING.test(texts[index + 1] ?? '') ? [index] : [],
  );
  return new Set([...found, ...styles]);
}

/**
 * The blocks that hold a configuration; null when none does. `read` makes lines of a block: what a script in it writes, or
 * the lines themselves; null when it is no configuration.
 */
export function readBlocksOfPage(
  lines: readonly MarkedLine[],
  read: (block: Reading) => Reading | null,
): readonly MarkedLine[] | null {
  if (!lines.some(({ mark }) => isBlockMark(mark))) return null;
  const blocks = blocksOf(lines);
  const found = blocks.map(({ isInside, lines: block }) => {
    if (!isInside && !holdsService(textsOf(block))) return null;
    return read(block);
  });
  if (found.every((block) => block === null)) return null;
  return blocks.flatMap(({ lines: block, start }, index): readonly MarkedLine[] => {
    const kept = found[index];
    const marked = start === null ? [] : [start];
    if (kept == null)
      return [...marked, ...block.map((line) => ({ ...line, mark: line.mark ?? ('heading' as const) }))];
    const marks = new Map(block.map((line) => [line.at, line.mark]));
    return [...marked, ...kept.map((line) => ({ ...line, mark: marks.get(line.at) ?? null }))];
  });
}

interface Block {
  /** Between the line that begins a block and the line that ends it. */
  readonly isInside: boolean;
  /** The mark before it; null for the first. */
  readonly start: MarkedLine | null;
  readonly lines: MarkedLine[];
}

function blocksOf(lines: readonly MarkedLine[]): readonly Block[] {
  // Where a fence is missing, any part may be the inside.
  const isEven = lines.filter(({ mark }) => mark === 'fence').length % 2 === 0;
  const blocks: Block[] = [{ isInside: !isEven, start: null, lines: [] }];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (!isBlockMark(line.mark)) last?.lines.push(line);
    else {
      const isOpened = line.mark === 'fence' ? last?.isInside !== true : line.mark === 'begin';
      blocks.push({ isInside: !isEven || isOpened, start: line, lines: [] });
    }
  }
  return blocks;
}

export interface Divided {
  readonly reading: Reading;
  /** Whether sentences, headings and the like were left out. */
  readonly isPage: boolean;
}

/** Takes out what is text around the configuration, and remembers what divides it there. */
export function divide(lines: readonly MarkedLine[]): Divided {
  const texts = lines.map(({ text }) => text);
  const front = frontMatter(texts);
  const found = lines.map((line, index) => (index < front ? 'front' : kindOf(line, texts[index + 1])));
  const isPage =
    found.some((kind) => kind === 'front' || kind === 'block' || kind === 'heading') ||
    found.filter((kind) => kind === 'prose').length >= MANY;
  const isUnfenced = !found.includes('block') && found.some((kind) => kind === 'prose' || kind === 'front');
  const kinds = found.map((kind, index): Kind | null => {
    const text = texts[index] ?? '';
    if (isUnfenced && ATX.test(text)) return 'title';
    return isPage && kind === null && isWords(text) ? 'prose' : kind;
  });
  const reading: ReadLine[] = [];
  let begin: Beginning | null = null;
  for (const [index, { mark: _, ...line }] of lines.entries()) {
    const kind = kinds[index] ?? null;
    begin = dividedBy(begin, kind, line);
    if (isPage && kind !== null && leftOut.has(kind)) continue;
    const isEmpty = line.text.trim() === '' || kind === 'prose' || kind === 'between';
    reading.push({ ...line, begin: isEmpty ? line.begin : merged(begin, line.begin) });
    if (!isEmpty) begin = null;
  }
  return { reading, isPage };
}

type Kind = 'front' | 'block' | 'heading' | 'prose' | 'between' | 'banner' | 'comment' | 'title';
/** Of the kinds those that are no line of a configuration, in a page. */
const leftOut: ReadonlySet<Kind> = new Set(['front', 'block', 'heading', 'prose']);

/** A heading of Markdown, which is a comment of stunnel's. */
const ATX = /^\s{0,3}#{1,6}\s+\S/;

/** Comments that stunnel's sample configuration has before everything else, in the forms of all its versions. */
const BANNER = /^[;#*\s]*(?:sample stunnel configuration|global options\b)/i;

function kindOf({ text, mark }: MarkedLine, after = ''): Kind | null {
  if (mark !== null) return mark === 'heading' ? mark : 'block';
  if (text.trim() === '') return null;
  if (/^\s*[;#]/.test(text)) return BANNER.test(text) ? 'banner' : commentBegin(text) === null ? null : 'comment';
  if (isBetweenFiles(text)) return 'between';
  if (isRule(text) || isHeading(text)) return 'heading';
  const isUnderlined = isRule(after) && !text.includes('=') && !/^\s*\[/.test(text);
  if (isUnderlined) return 'heading';
  return isProse(text) ? 'prose' : null;
}

function dividedBy(begin: Beginning | null, kind: Kind | null, { text }: ReadLine): Beginning | null {
  switch (kind) {
    case null:
    case 'front':
      return begin;
    case 'between':
    case 'banner':
      return FILE;
    case 'comment':
      return merged(begin, commentBegin(text));
    case 'block':
      return merged(begin, { kind: 'block', side: null });
    case 'heading':
    case 'title':
    case 'prose':
      return merged(begin, { kind: 'text', side: sideNamed(text) });
  }
}

/** As many lines as front matter has. */
const LONGEST_FRONT = 200;

/** How many of the first lines are what a site generator wants to know of the page (Jekyll, Hugo). */
function frontMatter(texts: readonly string[]): number {
  const start = texts.findIndex((text) => text.trim() !== '');
  const mark = texts[start]?.trim() ?? '';
  if (mark !== '---' && mark !== '+++') return 0;
  const length = texts.slice(start + 1, start + LONGEST_FRONT).findIndex((text) => text.trim() === mark);
  if (length < 0) return 0;
  const isMatter = texts.slice(start + 1, start + 1 + length).every((text) => !isSetting(text) && !isHeader(text));
  return isMatter ? start + length + 2 : 0;
}
