/**
 * A stunnel.conf inside a script or a playbook: `cat > /etc/stunnel/stunnel.conf <<EOF` as guides have it, PowerShell's
 * here-strings, and blocks of YAML (`content: |`).
 */
import type { Kept } from './comparison.ts';
import type { Excerpt } from './excerpt.ts';
import { holdsService, holdsSettings, isAnotherFile, targetIn } from './excerpt.ts';

/** A command line names stunnel or a configuration on either side of `<<`; what other files hold is looked at. */
const START = /<<-?\s*(["']?)([A-Za-z_]\w*)\1(?:\s|$|[;&|>)])/;
/** `$text = @"` up to a line that begins with `"@`. */
const HERE_STRING = /@(["'])\s*$/;

/** The lines of the documents that a script writes into a configuration; none for everything that is no such script. */
export function readHeredocs(lines: readonly Kept[]): Excerpt[] {
  const found: Excerpt[] = [];
  const places = new Places(lines);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const word = START.exec(line)?.[2];
    const mark = HERE_STRING.exec(line)?.[1];
    if (word === undefined && mark === undefined) continue;
    const to = word === undefined ? places.startingWith(`${mark}@`, index + 1) : places.of(word, index + 1);
    if (to === null) continue;
    const target = targetIn(line) ?? (word === undefined ? hereTarget(lines, line, to, places) : null);
    const named = target ?? (isAnotherFile(line) ? null : `what is written in line ${index + 1}`);
    const document = named === null ? [] : excerpts(lines, index + 1, to, named);
    // A file of any name may be stunnel's: what it holds tells.
    if (target === null && !isService(document)) continue;
    found.push(...document);
    index = to;
  }
  return found;
}

/** Where lines of a kind are. Made once for all questions: a script may ask as often as it has lines. */
class Places {
  readonly #whole = new Map<string, number[]>();
  readonly #marks = new Map<string, number[]>();
  readonly #variables = new Map<string, number[]>();

  constructor(lines: readonly Kept[]) {
    for (const [at, line] of lines.entries()) {
      if (line === null) continue;
      const text = line.trim();
      add(this.#whole, text, at);
      if (/^["']@/.test(text)) add(this.#marks, text.slice(0, 2), at);
      for (const [name] of text.matchAll(/\$\w+/g)) add(this.#variables, name, at);
    }
  }

  /** The first line not before `from` that is the text; null: there is none. So are the others. */
  of(text: string, from: number): number | null {
    return firstFrom(this.#whole.get(text), from);
  }

  startingWith(mark: string, from: number): number | null {
    return firstFrom(this.#marks.get(mark), from);
  }

  using(variable: string, from: number): number | null {
    return firstFrom(this.#variables.get(variable), from);
  }
}

function add(places: Map<string, number[]>, key: string, at: number): void {
  const known = places.get(key);
  if (known === undefined) places.set(key, [at]);
  else known.push(at);
}

/** By halves, as the places are in order. */
function firstFrom(places: readonly number[] = [], from: number): number | null {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return places[low] ?? null;
}

const isService = (document: readonly Excerpt[]): boolean => holdsService(document.flatMap(({ texts }) => texts));

/** The file is named behind the string, or where the variable that holds it is used. */
function hereTarget(lines: readonly Kept[], line: string, to: number, places: Places): string | null {
  const name = /^\s*(\$\w+)\s*=/.exec(line)?.[1];
  const using = name === undefined ? to : places.using(name, to);
  return targetIn((using === null ? null : lines[using]) ?? '');
}

function excerpts(lines: readonly Kept[], from: number, to: number, target: string): Excerpt[] {
  return lines
    .slice(from, to)
    .flatMap((line, at) => (line === null ? [] : [{ index: from + at, texts: [line], target }]));
}

/** `content: |`, `stunnel.conf: |-`, `- path: x` apart. */
const BLOCK = /^(\s*)(?:- )?["']?([\w./-]{1,200})["']?:\s*[|>][-+\d]{0,2}\s*$/;

/** Blocks of a YAML file that hold settings of stunnel. A block ends where a line is indented no further than its key. */
export function readBlocks(lines: readonly Kept[]): Excerpt[] {
  const found: Excerpt[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const [, indent, key = ''] = BLOCK.exec(lines[index] ?? '') ?? [];
    if (indent === undefined) continue;
    let to = index + 1;
    while (to < lines.length && isInside(lines[to] ?? null, indent.length)) to += 1;
    const block = excerpts(lines, index + 1, to, `${key} in line ${index + 1}`);
    if (holdsSettings(block.flatMap(({ texts }) => texts))) found.push(...block);
    index = to - 1;
  }
  return found;
}

const isInside = (line: Kept, indent: number) => line === null || line.trim() === '' || line.search(/\S/) > indent;
