/** Whether a section verifies the other side, and what is said of lines that nobody can read. */

import { quoted } from '../../../preload/sentence.ts';
import type { Note } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { readVerification } from '../../conf/values/verification.ts';
import { cite, noteOn } from '../notes/note.ts';
import type { Role } from './no-effect.ts';
import { settingsMeant } from './settings.ts';

export interface Verification {
  readonly chain: boolean;
  readonly peer: boolean;
  /** They count as verifying. */
  readonly unread: readonly OptionLine[];
}

export function verificationOf(service: ConfService): Verification {
  const { chain, peer, unread } = readVerification(settingsMeant(service));
  return { chain, peer, unread: unread.map(({ line }) => line) };
}

/** What was assumed of lines that nobody can read. */
export function noteUnread({ unread }: Verification, role: Role): Note[] {
  const counts = role === 'client' ? toSay('note.verify.client') : toSay('note.verify.server');
  return unread.map((line) => {
    if (hasPlaceholder(line.meant)) return noteOn(line, toSay('note.verify.placeholder', { counts }));
    const known = line.canonical === 'verify' ? 'levels' : 'flag';
    return noteOn(line, toSay('note.verify.unknown', { known, value: quoted(cite(line.meant)), counts }));
  });
}
