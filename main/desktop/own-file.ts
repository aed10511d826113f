/**
 * A file of ours that somebody else may write as well, while we run: by hand, from a backup, for another computer. What they
 * have put there is not ours to lose.
 */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { toSay } from '../../preload/words/text.ts';
import type { Logger } from '../state/logger.ts';
import type { ToNotice } from '../state/notices.ts';
import { setAside } from './json-file.ts';

export interface OwnFilePorts {
  /** Names the copies. */
  readonly now: () => Date;
  /** For the person. */
  readonly tell: (notice: ToNotice) => void;
  readonly log: Logger;
}

/**
 * Writes by `write`, after what somebody else has put into the file's place was copied aside. What stands there when this is
 * called counts as ours: call it before the file is read. The writer throws where nothing could be copied, and then nothing
 * is written.
 */
export function ownFile(file: string, { now, tell, log }: OwnFilePorts): (write: () => void) => void {
  let known = stampOf(file);
  return (write) => {
    const found = stampOf(file);
    if (found !== null && found !== known) {
      const aside = setAside(file, now(), log, 'replaced');
      if (aside === null) throw new Error(`${file} was changed by another program, and could not be copied aside`);
      log.warn(`${file} was changed by another program; that is kept aside as ${aside}.`);
      tell({ level: 'warning', text: toSay('notice.store.replaced', { name: basename(file), file: aside }) });
    }
    write();
    known = stampOf(file);
  };
}

/** Another one after each write; null: there is no file. */
function stampOf(file: string): string | null {
  try {
    const found = statSync(file, { bigint: true });
    return found.isFile() ? `${found.size} ${found.mtimeNs}` : null;
  } catch {
    return null;
  }
}
