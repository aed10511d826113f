/** The words for a tunnel's status, the same in every place of the window. */

import { handshakeWords, statusTitle } from '../../preload/status-words.ts';
import type { Remedy, TunnelView } from '../../preload/types.ts';
import { currentLanguage, t } from '../../preload/words/words.ts';

export type Tone = 'off' | 'busy' | 'good' | 'attention' | 'bad';

/** A sentence to go on with after a comma: no capital and no full stop, unless the capital belongs to the word. */
export function asClause(sentence: string): string {
  const bare = sentence.trim().replace(/[.。]$/, '');
  // Elsewhere a capital may belong to the word.
  if (!/^en\b/.test(currentLanguage())) return bare;
  return /^\p{Lu}\p{Ll}*(?=[\s,]|$)/u.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
}

/** As short as it can be said beside others: `On · 12 ms`, `Blocked · why`. */
export function rowLine({ status, explanation }: Pick<TunnelView, 'status' | 'explanation'>): string {
  if (status.kind === 'on' && status.server.kind === 'reachable') {
    return t('status.on.time', { time: handshakeWords(status.server) });
  }
  const title = statusTitle(status);
  if (explanation === null) return title;
  const why = asClause(explanation.what);
  return t(status.kind === 'blocked' ? 'status.blocked.because' : 'status.because', { status: title, why });
}

/** `On · server unreachable, why`, `Blocked · why. What to do.`; every other status as its title. */
export function statusLine({ status, explanation }: Pick<TunnelView, 'status' | 'explanation'>): string {
  const title = statusTitle(status);
  if (explanation === null) return title;
  const why = asClause(explanation.what);
  return status.kind === 'blocked'
    ? t('status.blocked.next', { status: title, why, next: explanation.next })
    : t('status.because', { status: title, why });
}

/** What a program that is to be started waits for. */
export function awaitedBy({ status }: Pick<TunnelView, 'status'>): string {
  switch (status.kind) {
    case 'off':
    case 'starting':
      return t('profile.awaits.port');
    case 'on':
      return t('profile.awaits.server');
    case 'blocked':
      return t('profile.awaits.answer');
  }
}

/** Whether the tunnel cannot get out of its own VPN, or may not dial for it. */
export function isCaught({ status }: Pick<TunnelView, 'status'>): boolean {
  const error = status.kind === 'on' && status.server.kind === 'unreachable' ? status.server.error.kind : null;
  return error === 'vpn-loop' || error === 'vpn-address';
}

/** `Next try in 12 s`: until a server that is away is tried again. */
export function nextTryWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds <= 0 ? t('profile.trying') : t('profile.nextTry', { seconds });
}

const isQuestion = (remedy: Remedy): boolean =>
  remedy.kind === 'trust-certificate' || (remedy.kind === 'enter-secret' && !remedy.isWrong);

export function toneOf({ status }: Pick<TunnelView, 'status'>): Tone {
  switch (status.kind) {
    case 'off':
      return 'off';
    case 'starting':
      return 'busy';
    case 'blocked':
      // A first look at a certificate and a secret that nobody has told are questions; nothing has gone wrong.
      return isQuestion(status.remedy) ? 'attention' : 'bad';
    case 'on':
      if (status.server.kind === 'reachable') return 'good';
      return status.server.kind === 'unreachable' ? 'attention' : 'busy';
  }
}
