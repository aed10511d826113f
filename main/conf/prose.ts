/** Sentences and headings of a page, and which end of a tunnel they speak of. */
import type { Beginning, Side } from './beginning.ts';
import { findOption } from './options.ts';

const words: Readonly<Record<Side, string>> = {
  server:
    'servers?|serverside|server-side|serveur|servidor|vps|gateway|remote (?:side|end|host|machine|computer)|far (?:side|end)',
  client:
    'clients?|clientside|client-side|laptop|notebook|desktop|workstation|pc|cliente|(?:your|own|local) (?:side|end|host|machine|computer)',
};
const NAMES: Readonly<Record<Side, RegExp>> = {
  server: new RegExp(String.raw`\b(?:${words.server})\b`, 'i'),
  client: new RegExp(String.raw`\b(?:${words.client})\b`, 'i'),
};
/** `on the laptop`, which counts more than what else a sentence names. */
const PLACE = new RegExp(
  String.raw`\b(?:on|at|for)\s(?:(?:the|your|my|our|a|each)\s)?(?:(${words.server})|(${words.client}))\b`,
  'i',
);
const OTHER =
  /\b(?:the|an?)?\s?other (?:side|end|host|machine|computer|one)\b|\bopposite (?:side|end)\b|\bgegenseite\b|\bandere seite\b|\bautre côté\b|\botro lado\b/i;

/** As much of a line as is looked at, in UTF-16 code units. */
const LONGEST = 400;

/** The end that the text speaks of; `other`: the one that was not spoken of before. null when it names none, or both. */
export function sideNamed(text: string): Beginning['side'] {
  const line = text.slice(0, LONGEST);
  if (OTHER.test(line)) return 'other';
  const [, server, client] = PLACE.exec(line) ?? [];
  if (server !== undefined) return 'server';
  if (client !== undefined) return 'client';
  const isServer = NAMES.server.test(line);
  return isServer === NAMES.client.test(line) ? null : isServer ? 'server' : 'client';
}

/** A word of a language, with what typesetting puts around it. */
const WORD = /^["'“‘«(*_`]{0,3}\p{L}[\p{L}\p{M}'’-]*["'”’»)*_`.,;:!?…]{0,4}$/u;
/** What may stand before a sentence: a list's mark. */
const BULLET = /^(?:[-*•–]|\d{1,3}[.)])\s+/;

/**
 * Whether a line is a sentence, or a part of one: mostly words, at least three of them, or a few before a colon. What
 * begins with an option's name is a line of a configuration, even if its sign is missing.
 */
export function isProse(text: string): boolean {
  const line = text.slice(0, LONGEST).trim().replace(BULLET, '');
  const parts = line.split(/\s+/);
  const [first = ''] = parts;
  if (!/^["'“‘«(*_`]{0,3}\p{L}/u.test(line)) return false;
  const isOption = findOption(first.replace(/[:=].*$/, '')) !== null;
  const count = parts.filter((part) => WORD.test(part)).length;
  if (isOption) return parts.length > 5 && /[.!?]$/.test(line) && count * 2 > parts.length;
  if (/^[^=]{1,60}:$/.test(line) && parts.length <= 8) return count >= parts.length - 1;
  if (parts.length < 3) return false;
  return count * 5 >= parts.length * 3 && (!line.includes('=') || parts.length > 5);
}

/** Whether a line of a page is a few words, a greeting or a name, or a directive of reStructuredText. */
export function isWords(text: string): boolean {
  const line = text.slice(0, LONGEST).trim();
  if (!/^[\p{L}\p{M}\p{Pd}\p{Po}\s]+$/u.test(line) || /^[;#]/.test(line)) return false;
  return findOption(/^\w*/.exec(line)?.[0] ?? '') === null;
}

/** `= Server =` and `== Server` of wikis and AsciiDoc, `h2. Server` of Jira. */
const HEADING = /^\s*(?:(={1,6})\s*[^=\s][^=]{0,120}\1|={2,6}\s+[^=\s][^=]{0,120}|h[1-6]\.\s\S.{0,120})\s*$/;
export const isHeading = (text: string): boolean => HEADING.test(text.slice(0, LONGEST));

/** What underlines a heading, or divides a page. */
const RULE = /^\s*(?:={3,}|-{3,}|~{3,}|\^{3,}|\*{3,}|_{3,}|(?:[-*_] ){2,}[-*_])\s*$/;
export const isRule = (text: string): boolean => RULE.test(text);

/** A comment that is a heading, not a sentence: a few words between signs. */
const COMMENT = /^\s*[;#][;#\s*=+~-]*((?:[\p{L}\d'’()/.-]+\s){0,4}[\p{L}\d'’()/.-]+)[:\s;#*=+~-]*$/u;
/** Nothing but the name of a configuration. */
const FILE_NAME = /^(?:file\s)?[\w./\\~-]{1,200}\.(?:conf|cfg)$/i;

/** Of a comment that is a heading, in UTF-16 code units. */
const LONGEST_COMMENT = 100;

/** How a comment divides a text; null for one that does not. */
export function commentBegin(text: string): Beginning | null {
  const written = text.length > LONGEST_COMMENT ? undefined : COMMENT.exec(text)?.[1];
  if (written === undefined) return null;
  const side = sideNamed(written);
  if (FILE_NAME.test(written)) return { kind: 'text', side };
  return side === null ? null : { kind: 'comment', side };
}
