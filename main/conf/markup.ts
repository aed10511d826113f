/** A configuration in the source of a forum's post or of a web page: BBCode, tags and entities of HTML. */
import type { Kept } from './comparison.ts';
import type { Rewritten } from './excerpt.ts';

const BBCODE_END = /\[\/(?:code|quote|pre|icode|php|spoiler|noparse|list)\]/i;
const BBCODE = /\[(?:\*|\/?(?:code|quote|pre|icode|php|spoiler|noparse|list)(?:=[^\]]{0,80})?)\]/gi;

/** `<server>` and the like are placeholders, so that only these are tags. */
const names =
  'pre|code|p|div|span|body|html|head|td|tr|table|tbody|li|ul|ol|b|i|em|strong|a|font|h[1-6]|blockquote|samp';
const TAG = new RegExp(String.raw`</?(?:${names})(?:\s[^<>]{0,500})?>`, 'gi');
const BREAK = /<br\s?\/?>|<\/(?:p|div|li|tr|h[1-6])>/i;
const HTML = /<\/(?:pre|code|p|div|body|td|li|span|samp)>|<br\s?\/?>|&(?:lt|gt|quot);/i;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' };
const ENTITY = /&(?:(lt|gt|quot|apos|nbsp|amp)|#(\d{2,5})|#x([\da-f]{2,4}));/gi;

const decoded = (text: string): string =>
  text.replace(ENTITY, (_, name: string | undefined, decimal: string | undefined, hexadecimal = '') =>
    name === undefined
      ? String.fromCharCode(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal))
      : (entities[name.toLowerCase()] ?? ''),
  );

/** null for a text without such marks. */
export function readMarkup(lines: readonly Kept[]): Rewritten | null {
  const isHtml = lines.some((line) => line !== null && HTML.test(line));
  if (!isHtml && !lines.some((line) => line !== null && BBCODE_END.test(line))) return null;
  const texts = new Map<number, readonly string[]>();
  for (const [index, line] of lines.entries()) {
    if (line === null) continue;
    const plain = line.replace(BBCODE, '');
    const parts = isHtml ? plain.split(BREAK).map((part) => decoded(part.replace(TAG, ''))) : [plain];
    const written = parts.filter((part) => part.trim() !== '');
    if (written.length !== 1 || written[0] !== line) texts.set(index, line.trim() === '' ? [line] : written);
  }
  return {
    texts,
    reason: isHtml ? 'The tags of a web page were left out.' : 'The tags of a forum’s post were left out.',
  };
}
