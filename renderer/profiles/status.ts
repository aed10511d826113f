/** The words for a tunnel's status, the same in every place of the window. */
import type { Explanation, Remedy, ServerStatus, TunnelView } from '../../preload/types.ts';

export type Tone = 'off' | 'busy' | 'good' | 'attention' | 'bad';

/** A sentence to go on with after a comma: no capital and no full stop, unless the capital belongs to the word. */
export function asClause(sentence: string): string {
  const bare = sentence.trim().replace(/\.$/, '');
  return /^\p{Lu}\p{Ll}*(?=[\s,]|$)/u.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
}

function serverWords(server: ServerStatus, explanation: Explanation | null): string {
  switch (server.kind) {
    case 'unknown':
      return 'server not checked yet';
    case 'checking':
      return 'checking the server';
    case 'reachable':
      return `server reachable, ${Math.max(1, Math.round(server.handshakeMs))} ms, ${server.protocol.replace('TLSv', 'TLS ')}`;
    case 'unreachable':
      return explanation ? `server unreachable, ${asClause(explanation.what)}` : 'server unreachable';
  }
}

/** `Off`, `Starting`, `On · server reachable, 12 ms, TLS 1.3`, `On · server unreachable, why`, `Blocked · why. What to do.` */
export function statusLine({ status, explanation }: Pick<TunnelView, 'status' | 'explanation'>): string {
  switch (status.kind) {
    case 'off':
      return 'Off';
    case 'starting':
      return 'Starting';
    case 'on':
      return `On · ${serverWords(status.server, explanation)}`;
    case 'blocked':
      return explanation ? `Blocked · ${asClause(explanation.what)}. ${explanation.next}` : 'Blocked';
  }
}

/** The line without the explanation, for places that show the explanation below. */
export function statusTitle({ status }: TunnelView): string {
  if (status.kind === 'blocked') return 'Blocked';
  if (status.kind === 'on' && status.server.kind === 'unreachable') return 'On · server unreachable';
  return statusLine({ status, explanation: null });
}

/** What a program that is to be started waits for. */
export function awaitedBy({ status }: TunnelView): string {
  switch (status.kind) {
    case 'off':
    case 'starting':
      return 'Opening the local port …';
    case 'on':
      return 'Waiting for the server to answer …';
    case 'blocked':
      return 'Waiting for your answer …';
  }
}

const isQuestion = (remedy: Remedy): boolean =>
  remedy.kind === 'trust-certificate' || (remedy.kind === 'enter-secret' && !remedy.isWrong);

export function toneOf({ status }: TunnelView): Tone {
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
