/** Whether a section verifies the other side, and how (stunnel man page: verify, verifyChain, verifyPeer). */
import { readIntWithin } from './numbers.ts';
import type { Setting } from './setting.ts';
import { readFlag } from './words.ts';

export interface Verification<One extends Setting> {
  readonly chain: boolean;
  readonly peer: boolean;
  /** Lines that decide it and that nobody can read. They count as verifying: what is not known is not given up. */
  readonly unread: readonly One[];
}

/** Every line counts in its order: a level sets both, as in stunnel (`verify = 0` after `verifyPeer = yes` resets it). */
export function readVerification<One extends Setting>(settings: readonly One[]): Verification<One> {
  let chain = false;
  let peer = false;
  const unread = new Map<string, One>();
  for (const setting of settings) {
    const { name, value } = setting;
    if (name === 'verify') {
      const level = readIntWithin(value, 0, 4);
      if (level === null) {
        unread.set(name, setting);
        continue;
      }
      unread.clear();
      chain = level >= 1 && level <= 3;
      peer = level >= 3;
    }
    if (name !== 'verifyChain' && name !== 'verifyPeer') continue;
    const isOn = readFlag(value);
    if (isOn === null) {
      unread.set(name, setting);
      continue;
    }
    unread.delete(name);
    if (name === 'verifyChain') chain = isOn;
    else peer = isOn;
  }
  peer ||= unread.has('verifyPeer');
  return { chain: chain || (unread.size > 0 && !peer), peer, unread: [...unread.values()] };
}
