/** Whether a section verifies the other side, and how (stunnel man page: verify, verifyChain, verifyPeer). */
import type { Note } from '../../../preload/types.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { cite, noteOn } from '../notes/note.ts';
import type { Role } from './no-effect.ts';

export interface Verification {
  readonly chain: boolean;
  readonly peer: boolean;
  /** Lines that decide it and that nobody can read. They count as verifying: what is not known is not given up. */
  readonly unread: readonly OptionLine[];
}

/** Every line counts in its order: a level sets both, as in stunnel (`verify = 0` after `verifyPeer = yes` resets it). */
export function verificationOf(service: ConfService): Verification {
  let chain = false;
  let peer = false;
  const unread = new Map<string, OptionLine>();
  for (const line of service.options) {
    const { canonical } = line;
    if (canonical === 'verify') {
      // As strtol(3) reads it.
      const level = /^\s*\+?0*([0-4])$/.exec(line.meant)?.[1];
      if (level === undefined) {
        unread.set(canonical, line);
        continue;
      }
      unread.clear();
      chain = level === '1' || level === '2' || level === '3';
      peer = level === '3' || level === '4';
    }
    if (canonical !== 'verifyChain' && canonical !== 'verifyPeer') continue;
    const word = line.meant.toLowerCase();
    if (word !== 'yes' && word !== 'no') {
      unread.set(canonical, line);
      continue;
    }
    unread.delete(canonical);
    if (canonical === 'verifyChain') chain = word === 'yes';
    else peer = word === 'yes';
  }
  peer ||= unread.has('verifyPeer');
  return { chain: chain || (unread.size > 0 && !peer), peer, unread: [...unread.values()] };
}

/** What was assumed of lines that nobody can read. */
export function noteUnread({ unread }: Verification, role: Role): Note[] {
  const counts =
    role === 'client'
      ? 'It counts as verifying the server, so that nothing is accepted which the file may refuse.'
      : 'It counts as asking clients for a certificate.';
  return unread.map((line) => {
    if (hasPlaceholder(line.meant)) return noteOn(line, `This is a placeholder. ${counts}`);
    const known = line.canonical === 'verify' ? 'the levels 0 to 4' : 'yes and no';
    return noteOn(line, `stunnel only knows ${known} here, and not “${cite(line.meant)}”. ${counts}`);
  });
}
