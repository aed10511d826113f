/** One change of several profiles: where their server is, how it is trusted, through which proxy. Pure. */
import { noChecks } from '../../preload/fields/trust.ts';
import type { ManyChange } from '../../preload/many-schemas.ts';
import type { Profile, Trust } from '../../preload/types.ts';
import { defined } from './optional-fields.ts';

/** The profile with the change; what is not named stays. */
export function changedProfile(profile: Profile, { host, trust, proxy }: ManyChange): Profile {
  const [first, ...others] = profile.connect;
  return defined({
    ...profile,
    connect: host === undefined || first === undefined ? profile.connect : [{ ...first, host }, ...others],
    trust: trust === undefined ? profile.trust : trustOf(profile.trust, trust),
    proxy: proxy === undefined ? profile.proxy : (proxy ?? undefined),
  });
}

/** A pin is given up, because another one decides now; names that were asked for stay. */
function trustOf(before: Trust, wanted: NonNullable<ManyChange['trust']>): Trust {
  const checks = before.kind === 'none' ? noChecks : before.checks;
  return wanted.kind === 'system'
    ? { kind: 'system', checks }
    : { kind: 'authority', certificates: [{ kind: 'pem', pem: wanted.pem }], checks };
}
