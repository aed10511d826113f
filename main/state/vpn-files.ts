/** Configurations of OpenVPN servers that were dropped: kept by Adit, because the window knows no path of theirs. */

import type { Result } from '../../preload/contract.ts';
import type { OpenvpnText } from '../../preload/import-preview.ts';
import type { Profile } from '../../preload/types.ts';
import { sayExplanation } from '../../preload/words/say.ts';
import { toSay } from '../../preload/words/text.ts';
import { isOpenvpnConfiguration, unsuitableFile } from '../profile/chosen-file.ts';
import type { AppStateHolder } from './app-state.ts';
import type { ProfileChanges } from './profile-changes.ts';
import { failure, type ReadOnlyReason, storeIsReadOnly, unknownProfile } from './result.ts';
import type { Vpns } from './vpn.ts';

export interface VpnFilesPorts {
  readonly state: Pick<AppStateHolder, 'profile'>;
  readonly vpns: Pick<Vpns, 'keep'>;
  readonly controller: Pick<ProfileChanges, 'saveProfile'>;
  readonly readOnly: ReadOnlyReason | null;
}

export interface VpnFiles {
  /** The profile starts this VPN from now on. */
  give(profileId: string, openvpn: OpenvpnText): Promise<Result<undefined>>;
  /** The first of these for OpenVPN, or the only one, starts this VPN; what does not work is left. */
  giveToOne(profileIds: readonly string[], openvpn: OpenvpnText): Promise<void>;
  /** Whether a profile may name this file. */
  has(path: string): boolean;
}

export function createVpnFiles({ state, vpns, controller, readOnly }: VpnFilesPorts): VpnFiles {
  const paths = new Set<string>();
  const files: VpnFiles = {
    async give(profileId, openvpn) {
      const profile = state.profile(profileId)?.profile;
      if (profile === undefined) return unknownProfile;
      if (!isOpenvpnConfiguration(openvpn.text)) {
        return failure('import', () =>
          sayExplanation(unsuitableFile(openvpn.name, toSay('failure.vpn.noConfiguration'), 'openvpn')),
        );
      }
      if (readOnly !== null) return storeIsReadOnly[readOnly];
      const kept = await vpns.keep(profileId, openvpn);
      if (!kept.ok) return kept;
      const { path, settle } = kept.value;
      paths.add(path);
      const saved = await controller.saveProfile(withOpenvpn(profile, path));
      await settle(saved.ok);
      return saved;
    },
    async giveToOne(profileIds, openvpn) {
      const added = profileIds.flatMap((id) => state.profile(id)?.profile ?? []);
      const one = added.find(({ application }) => application === 'openvpn') ?? (added.length === 1 ? added[0] : null);
      if (one != null) await files.give(one.id, openvpn);
    },
    has: (path) => paths.has(path),
  };
  return files;
}

/** The same profile with this file; what was chosen about the VPN before stays. */
export const withOpenvpn = (profile: Profile, path: string): Profile => ({
  ...profile,
  application: 'openvpn',
  openvpn: { traffic: 'everything', blockIpv6: true, ...profile.openvpn, path },
});
