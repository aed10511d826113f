/**
 * A small JSON file of the user data directory that is worth no complaint: one that cannot be read, because it is damaged or
 * another user's, counts as none, and is replaced by the next write.
 */
import { join } from 'node:path';
import { writeWholeFile } from '../disk/whole-file.ts';
import { asRecord, readJson } from './json-file.ts';

export interface SmallFile {
  /** What it held when it was opened, or what was written since. */
  read(): Readonly<Record<string, unknown>>;
  /** Whole or not at all. Throws what the system says. */
  write(content: Readonly<Record<string, unknown>>): void;
}

/** `name` without its ending. Never throws. */
export function openSmallFile(directory: string, name: string): SmallFile {
  const file = join(directory, `${name}.json`);
  const found = readJson(file);
  let held = asRecord(found.kind === 'json' ? found.value : undefined);
  return {
    read: () => held,
    write(content) {
      writeWholeFile(file, JSON.stringify(content), 0o600);
      held = { ...content };
    },
  };
}
