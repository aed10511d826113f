/** A configuration in the source of a forum's post or of a web page: BBCode, tags and entities of HTML. */

import { type Text, toSay } from '../../preload/words/text.ts';
import type { Mark } from './page.ts';

const BBCODE_END = /\[\/(?:code|quote|pre|icode|php|spoiler|noparse|list)\]/i;
const BBCODE = /\[(?:\*|\/?(?:code|quote|pre|icode|php|spoiler|noparse|list)(?:=[^\]]{0,80})?)\]/gi;

const BBCODE_BLOCK = /(\[\/?(?:code|quote|pre|icode|php|spoiler|noparse)(?:=[^\]]{0,80})?\])/i;

/** What holds code in pages, MediaWiki and DokuWiki. */
const blocks = 'pre|textarea|listing|syntaxhighlight|source|nowiki|file';
/** `<server>` and the like are placeholders, so that only these are tags. */
const names = `${blocks}|code|p|div|span|body|html|head|td|tr|table|tbody|li|ul|ol|b|i|em|strong|a|font|h[1-6]|blockquote|samp`;
const TAG = new RegExp(String.raw`</?(?:${names})(?:\s[^<>]{0,500})?>`, 'gi');
/** Tags that begin a line of their own. */
const BREAK = new RegExp(
  String.raw`(</?(?:${blocks}|h[1-6])(?:\s[^<>]{0,500})?>|^\s*</?code(?:\s[^<>]{0,80})?>\s*$|<br\s?/?>|</(?:p|div|li|tr)>)`,
  'i',
);
const BLOCK_TAG = new RegExp(String.raw`^\s*<(/?)(?:${blocks}|code)(?:\s[^<>]{0,500})?>\s*$`, 'i');
const HEADING_TAG = /^<(\/?)h[1-6]\b/i;
const HTML =
  /<\/(?:pre|code|p|div|body|td|li|span|samp|textarea|listing|syntaxhighlight|source|nowiki|file)>|<br\s?\/?>|&(?:lt|gt|quot);/i;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' };
const ENTITY = /&(?:(lt|gt|quot|apos|nbsp|amp)|#(\d{2,5})|#x([\da-f]{2,4}));/gi;

const decoded = (text: string): string =>
  text.replace(ENTITY, (_, name: string | undefined, decimal: string | undefined, hexadecimal = '') =>
    name === undefined
      ? String.fromCharCode(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal))
      : (entities[name.toLowerCase()] ?? ''),
  );

/** A text without tags, or a tag that is a mark. */
export interface MarkedText {
  readonly text: string;
  readonly mark: Mark | null;
}

export interface Markup {
  /** By the index of the line: what it is read as. The lines that are not here stay. */
  readonly texts: ReadonlyMap<number, readonly MarkedText[]>;
  readonly reason: Text;
}

/** null for a text without such marks. */
export function readMarkup(lines: readonly string[]): Markup | null {
  const isHtml = lines.some((line) => HTML.test(line));
  if (!isHtml && !lines.some((line) => BBCODE_END.test(line))) return null;
  const texts = new Map<number, readonly MarkedText[]>();
  let isHeading = false;
  for (const [index, line] of lines.entries()) {
    const parts = line.split(BBCODE_BLOCK).flatMap((part) => (isHtml ? part.split(BREAK) : [part]));
    const written: MarkedText[] = [];
    for (const part of parts) {
      const heading = HEADING_TAG.exec(part)?.[1];
      if (heading !== undefined) isHeading = heading === '';
      const block = BBCODE_BLOCK.test(part) ? part.slice(1, 2).replace(/[^/]/, '') : BLOCK_TAG.exec(part)?.[1];
      if (block !== undefined) written.push({ text: part, mark: block === '' ? 'begin' : 'end' });
      else {
        const plain = part.replace(BBCODE, '');
        const text = isHtml ? decoded(plain.replace(TAG, '').replace(/<br\s?\/?>/gi, '')) : plain;
        if (text.trim() !== '') written.push({ text, mark: isHeading ? 'heading' : null });
      }
    }
    const [first] = written;
    const isSame = written.length === 1 && first?.text === line && first.mark === null;
    if (!isSame) texts.set(index, line.trim() === '' ? [{ text: line, mark: null }] : written);
  }
  return {
    texts,
    reason: isHtml ? toSay('reading.html') : toSay('reading.bbcode'),
  };
}
