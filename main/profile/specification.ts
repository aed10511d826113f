import type { Profile, TunnelSpecification } from '../../preload/types.ts';
import { sparesOf } from './spares.ts';

/** What the engine needs to know of a profile, and nothing else. */
export function specificationOf(profile: Profile): TunnelSpecification {
  const { id, name, accept, connect, failover, tls, trust, timeouts, proxy } = profile;
  const spares = sparesOf(profile);
  return {
    ...{ id, name, accept, connect, failover, tls, trust, timeouts },
    ...(proxy?.kind === 'system' ? { proxy } : {}),
    ...(spares === null ? {} : { spares }),
  };
}
