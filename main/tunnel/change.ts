/** What a new specification means for a tunnel that is on. */
import { isDeepStrictEqual } from 'node:util';
import type { Trust } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';

export interface Change {
  /** Nothing the engine acts on differs. */
  readonly none: boolean;
  readonly listener: boolean;
  /** Open connections were accepted for a reason that may no longer hold. */
  readonly trustReduced: boolean;
}

export function changeBetween(before: TunnelSpecification, after: TunnelSpecification): Change {
  const { name: _before, ...old } = before;
  const { name: _after, ...now } = after;
  return {
    none: isDeepStrictEqual(old, now),
    listener: !isDeepStrictEqual(before.accept, after.accept) || before.acceptIpv6 !== after.acceptIpv6,
    trustReduced: !stillAccepts(before.trust, after.trust) || asksMore(before, after),
  };
}

/** Whether `after` may find a certificate revoked that was good before. */
function asksMore({ revocation: before }: TunnelSpecification, { revocation: after }: TunnelSpecification): boolean {
  return after !== undefined && !isDeepStrictEqual(before, after);
}

/** Whether everything that `before` accepted is accepted by `after`, as far as it can be told without asking anyone. */
function stillAccepts(before: Trust, after: Trust): boolean {
  if (after.kind === 'none' || isDeepStrictEqual(before, after)) return true;
  // Whether a person is asked changes nothing of what is accepted without.
  if (before.kind === 'system' && after.kind === 'system') return isDeepStrictEqual(before.checks, after.checks);
  if (before.kind === 'none' || before.kind === 'system' || before.kind !== after.kind) return false;
  if (after.kind === 'authority' && after.peer && !(before.kind === 'authority' && before.peer)) return false;
  return (
    isDeepStrictEqual(before.checks, after.checks) &&
    before.certificates.every((old) => after.certificates.some((now) => isDeepStrictEqual(old, now)))
  );
}
