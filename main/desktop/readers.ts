/** Joins the rooms that read what is imported behind the functions that the state room asks for. */

import { existsSync } from 'node:fs';
import { openText } from '../profile/files/open.ts';
import { readSet } from '../profile/files/read-set.ts';
import type { Readers } from '../state/imports.ts';
import { certificateFacts } from '../trust/certificate-facts.ts';

export const readers: Readers = {
  text: (text, options) => openText(text, { ...options, isThere: null }),
  // Only main knows the folder of what it has read itself; the window sends text.
  set: (set, options) =>
    readSet(set, { ...options, isThere: set.directory === undefined ? null : existsSync }, certificateFacts),
};
