/** What an administrator of this computer has decided, as far as commands can hold to it. */

import type { TunnelSpecification } from '../specification.ts';
import type { Policy } from '../state/policy.ts';
import { readPolicy, thisPolicySource } from '../state/policy-source/read-policy.ts';

let read: Promise<Policy> | null = null;

/** As it is when it is asked for first. */
export function computerPolicy(): Promise<Policy> {
  read ??= readPolicy(thisPolicySource);
  return read;
}

/** Nobody's word stands for the server. A pre-shared key does. */
const verifiesNobody = ({ trust, psk }: Pick<TunnelSpecification, 'trust' | 'psk'>): boolean =>
  trust.kind === 'none' && psk === undefined;

const UNVERIFIED =
  'It does not verify its server, and an administrator of this computer wants every server verified: add “verifyPeer = yes” or “verifyChain = yes” and “CAfile = FILE”.';

/** Why the tunnel may not be used; null: it may. */
export const forbidden = (
  specification: Pick<TunnelSpecification, 'trust' | 'psk'>,
  { requireVerification }: Policy,
): string | null => (requireVerification && verifiesNobody(specification) ? UNVERIFIED : null);
