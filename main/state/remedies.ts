/** What a person does about a tunnel that cannot go on by itself; it tries again with it. */

import type { ProfileView } from '../../preload/app-state.ts';
import type { GivenSecret, Result } from '../../preload/contract.ts';
import { ipv6Twins } from '../../preload/loopback.ts';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { lostSecrets, withUsername } from '../profile/secret-fields.ts';
import type { AppStateHolder } from './app-state.ts';
import type { Logger } from './logger.ts';
import type { Persistence } from './persistence.ts';
import { done, failure, success, unknownProfile } from './result.ts';
import type { SecretChangesOf } from './secret-changes.ts';
import type { StoredProfiles } from './stored-profiles.ts';
import type { Tunnels } from './tunnels.ts';

export interface RemediesPorts {
  readonly state: AppStateHolder;
  readonly profiles: StoredProfiles;
  readonly tunnels: Pick<Tunnels, 'start' | 'restart'>;
  readonly secretChanges: SecretChangesOf;
  readonly persistence: Pick<Persistence, 'readOnly'>;
  /** A port that is free on every one of the hosts. */
  readonly freePort: (hosts: readonly string[], preferred: number) => Promise<number>;
  readonly log: Logger;
}

export interface Remedies {
  /** Pins the certificate that blocks the tunnel, if it is the one with this fingerprint, and starts the tunnel. */
  acceptCertificate(profileId: string, sha256: string): Result<undefined>;
  /** Keeps the secret and lets the tunnel try again with it. */
  giveSecret(given: GivenSecret): Promise<Result<undefined>>;
  /** Moves the tunnel to a free local port and starts it there. */
  useFreePort(profileId: string): Promise<Result<{ readonly port: number }>>;
}

const notBlockedByThis = failure('failed', () => ({
  what: t('failure.notBlockedByThis.what'),
  why: t('failure.notBlockedByThis.why'),
  next: t('failure.notBlockedByThis.next'),
}));

/** Ports that another profile has are passed over this often at most. */
const MOST_TRIES = 20;

export function createRemedies(ports: RemediesPorts): Remedies {
  const { state, profiles, tunnels, secretChanges, persistence, log } = ports;
  return {
    acceptCertificate(profileId, sha256) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const { status } = view.tunnel;
      const remedy = status.kind === 'blocked' ? status.remedy : null;
      if (remedy?.kind !== 'trust-certificate' && remedy?.kind !== 'replace-certificate') return notBlockedByThis;
      if (remedy.certificate.sha256 !== sha256) return notBlockedByThis;
      const pinned: Profile = {
        ...view.profile,
        trust: {
          kind: 'pinned',
          certificates: [{ kind: 'pem', pem: remedy.certificate.pem }],
          checks: { hosts: [], emails: [], ips: [] },
        },
      };
      // A password inside TLS was given for who was trusted before.
      const lost = [{ profileId, fields: lostSecrets(view.profile, pinned) }];
      const stored = secretChanges.without(lost, () => profiles.replace(pinned));
      if (!stored.ok) return stored;
      log.info(`Certificate ${sha256} is now trusted for "${pinned.name}".`);
      return tunnels.start(profileId);
    },

    async giveSecret({ profileId, field, value, username, remember }) {
      const profile = state.profile(profileId)?.profile;
      if (profile === undefined) return unknownProfile;
      const named = username === undefined ? profile : withUsername(profile, field, username);
      const { readOnly } = persistence;
      // A name goes into the profile, where nothing may be written; a secret can be used without.
      const put = () => (readOnly !== null && named === profile ? done : profiles.put([named]));
      const kept = await secretChanges.around(named, { [field]: value }, remember && readOnly === null, put);
      return kept.ok ? tunnels.start(profileId) : kept;
    },

    async useFreePort(profileId) {
      const before = state.profile(profileId);
      if (before === undefined) return unknownProfile;
      const index = blockedAccept(before);
      const accept = before.profile.accept[index];
      if (accept === undefined) return unknownProfile;
      const others = profiles.all().filter(({ id }) => id !== profileId);
      const taken = new Set(others.flatMap((profile) => profile.accept.map(({ port }) => port)));
      const twins = before.profile.acceptIpv6 ? ipv6Twins([accept]) : [];
      const hosts = [accept, ...twins].map(({ host }) => host);
      let port = await ports.freePort(hosts, accept.port);
      for (let tries = 0; taken.has(port) && tries < MOST_TRIES; tries++) {
        port = await ports.freePort(hosts, port + 1);
      }
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const stored = profiles.replace({
        ...view.profile,
        accept: view.profile.accept.with(index, { ...accept, port }),
      });
      if (!stored.ok) return stored;
      tunnels.restart(profileId);
      return success({ port });
    },
  };
}

/** Which of the accept addresses the tunnel's error is about; the first when it does not say. */
function blockedAccept({ profile, tunnel }: ProfileView): number {
  const error = tunnel.status.kind === 'blocked' ? tunnel.status.error : null;
  if (error?.kind !== 'port-in-use' && error?.kind !== 'port-forbidden') return 0;
  return Math.max(
    0,
    profile.accept.findIndex(({ port }) => port === error.port),
  );
}
