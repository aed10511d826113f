/** The licences of everything that the app is made of; the build writes them beside the program. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../preload/contract.ts';
import { t } from '../../preload/words/words.ts';
import { failure, success } from '../state/result.ts';

const unreadable = failure('failed', () => ({
  what: t('failure.licences.unreadable.what'),
  why: t('failure.licences.unreadable.why'),
  next: t('failure.licences.unreadable.next'),
}));

/** `directory`: of the program's own files. */
export function readLicences(directory: string): Result<{ readonly text: string }> {
  try {
    return success({ text: readFileSync(join(directory, 'LICENSES.txt'), 'utf8') });
  } catch {
    return unreadable;
  }
}
