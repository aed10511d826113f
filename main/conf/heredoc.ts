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
  const ends = new Map<string, readonly number[]>();
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const word = START.exec(line)?.[2];
    const mark = HERE_STRING.exec(line)?.[1];
    if (word === undefined && mark === undefined) continue;
    const end = word ?? `${mark}@`;
    const to = nextOf(ends, lines, end, word === undefined, index);
    if (to === undefined) continue;
    const target = targetIn(line) ?? (word === undefined ? hereTarget(lines, line, to) : null);
    const named = target ?? (isAnotherFile(line) ? null : `what is written in line ${index + 1}`);
    const document = named === null ? [] : excerpts(lines, index + 1, to, named);
    // A file of any name may be stunnel's: what it holds tells.
    if (target === null && !isService(document)) continue;
    found.push(...document);
    index = to;
  }
  return found;
}

/** The line behind `index` that ends the document; `ends` remembers where such lines are. */
function nextOf(
  ends: Map<string, readonly number[]>,
  lines: readonly Kept[],
  end: string,
  isPrefix: boolean,
  index: number,
): number | undefined {
  const isEnd = (line: Kept) => (isPrefix ? line?.trimStart().startsWith(end) === true : line?.trim() === end);
  const known = ends.get(end) ?? lines.flatMap((line, at) => (isEnd(line) ? [at] : []));
  ends.set(end, known);
  return known.find((at) => at > index);
}

const isService = (document: readonly Excerpt[]): boolean => holdsService(document.flatMap(({ texts }) => texts));

/** The file is named behind the string, or where the variable that holds it is used. */
function hereTarget(lines: readonly Kept[], line: string, to = lines.length): string | null {
  const name = /^\s*(\$\w+)\s*=/.exec(line)?.[1];
  const using = name === undefined ? lines[to] : lines.find((each, at) => at >= to && each?.includes(name) === true);
  return targetIn(using ?? '');
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
    const after = lines.findIndex((line, at) => at > index && !isInside(line, indent.length));
    const to = after < 0 ? lines.length : after;
    const block = excerpts(lines, index + 1, to, `${key} in line ${index + 1}`);
    if (holdsSettings(block.flatMap(({ texts }) => texts))) found.push(...block);
    index = to - 1;
  }
  return found;
}

const isInside = (line: Kept, indent: number) => line === null || line.trim() === '' || line.search(/\S/) > indent;
