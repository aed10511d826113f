/** Options of a command line. Pure. */

export interface GivenOptions {
  /** Each option's values in their order; of one without a value, an empty text. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
}

/** The last value of the first of these options that is there; null without one. */
export function lastOf({ values }: GivenOptions, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = values.get(name)?.at(-1);
    if (value !== undefined) return value;
  }
  return null;
}

/**
 * Single letters, which may stand together and hold their value (`-p443`, `-vp 443`), as getopt reads them. `valued`: the
 * letters that take a value. `untilOperands`: what follows so many operands is another program's.
 */
export function readLetters(
  words: readonly string[],
  valued: string,
  untilOperands = Number.POSITIVE_INFINITY,
): GivenOptions {
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  const add = (name: string, value: string) => values.set(name, [...(values.get(name) ?? []), value]);
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (operands.length >= untilOperands || !/^-[^-]/.test(word)) {
      operands.push(word);
      continue;
    }
    for (let at = 1; at < word.length; at += 1) {
      const letter = word[at] ?? '';
      if (!valued.includes(letter)) {
        add(letter, '');
        continue;
      }
      const attached = word.slice(at + 1);
      if (attached === '') index += 1;
      add(letter, attached === '' ? (words[index] ?? '') : attached);
      break;
    }
  }
  return { values, operands };
}

/** Whole names with one hyphen or two: `-connect host:443`, `--connect=host:443`. `valued`: those that take a value. */
export function readNames(words: readonly string[], valued: ReadonlySet<string>): GivenOptions {
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [, name, attached] = /^--?([A-Za-z0-9][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) {
      operands.push(word);
      continue;
    }
    let value = attached ?? '';
    if (attached === undefined && valued.has(name)) {
      index += 1;
      value = words[index] ?? '';
    }
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return { values, operands };
}
