/**
 * `include = DIRECTORY` (stunnel man page, GLOBAL OPTIONS): the files of the directory, in the order of their names, stand
 * where the line stands. Only directories of the set are followed. Pure.
 */
import { ConfError } from '../../conf/error.ts';
import { splitLines } from '../../conf/lines.ts';
import { MAX_LINES, parse } from '../../conf/parse.ts';
import { commonEnd, folderOf, isSameName, partsOf } from '../../conf/paths.ts';

export interface SetText {
  readonly path: string;
  readonly text: string;
}

/** A configuration with everything it includes, as one text. */
export interface Composed {
  readonly path: string;
  readonly text: string;
  /** Where each line of the text comes from; null when the text is that of the file. */
  readonly places: readonly Place[] | null;
  /** Paths of the files that were included. */
  readonly included: readonly string[];
}

export interface Place {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

const linesOf = (text: string) => {
  const plain = text.replace(/^\uFEFF/, '');
  const lines = splitLines(plain, MAX_LINES).map(({ raw }) => raw);
  return /[\r\n]$/.test(plain) || plain === '' ? [...lines, ''] : lines;
};

/** Puts the included files in their places. A file is included once, so that a circle ends. */
export function compose(root: SetText, texts: readonly SetText[]): Composed {
  const used = new Set([root.path]);
  const included: string[] = [];
  const lines: string[] = [];
  const places: Place[] = [];

  const append = (file: SetText): void => {
    const includes = includesOf(file.text);
    for (const [index, raw] of linesOf(file.text).entries()) {
      const folder = includes.get(index + 1);
      const parts = folder === undefined ? [] : filesIn(folder, texts).filter(({ path }) => !used.has(path));
      // As a comment: the line has had its effect.
      lines.push(parts.length === 0 ? raw : `; ${raw.trim()}`);
      places.push({ path: file.path, line: index + 1 });
      for (const part of parts) {
        used.add(part.path);
        included.push(part.path);
        append(part);
      }
    }
  };
  append(root);
  return included.length === 0
    ? { path: root.path, text: root.text, places: null, included }
    : { path: root.path, text: lines.join('\n'), places, included };
}

/** Values of `include` by their line. */
function includesOf(text: string): ReadonlyMap<number, string> {
  if (!/include/i.test(text)) return new Map();
  try {
    const found = parse(text).lines.flatMap((line): [number, string][] =>
      line.kind === 'option' && line.canonical === 'include' ? [[line.number, line.meant]] : [],
    );
    return new Map(found);
  } catch (error) {
    if (error instanceof ConfError) return new Map();
    throw error;
  }
}

/** The files directly in the folder of the set that the path means: the one that has the longest end in common. */
function filesIn(value: string, texts: readonly SetText[]): readonly SetText[] {
  const wanted = partsOf(value);
  if (wanted.includes('..')) return [];
  const folders = [...new Set(texts.map(({ path }) => folderOf(path)))].filter((folder) => partsOf(folder).length > 0);
  // Windows and macOS do not tell names apart by case; where something fits as it is written, it is meant.
  const found = mostInCommon(value, folders, undefined) ?? mostInCommon(value, folders, isSameName) ?? [];
  const [folder, another] = found;
  // Two folders that fit as well: which one is meant cannot be known.
  return folder === undefined || another !== undefined ? [] : partsIn(folder, texts);
}

/** Of the folders those whose end fits the value's best; null when none does. */
function mostInCommon(
  value: string,
  folders: readonly string[],
  isSame: typeof isSameName | undefined,
): string[] | null {
  const counts = folders.map((folder) => commonEnd(folder, value, isSame));
  const most = Math.max(0, ...counts);
  return most === 0 ? null : folders.filter((_, index) => counts[index] === most);
}

const partsIn = (folder: string, texts: readonly SetText[]) =>
  texts.filter(({ path }) => folderOf(path) === folder).sort((one, other) => (one.path < other.path ? -1 : 1));
