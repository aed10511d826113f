/**
 * An OpenVPN client's configuration as text: directives, inline files, comments. Read as OpenVPN does (options.c
 * parse_line and check_inline_file): words between blanks, quotes and backslashes, `#` and `;` begin a comment. Pure.
 */

export type OvpnItem =
  /** A comment or an empty line. */
  | { readonly kind: 'text'; readonly line: number; readonly raw: string }
  | {
      readonly kind: 'directive';
      /** From 1. */
      readonly line: number;
      readonly raw: string;
      /** Without leading dashes, which OpenVPN ignores in files too. */
      readonly name: string;
      readonly args: readonly string[];
    }
  /** `<name>` … `</name>`. */
  | {
      readonly kind: 'inline';
      readonly line: number;
      readonly name: string;
      readonly body: readonly string[];
      readonly closed: boolean;
    };

/** What the lines say, in order; nothing of the text is lost. Never throws. */
export function readOvpn(text: string): readonly OvpnItem[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  const items: OvpnItem[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const raw = lines[index] ?? '';
    const line = index + 1;
    const opened = /^\s*<([A-Za-z][\w-]*)>\s*$/.exec(raw)?.[1];
    if (opened !== undefined) {
      const end = lines.findIndex((each, at) => at > index && each.trim() === `</${opened}>`);
      const last = end === -1 ? lines.length : end;
      items.push({ kind: 'inline', line, name: opened, body: lines.slice(index + 1, last), closed: end !== -1 });
      index = last;
      continue;
    }
    const [word, ...args] = wordsOf(raw);
    items.push(
      word === undefined
        ? { kind: 'text', line, raw }
        : { kind: 'directive', line, raw, name: word.replace(/^--/, ''), args },
    );
  }
  return items;
}

/** The words of a line. A quote that is not closed ends with the line; OpenVPN refuses such a line, nothing is lost here. */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let index = 0; index < line.length; index += 1) {
    const sign = line[index] ?? '';
    if (sign === '\\' && quote !== "'") {
      index += 1;
      word = (word ?? '') + (line[index] ?? '');
    } else if (quote !== '') {
      if (sign === quote) quote = '';
      else word = (word ?? '') + sign;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
      word ??= '';
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (word === null && (sign === '#' || sign === ';')) {
      return words;
    } else {
      word = (word ?? '') + sign;
    }
  }
  return word === null ? words : [...words, word];
}

/** A line that OpenVPN reads as these words. */
export const lineOf = (...words: readonly string[]): string => words.map(quoted).join(' ');

function quoted(word: string): string {
  if (/^[^\s"'\\#;]+$/.test(word)) return word;
  return `"${word.replace(/[\\"]/g, (sign) => `\\${sign}`)}"`;
}

/** Whether a text is an OpenVPN client's configuration, by the directives that every one has. */
export function isOvpn(text: string): boolean {
  const names = new Set(readOvpn(text).flatMap((item) => (item.kind === 'text' ? [] : [item.name])));
  const connects = names.has('remote') || names.has('connection');
  return connects && (names.has('client') || names.has('tls-client') || names.has('secret')) && names.has('dev');
}
