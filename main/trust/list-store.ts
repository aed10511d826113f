/** The revocation lists of a tunnel's files and folders, read again when they change. */

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { TunnelError } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { readNamedFile } from '../disk/named-file.ts';
import { parseRevocationList, type RevocationList } from './revocation-list.ts';
import { codeOf, unreadable } from './source.ts';

/** Files are looked at anew at most this often, at the beginning of a connection. */
const LOOK_EVERY_MS = 1000;
/** Far more than the largest lists that are in use; a larger file is a mistake. */
const LARGEST_BYTES = 128 * 1024 * 1024;

const PEM_LIST = /-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----/g;

/** What of a folder is read: OpenSSL's `HASH.rN`, and what people call such files. */
const LIST_NAME = /^[0-9a-f]{8}\.r\d+$|\.(?:pem|crl|der)$/i;

interface ReadFile {
  readonly stamp: string;
  readonly lists: readonly RevocationList[];
}

export type OpenedLists =
  | { readonly ok: true; readonly store: ListStore }
  | { readonly ok: false; readonly error: TunnelError };

/** Reads everything once. A file without a list is an error; in a folder other files are passed over. */
export async function openLists(paths: readonly string[]): Promise<OpenedLists> {
  const files = new Map<string, ReadFile>();
  for (const place of paths) {
    try {
      if ((await stat(place)).isDirectory()) continue;
      const read = await readLists(place, undefined);
      if (read.lists.length === 0) return unusable(place, toSay('clause.list.none'));
      files.set(place, read);
    } catch (error) {
      return unusable(place, unreadable(error));
    }
  }
  const store = new ListStore(paths, files);
  await store.current(performance.now());
  return { ok: true, store };
}

/** One belongs to one RevocationChecks. */
export class ListStore {
  readonly #paths: readonly string[];
  #files: ReadonlyMap<string, ReadFile>;
  #lists: readonly RevocationList[] = [];
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<readonly RevocationList[]> | null = null;

  constructor(paths: readonly string[], files: ReadonlyMap<string, ReadFile>) {
    this.#paths = paths;
    this.#files = files;
  }

  /**
   * The lists as they are now, at most a second old. `now` in milliseconds of a clock that does not jump. Never rejects:
   * a file that has become damaged, as while it is written, counts as it was; one that is gone counts no more.
   */
  current(now: number): readonly RevocationList[] | Promise<readonly RevocationList[]> {
    if (now - this.#lookedAt < LOOK_EVERY_MS) return this.#lists;
    this.#looking ??= this.#look().finally(() => {
      this.#lookedAt = now;
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(): Promise<readonly RevocationList[]> {
    const files = new Map<string, ReadFile>();
    for (const file of (await Promise.all(this.#paths.map(filesOf))).flat()) {
      const before = this.#files.get(file);
      const read = await readLists(file, before).catch((error: unknown) =>
        codeOf(error) === 'ENOENT' ? undefined : before,
      );
      if (read !== undefined) files.set(file, read);
    }
    this.#files = files;
    this.#lists = [...files.values()].flatMap(({ lists }) => lists);
    return this.#lists;
  }
}

async function filesOf(place: string): Promise<string[]> {
  try {
    const names = await readdir(place);
    return names.filter((name) => LIST_NAME.test(name)).map((name) => path.join(place, name));
  } catch {
    return [place]; // no folder
  }
}

/** As it was `before`, unless the file has changed since. Rejects when it cannot be read. */
async function readLists(file: string, before: ReadFile | undefined): Promise<ReadFile> {
  const { mtimeMs, size, ino } = await stat(file);
  const stamp = `${mtimeMs} ${size} ${ino}`;
  if (stamp === before?.stamp) return before;
  const lists = parseLists(await readNamedFile(file, LARGEST_BYTES));
  return lists.length === 0 && before !== undefined ? before : { stamp, lists };
}

/** The lists of a PEM file, which may hold other things as well, or the one of a DER file; damaged ones are left out. */
export function parseLists(bytes: Buffer): RevocationList[] {
  // Text cannot begin with a SEQUENCE of DER.
  const blocks =
    bytes[0] === 0x30
      ? [bytes]
      : [...bytes.toString('latin1').matchAll(PEM_LIST)].map(([, body]) => Buffer.from(body ?? '', 'base64'));
  return blocks.flatMap((der) => {
    try {
      return [parseRevocationList(der)];
    } catch {
      return [];
    }
  });
}

function unusable(file: string, detail: Text): OpenedLists {
  return { ok: false, error: { kind: 'key-format', path: file, detail } };
}
