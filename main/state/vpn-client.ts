/** What the state room needs of the OpenVPN clients of this computer; the desktop room brings it. */
import type { Result } from '../../preload/contract.ts';
import type { OpenvpnText } from '../../preload/import-preview.ts';
import type { Explanation, Note, Profile } from '../../preload/types.ts';
import type { HeldHost } from '../specification.ts';
import type { Plan } from './launching.ts';

export interface VpnConfiguration {
  /** Who gets it: `NetworkManager`. null: no client was found. */
  readonly client: string | null;
  readonly notes: readonly Note[];
  /** Why the server's file cannot be used. */
  readonly problem: Explanation | null;
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
  /** Keeps a configuration that has no path, of which a profile may then be told. */
  keep(profileId: string, openvpn: OpenvpnText): Promise<string>;
  /** Nothing is kept of this profile any more. */
  forget(profileId: string): Promise<void>;
}
