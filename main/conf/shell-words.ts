/** Command lines as a shell splits them, as far as scripts that write a file need it. */

export interface ShellCommand {
  /** Without quotes. A word that was quoted over several lines has line feeds. */
  readonly words: readonly string[];
  /** The file behind `>` or `>>`; null without one. */
  readonly target: string | null;
  /** Whether its output goes into the next command. */
  readonly isPiped: boolean;
}

export interface ShellLine {
  readonly commands: readonly ShellCommand[];
  /** How many lines they take, as quotes may go on over several. */
  readonly lines: number;
}

/**
 * Reads the commands of a line; quotes without an end go on in `lines` from `at`. null when they have none there either.
 * What substitutes something (`$X`, `$(x)`) is left as it is.
 */
export function readShellLine(line: string, lines: readonly (string | null)[], at: number): ShellLine | null {
  const commands: ShellCommand[] = [];
  let words: string[] = [];
  let target: string | null = null;
  let word: string | null = null;
  /** Parentheses that are open in the word. */
  let depth = 0;
  let isTarget = false;
  let used = 1;
  let text = line;
  let index = 0;

  const endWord = () => {
    depth = 0;
    if (word === null) return;
    if (isTarget) target = word;
    else words.push(word);
    word = null;
    isTarget = false;
  };
  const endCommand = (isPiped = false) => {
    endWord();
    if (words.length > 0 || target !== null) commands.push({ words, target, isPiped });
    words = [];
    target = null;
  };

  for (; index < text.length; index += 1) {
    const character = text[index] ?? '';
    const next = text[index + 1];
    if (character === '"' || character === "'") {
      let end = closing(text, index + 1, character);
      while (end < 0) {
        const more = lines[at + used - 1];
        if (more === undefined) return null;
        word = `${word ?? ''}${withoutEscapes(text.slice(index + 1), character)}\n`;
        used += 1;
        text = more ?? '';
        index = -1;
        end = closing(text, 0, character);
      }
      word = (word ?? '') + withoutEscapes(text.slice(index + 1, end), character);
      index = end;
    } else if (character === '\\' && next !== undefined && /[\s"'\\$#;&|<>()]/.test(next)) {
      word = (word ?? '') + next;
      index += 1;
    } else if (/\s/.test(character)) endWord();
    else if (character === '#' && word === null) break;
    else if (character === '>') {
      // `2>` is the number of an output; other digits end what is written, as on Windows.
      if (word !== null && /^[12&]$/.test(word)) word = null;
      endWord();
      isTarget = true;
      while (text[index + 1] === '>' || text[index + 1] === '|') index += 1;
    } else if (character === '|' || character === '&' || character === ';') {
      const isDouble = next === character;
      if (isDouble) index += 1;
      endCommand(character === '|' && !isDouble);
    } else if (character === '(' && word === null) words.push('(');
    else if (character === ')' && depth === 0) {
      endCommand();
      words.push(')');
    } else {
      if (character === '(') depth += 1;
      word = (word ?? '') + character;
    }
  }
  endCommand();
  return { commands, lines: used };
}

/** The index of the quote that ends the text; -1 when another line does. */
function closing(text: string, from: number, quote: string): number {
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === quote) return index;
    if (quote === '"' && text[index] === '\\') index += 1;
  }
  return -1;
}

const withoutEscapes = (text: string, quote: string) => (quote === '"' ? text.replace(/\\(["\\$`])/g, '$1') : text);
