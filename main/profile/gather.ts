/**
 * A set of files becomes one proposal: every configuration in it, with the files that it includes and the certificates
 * that lie beside it. Nothing but certificates is taken out of the other files. Pure.
 */

import { importLimits } from '../../preload/schemas.ts';
import type { SetFile } from '../../preload/types.ts';
import { decodeConf } from '../conf/decode.ts';
import { openText } from './open.ts';
import type { ProposeOptions, ProposeResult } from './propose.ts';

/** The proposal that a set makes. What is no configuration is explained. */
export function gather(files: readonly SetFile[], options: ProposeOptions): ProposeResult {
  let first: ProposeResult | null = null;
  for (const { path, bytes } of files) {
    if (bytes === null || bytes.length > importLimits.fileBytes) continue;
    const opened = openText(decodeConf(bytes), { ...options, fileName: path });
    if (opened.ok) return opened;
    first ??= opened;
  }
  return (
    first ?? {
      ok: false,
      explanation: {
        what: 'There is nothing to read.',
        why: 'All files are larger than 1 MiB.',
        next: 'Choose the stunnel.conf of the server.',
      },
    }
  );
}
