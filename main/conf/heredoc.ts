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
  const documents = documentsIn(lines, places);
  let from = 0;
  for (const [at, { index, to, isShell }] of documents.entries()) {
    if (index < from) continue;
    const line = lines[index] ?? '';
    const target = targetIn(line) ?? (isShell ? null : hereTarget(lines, line, to, places));
    // A document that writes others is a script: those say what is in which file.
    const next = documents[at + 1];
    if (target === null && next !== undefined && next.to < to) continue;
    const named = target ?? (isAnotherFile(line) ? null : index);
    const document = named === null ? [] : excerpts(lines, index + 1, to, named);
    // A file of any name may be stunnel's: what it holds tells.
    if (target === null && !isService(document)) continue;
    found.push(...document);
    from = to + 1;
  }
  return found;
}

interface Document {
  /** Of the line that begins it. */
  readonly index: number;
  /** Of the line that ends it. */
  readonly to: number;
  readonly isShell: boolean;
}

/** In the order of their beginnings. */
function documentsIn(lines: readonly Kept[], places: Places): Document[] {
  return lines.flatMap((line, index) => {
    const word = START.exec(line ?? '')?.[2];
    const mark = HERE_STRING.exec(line ?? '')?.[1];
    if (word === undefined && mark === undefined) return [];
    const to = word === undefined ? places.startingWith(`${mark}@`, index + 1) : places.of(word, index + 1);
    return to === null ? [] : [{ index, to, isShell: word !== undefined }];
  });
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

function excerpts(lines: readonly Kept[], from: number, to: number, target: Excerpt['target']): Excerpt[] {
  return lines
    .slice(from, to)
    .flatMap((line, at) => (line === null ? [] : [{ index: from + at, texts: [line], target }]));
}

/** `content: |`, `stunnel.conf: |-`, `- path: x` apart. */
const BLOCK = /^(\s*)(?:- )?["']?[\w./-]{1,200}["']?:\s*[|>][-+\d]{0,2}\s*$/;

/** Blocks of a YAML file that hold settings of stunnel. A block ends where a line is indented no further than its key. */
export function readBlocks(lines: readonly Kept[]): Excerpt[] {
  const found: Excerpt[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const [, indent] = BLOCK.exec(lines[index] ?? '') ?? [];
    if (indent === undefined) continue;
    let to = index + 1;
    while (to < lines.length && isInside(lines[to] ?? null, indent.length)) to += 1;
    const block = excerpts(lines, index + 1, to, index);
    if (holdsSettings(block.flatMap(({ texts }) => texts))) found.push(...block);
    index = to - 1;
  }
  return found;
}

const isInside = (line: Kept, indent: number) => line === null || line.trim() === '' || line.search(/\S/) > indent;
