/** One JSON file of the user data directory, and what is done when it cannot be used. */
import { constants, copyFileSync, readFileSync, rmSync } from 'node:fs';
import { describeThrown, type Logger } from '../state/logger.ts';

export type Found =
  | { readonly kind: 'missing' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'damaged'; readonly reason: string };

export function readJson(file: string): Found {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    return missing ? { kind: 'missing' } : { kind: 'damaged', reason: 'it cannot be read' };
  }
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'damaged', reason: 'it is not JSON' };
  }
}

/** Name of the copy, or null when it could not be made: then nothing may be written over the original. */
export function setAside(file: string, at: Date, log: Logger, why: 'damaged' | 'replaced' = 'damaged'): string | null {
  const copy = file.replace(/\.json$/, `.${why}-${at.toISOString().replace(/[:.]/g, '-')}.json`);
  try {
    copyFileSync(file, copy, constants.COPYFILE_EXCL);
    return copy;
  } catch (thrown) {
    // On a full disk a part of it is there, which would pass for the whole. What was there before is not ours.
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(copy, { force: true, recursive: false });
    log.error(`${file} could not be copied aside: ${describeThrown(thrown)}`);
    return null;
  }
}

export function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
