/** Which OpenVPN client of this computer is taken. Pure. */
import { openvpn } from './applications/openvpn.ts';
import type { OpenvpnClient } from './openvpn/clients.ts';
import { chooseClient, type PlanWorld } from './plan.ts';

export interface FoundClient {
  readonly client: OpenvpnClient;
  /** The program, or on macOS the application's folder. */
  readonly program: string;
}

/** That of the settings where it is there, else the first that is; null: there is none, or nobody has looked yet. */
export function openvpnClient(world: PlanWorld): FoundClient | null {
  const { installed, programs } = world;
  if (installed === null) return null;
  const setting = programs?.openvpn;
  const isThere = ({ id }: { readonly id: string }) =>
    installed.has(id) || (setting?.client === id && setting.path !== undefined);
  const chosen = chooseClient('openvpn', openvpn.clients.filter(isThere), world);
  if (chosen === null) return null;
  const client = chosen.client.id as OpenvpnClient;
  // What is looked for is its plug-in.
  return { client, program: client === 'network-manager' ? 'nmcli' : chosen.program };
}
