/** What the state room needs of the OpenVPN clients of this computer; the desktop room brings it. */
import type { VpnView } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import type { OpenvpnText } from '../../preload/import-preview.ts';
import type { Profile } from '../../preload/types.ts';
import type { HeldHost } from '../specification.ts';
import type { Plan } from './launching.ts';

export type VpnConfiguration = Omit<VpnView, 'moved'>;

export interface KeptOpenvpn {
  /** Of which a profile may be told. */
  readonly path: string;
  /** What was kept before goes when the profile has this one, and this one when it has not. */
  settle(isUsed: boolean): Promise<void>;
}

/** Profiles are those with a file for OpenVPN, but for `plan`. */
export interface VpnClient {
  /** Where the tunnel's hosts are for the configuration that was made last; null: none was. */
  held(profile: Profile): readonly HeldHost[] | null;
  /** How the VPN is started, for a person to read beforehand. null: the profile starts none. */
  plan(profile: Profile): Plan | null;
  /** Reads the server's file anew, and writes nothing. */
  look(profile: Profile): Promise<VpnConfiguration>;
  /** Makes the configuration that leaves these hosts out of the VPN; from now on they are `held`. */
  make(profile: Profile, hosts: readonly HeldHost[]): Promise<Result<undefined>>;
  /** Hands the configuration over and starts the VPN. */
  start(profile: Profile): Promise<Result<undefined>>;
  /** Ends the VPN if it was started here; whether there was one to end. */
  end(profile: Profile): Promise<boolean>;
  /** Keeps a configuration that has no path beside what is kept already; rejects when it cannot be written. */
  keep(profileId: string, openvpn: OpenvpnText): Promise<KeptOpenvpn>;
  /** Nothing is kept of this profile any more. */
  forget(profileId: string): Promise<void>;
}
