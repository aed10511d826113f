/**
 * Joins the engine, the profiles and the store behind plain functions. The window (through the contract) and the tray
 * call the same ones, so that both always do the same thing. What they do is in the files that are joined here.
 */
import type { LaunchView } from '../../preload/app-state.ts';
import type { Profile } from '../../preload/types.ts';
import type { AskOwnAddresses } from '../profile/ring.ts';
import { pskOf, specificationOf } from '../profile/specification.ts';
import type { CarriedVpn } from '../specification.ts';
import type { Engine } from '../tunnel/engine.ts';
import type { AppStateHolder } from './app-state.ts';
import type { Resolution } from './engine-runs.ts';
import type { Logger } from './logger.ts';
import { createNotices, type Notices } from './notices.ts';
import type { Persistence } from './persistence.ts';
import type { Policy } from './policy.ts';
import { createProfileChanges, type ProfileChanges } from './profile-changes.ts';
import { createRemedies, type Remedies } from './remedies.ts';
import { createSecretChanges } from './secret-changes.ts';
import type { SecretKeeper } from './secrets.ts';
import { createStoredProfiles, type StoredProfiles } from './stored-profiles.ts';
import { createTunnels, type TunnelSwitches, type Tunnels, type TunnelsPorts } from './tunnels.ts';

export interface ControllerPorts {
  readonly state: AppStateHolder;
  readonly engine: Engine;
  readonly persistence: Persistence;
  readonly launchView: (profile: Profile) => LaunchView | null;
  readonly secrets: SecretKeeper;
  /** A small text file that a profile names; null when it cannot be read. */
  readonly readText: (path: string) => string | null;
  /** Whether a person chose this file in a dialog. */
  readonly isChosen: (path: string) => boolean;
  /** A local port that can be bound now: the preferred one or one near it. */
  readonly freePort: (hosts: readonly string[], preferred: number) => Promise<number>;
  /** Addresses that this computer has now. */
  readonly ownAddresses: AskOwnAddresses;
  /** What the engine is told of a VPN that runs through the tunnel. */
  readonly vpnOf: (profile: Profile) => CarriedVpn | undefined;
  /** What ends first when a tunnel is switched off; null: nothing does. Does not reject. */
  readonly beforeStop: (profileId: string) => Promise<void> | null;
  /** Calls later, and gives how to cancel. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
  /** A person has switched this tunnel. */
  readonly switched: (profileId: string) => void;
  /** Which tunnels were on when the app ended, and are on now. */
  readonly onMemory: TunnelsPorts['onMemory'];
  /** What an administrator has decided. */
  readonly policy: Policy;
  readonly newId: () => string;
  readonly log: Logger;
}

export type Controller = TunnelSwitches &
  Pick<Tunnels, 'follow'> &
  ProfileChanges &
  Remedies &
  Notices &
  Pick<StoredProfiles, 'saveSettings' | 'placeProfile'> & {
    /** What the engine is told of a profile as it is now, secrets included, or why there is nothing to tell it. */
    readonly resolve: (profile: Profile) => Resolution;
  };

export function createController(ports: ControllerPorts): Controller {
  const { state, persistence, secrets, log } = ports;

  const { policy } = ports;
  const resolve = (profile: Profile): Resolution => {
    if (policy.requireVerification && profile.trust.kind === 'none')
      return { ok: false, error: { kind: 'unverified' } };
    const known = secrets.of(profile.id);
    const psk = pskOf(profile, known, ports.readText);
    if (!psk.ok) return psk;
    const vpn = ports.vpnOf(profile);
    const specification = specificationOf(profile, { secrets: known, psk: psk.psk });
    return { ok: true, specification: vpn === undefined ? specification : { ...specification, vpn } };
  };

  const secretChanges = createSecretChanges({ persistence, secrets, log });
  const tunnels = createTunnels({ ...ports, resolve });
  const profiles = createStoredProfiles({
    state,
    persistence,
    launchView: ports.launchView,
    keptSecrets: (profileId) => secrets.kept(profileId),
    changed: tunnels.follow,
    policy,
    log,
  });
  const changes = createProfileChanges({ ...ports, profiles, tunnels, secretChanges });
  const remedies = createRemedies({ ...ports, profiles, tunnels, secretChanges });
  const notices = createNotices(state, ports.newId);
  return {
    ...tunnels,
    ...changes,
    ...remedies,
    ...notices,
    saveSettings: profiles.saveSettings,
    placeProfile: profiles.placeProfile,
    resolve,
  };
}
