/** Makes one line readable: characters that web pages and word processors put in, template tags around an option. */

import { type Text, toSay } from '../../preload/words/text.ts';
export interface TidyLine {
  /** Trimmed. */
  readonly text: string;
  /** One for each change that matters. */
  readonly assumptions: readonly Text[];
  /** Why nothing can be made of this line; null when it can be read. */
  readonly unreadable: Text | null;
}

/** Colours and other controls of a terminal (ECMA-48, CSI). */
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]{0,20}[A-Za-z]`, 'g');

/** Spaces that are no ASCII spaces, characters without width, quotes and signs that only typesetting makes. */
const typeset: readonly (readonly [RegExp, string])[] = [
  [/&nbsp;/g, ' '],
  [/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' '],
  [/\u00AD|[\u200B-\u200F]|[\u2028-\u202E]|\u2060|\uFEFF/g, ''],
  [/[“”„«»]/g, '"'],
  [/[‘’‚]/g, "'"],
  [/＝/g, '='],
];

/** Tags that steer a template (`<% if %>`, `{% if %}`, `{{- range }}`) but print nothing. */
const controlTags =
  /<%-?(?![=-]?=)[^%]*%>|\{%[^%]*%\}|\{\{-?\s*(?:if|else|end|range|with|define|template|block|#|\/)[^{}]*\}\}/g;

/** `tail` and `head` print it before each of several files. */
const HEADING = /^==> .* <==$/;
/** `root@vpn:~#`, `[root@vpn stunnel]#` as Red Hat has it, the mark alone, or `C:\stunnel>` and `PS C:\>` of Windows. */
const PROMPT =
  /^(?:(?:[\w.-]{1,64}@[\w.-][^=]*[#$%]|\[[\w.-]{1,64}@[\w.-]{1,255} [^\]=]*\][#$%]|[$%])(?:\s|$)|(?:PS )?[A-Za-z]:\\[^<>|*?"=]{0,255}>\s?)/;

/** Where somebody wants the text cut: `---8<---`, `>8 ----`, `-- cut here --`. */
const SCISSORS =
  /^(?=.*[-=~_*#]{2})[-=~_*#\s]*(?:8<|>8|[✂✄]|(?:cut|snip|schnipp|schnapp)(?: here)?)[-=~_*#\s]*(?:(?:8<|>8)[-=~_*#\s]*)?$/i;

/** Whether what follows this line is, in a listing, a mail or on a terminal, another file than what stands before it. */
export const isBetweenFiles = (written: string): boolean =>
  [HEADING, PROMPT, SCISSORS].some((pattern) => pattern.test(written.trim()));

/** A command as it was typed behind a prompt. */
export const withoutPrompt = (line: string): string => line.replace(PROMPT, '');

const isComment = (text: string) => text.startsWith(';') || text.startsWith('#');

/** Never fails; a line that is a comment or blank comes back trimmed and without assumptions. */
export function tidyLine(written: string): TidyLine {
  const colourless = written.replace(COLOURS, '');
  const plain = typeset.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), colourless);
  const text = plain.trim();
  if (text === '' || isComment(text)) return { text, assumptions: [], unreadable: null };
  const assumptions = [
    ...(colourless === written ? [] : [toSay('reading.colours')]),
    ...(plain === colourless ? [] : [toSay('reading.typeset')]),
  ];

  if (/^(?:<{7}|>{7}|\|{7})(?:\s|$)/.test(text)) {
    const unreadable = toSay('reading.merge.line');
    return { text, assumptions, unreadable };
  }
  if (HEADING.test(text)) {
    return { text, assumptions, unreadable: toSay('reading.heading') };
  }
  if (SCISSORS.test(text)) {
    return { text, assumptions, unreadable: toSay('reading.cut') };
  }
  if (PROMPT.test(text)) {
    return { text, assumptions, unreadable: toSay('reading.command') };
  }
  const parts = text
    .split(controlTags)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 1 && parts[0] === text) return { text, assumptions, unreadable: null };
  const [first, second = ''] = parts;
  if (first === undefined) {
    return { text, assumptions, unreadable: toSay('reading.steers') };
  }
  // The condition may stand before the option or between its name and its value.
  const setting = first.endsWith('=') ? `${first} ${second}` : first;
  return {
    text: setting,
    assumptions: [...assumptions, toSay('reading.part')],
    unreadable: null,
  };
}
