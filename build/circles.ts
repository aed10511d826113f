/** Circles in what imports what. Pure. */
import { dirname } from 'node:path/posix';
import type { Import } from './imports.ts';

/** A way from one part of a folder over others back to it. */
export interface Circle {
  /** The folder whose parts these are. */
  readonly folder: string;
  /** One import for each step; the last leads to the part that the first comes from. */
  readonly steps: readonly Import[];
}

/** What imports what, and the first import that shows it. */
type Graph = ReadonlyMap<string, ReadonlyMap<string, Import>>;

/** Each folder around a file, the outermost first. */
function foldersAround(file: string): readonly string[] {
  const folder = dirname(file);
  return folder === '.' ? ['.'] : [...foldersAround(folder), folder];
}

/** What of a folder a file is: one of its own files, or in one of its folders, which counts as a whole. */
function partOf(folder: string, file: string): string {
  const inside = folder === '.' ? file : file.slice(folder.length + 1);
  return inside.split('/')[0] ?? inside;
}

/** What the parts of each folder import of one another. An import belongs to the innermost folder around both its ends. */
function levelsOf(imports: readonly Import[]): ReadonlyMap<string, Graph> {
  const levels = new Map<string, Map<string, Map<string, Import>>>();
  for (const each of imports) {
    const around = foldersAround(each.from);
    const folder = foldersAround(each.to).findLast((one) => around.includes(one)) ?? '.';
    const [from, to] = [partOf(folder, each.from), partOf(folder, each.to)];
    if (from === to) continue;
    const graph = levels.get(folder) ?? new Map<string, Map<string, Import>>();
    const known = graph.get(from) ?? new Map<string, Import>();
    if (!known.has(to)) known.set(to, each);
    levels.set(folder, graph.set(from, known));
  }
  return levels;
}

/** The parts that can be reached from one, each with the part that it was first reached from: nearest parts first. */
function reachedFrom(start: string, graph: Graph): ReadonlyMap<string, string> {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (const part of waiting) {
    for (const to of graph.get(part)?.keys() ?? []) {
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, part);
      waiting.push(to);
    }
  }
  return cameFrom;
}

/** The shortest way from a part back to itself. */
function wayRound(start: string, graph: Graph, cameFrom: ReadonlyMap<string, string>): readonly Import[] {
  const steps: Import[] = [];
  let to = start;
  do {
    const from = cameFrom.get(to) ?? start;
    const step = graph.get(from)?.get(to);
    if (step !== undefined) steps.unshift(step);
    to = from;
  } while (to !== start);
  return steps;
}

/** One circle for each group of parts that all lead to one another: the shortest through the first of them by name. */
function circlesOf(folder: string, graph: Graph): readonly Circle[] {
  const reached = new Map([...graph.keys()].sort().map((part) => [part, reachedFrom(part, graph)]));
  const told = new Set<string>();
  const found: Circle[] = [];
  for (const [part, cameFrom] of reached) {
    if (told.has(part) || !cameFrom.has(part)) continue;
    found.push({ folder, steps: wayRound(part, graph, cameFrom) });
    for (const other of cameFrom.keys()) if (reached.get(other)?.has(part)) told.add(other);
  }
  return found;
}

/**
 * The circles, level by level: in each folder its files and its folders, each of these taken as a whole, must not import
 * one another in a circle. That covers circles of files wherever they lie, because a way that leaves a folder and comes back
 * to it is a circle around that folder.
 */
export const circlesIn = (imports: readonly Import[]): readonly Circle[] =>
  [...levelsOf(imports)].flatMap(([folder, graph]) => circlesOf(folder, graph));
