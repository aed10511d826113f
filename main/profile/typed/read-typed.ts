/** What was typed or pasted, line by line: each an address, a URL or a command, or nothing of the sort. Pure. */

import { toSay } from '../../../preload/words/text.ts';
import { readShellLine } from '../../conf/shell-words.ts';
import { readAddressLine } from './address.ts';
import { fault, type Reading } from './meaning.ts';
import { programOf, readCarrier, readSsh } from './ssh.ts';
import { readUrl } from './url.ts';

/** More is no list of addresses that somebody has typed. */
const MOST_LINES = 50;
const MOST_CHARACTERS = 16_384;

type Understood = Exclude<Reading, null>;

export interface TypedLine {
  /** 1-based, in the text. */
  readonly number: number;
  readonly reading: Understood;
}

/**
 * The lines that say something, when the text is made of such lines; null for any other text, which is a configuration or
 * nothing that Adit knows. A line that is none of them, among others that are, is a fault.
 */
export function readTyped(text: string): readonly TypedLine[] | null {
  if (text.length > MOST_CHARACTERS) return null;
  const lines = joinedLines(text).filter(({ text: line }) => !/^\s*(?:#|;|\/\/|$)/.test(line));
  if (lines.length === 0 || lines.length > MOST_LINES || lines.some(({ text: line }) => isOfConfiguration(line)))
    return null;
  const read = lines.map(({ number, text: line }) => ({ number, reading: readLine(line, lines.length === 1) }));
  const understood = read.filter(({ reading }) => reading !== null).length;
  if (understood === 0 || understood * 2 < read.length) return null;
  return read.map(({ number, reading }) => ({ number, reading: reading ?? notUnderstood }));
}

const notUnderstood: Understood = {
  kind: 'fault',
  why: toSay('typed.notUnderstood'),
};

/** `[section]` and `option = value` are for the reader of configurations. */
const isOfConfiguration = (line: string): boolean =>
  (/^\s*\[[^\]]*\]\s*$/.test(line) && !/^\s*\[[\da-f:.]*:[\da-f:.]*\]\s*$/i.test(line)) ||
  /^\s*[A-Za-z]\w*\s*=/.test(line);

/** Lines that end in a backslash go on in the next one. */
function joinedLines(text: string): { readonly number: number; readonly text: string }[] {
  const joined: { number: number; text: string }[] = [];
  let isOpen = false;
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const last = joined.at(-1);
    const goesOn = /(?:^|[^\\])\\[ \t]*$/.test(line);
    const part = goesOn ? line.replace(/\\[ \t]*$/, ' ') : line;
    if (isOpen && last !== undefined) last.text += part.trimStart();
    else joined.push({ number: index + 1, text: part });
    isOpen = goesOn;
  }
  return joined;
}

/** What a terminal or a page puts before a command. */
const PROMPT = /^\s*(?:[\w.-]+@[\w.-]+:[^\s$#]*[$#]|[$%>]|PS [A-Z]:[^>]*>)\s+/;
/** What stands before the program and changes nothing about the server. */
const before: ReadonlySet<string> = new Set(['sudo', 'exec', 'nohup', 'command', 'time', 'env', 'doas', 'autossh']);

function readLine(line: string, alone: boolean): Reading {
  const plain = line
    .replace(PROMPT, '')
    .trim()
    .replace(/^`(.*)`$/, '$1');
  const simple = plain.split(/\s+/);
  const scheme = /^(ssh|sftp|scp):\/\//i.exec(plain)?.[1]?.toLowerCase();
  if (simple.length === 1 && (scheme === 'ssh' || scheme === 'sftp' || scheme === 'scp'))
    return readSsh(scheme, simple);
  const written = readUrl(simple) ?? readAddressLine(simple, alone);
  if (written !== null) return written;
  const [first] = readShellLine(plain, [], 1)?.commands ?? [];
  const words = [...(first?.words ?? [])];
  while (words.length > 1 && (before.has(programOf(words[0] ?? '')) || /^\w+=/.test(words[0] ?? ''))) words.shift();
  return readCommand(words);
}

function readCommand(words: readonly string[]): Reading {
  const [path = '', ...rest] = words;
  // Sentences begin with words, too: only what goes on as a command does is one.
  if (rest.length === 0) return null;
  const program = programOf(path);
  if (program === 'ssh' || program === 'sftp' || program === 'scp') return readSsh(program, rest);
  if (program === 'nc' || program === 'netcat' || program === 'corkscrew') return fault('typed.noTls');
  if (program === 'curl' || program === 'wget') {
    const url = rest.find((word) => /^[a-z]+:\/\//i.test(word));
    return url === undefined ? null : readUrl([url]);
  }
  return readCarrier(words);
}
