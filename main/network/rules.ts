/**
 * What the rules for networks come to. Pure. A rule acts once, on arrival: who switches a tunnel afterwards is not
 * contradicted, however often the network comes and goes. On a weak sign tunnels are switched on, never off.
 */
import { type Network, type Place, type RuleOutcome, ruleFor } from '../../preload/networks.ts';
import type { Whereabouts } from './whereabouts.ts';

/** Which network it is. `unsettled`: the router's hardware address is not known yet, and may be soon. */
export function placeOf(
  networks: readonly Network[],
  { gateways, wifi }: Whereabouts,
): Place | { readonly kind: 'unsettled' } {
  const [first] = gateways;
  if (first === undefined) return { kind: 'nowhere' };
  const place = { kind: 'network', gateway: first.hardware, wifi } as const;
  // With two networks at once the one that is used first counts, and any other only where that is nobody's.
  for (const { hardware } of gateways) {
    const known = networks.find((network) => hardware !== null && network.gateways.includes(hardware));
    if (known !== undefined) return { ...place, gateway: hardware, networkId: known.id, sign: 'strong' };
  }
  if (first.hardware === null) return { kind: 'unsettled' };
  const named = wifi === null ? undefined : networks.find((network) => network.wifi === wifi);
  return { ...place, networkId: named?.id ?? null, sign: named === undefined ? null : 'weak' };
}

/** The same once nobody waits for a hardware address any more. */
export function placeWithoutHardware(networks: readonly Network[], { wifi }: Whereabouts): Place {
  const named = wifi === null ? undefined : networks.find((network) => network.wifi === wifi);
  return {
    kind: 'network',
    gateway: null,
    wifi,
    networkId: named?.id ?? null,
    sign: named === undefined ? null : 'weak',
  };
}

export interface RuledTunnel {
  readonly id: string;
  readonly group: string | null;
  readonly isOn: boolean;
}

export interface RuleMemory {
  /** Where rules have acted last; null: nowhere yet. */
  readonly place: Extract<Place, { kind: 'network' }> | null;
  /** Tunnels that a rule has switched off, with the network's name: they are on again elsewhere. */
  readonly offByRule: ReadonlyMap<string, string>;
}

export const noMemory: RuleMemory = { place: null, offByRule: new Map() };

/** `ask`: whether to switch it on. `network` is the name of the one whose rule it is. */
export interface RuleAct {
  readonly profileId: string;
  readonly outcome: 'on' | 'off' | 'ask';
  readonly network: string;
}

export interface Decision {
  readonly memory: RuleMemory;
  readonly acts: readonly RuleAct[];
}

/** What follows when this computer is at a place. */
export function decide(
  memory: RuleMemory,
  place: Place,
  networks: readonly Network[],
  tunnels: readonly RuledTunnel[],
): Decision {
  // Between two networks, or in a tunnel of a train, nothing is decided: most often it is the same one afterwards.
  if (place.kind === 'nowhere') return { memory, acts: [] };
  const { place: before } = memory;
  const isSame =
    before !== null &&
    before.networkId === place.networkId &&
    (place.networkId !== null || before.gateway === place.gateway || place.gateway === null);
  // The router has confirmed what the name of the Wi-Fi said.
  const isConfirmed = isSame && before.sign === 'weak' && place.sign === 'strong';
  if (isSame && !isConfirmed) return { memory: { ...memory, place: { ...place, sign: before.sign } }, acts: [] };
  const network = networks.find(({ id }) => id === place.networkId);
  const acts: RuleAct[] = [];
  const offByRule = new Map(memory.offByRule);
  for (const tunnel of tunnels) {
    const outcome = network === undefined ? null : (ruleFor(network, tunnel)?.outcome ?? null);
    const act = actOf(outcome, tunnel, place.sign === 'strong', isConfirmed, offByRule.get(tunnel.id) ?? null);
    if (act !== null)
      acts.push({ profileId: tunnel.id, outcome: act, network: network?.name ?? offByRule.get(tunnel.id) ?? '' });
    if (act === 'off' && network !== undefined) offByRule.set(tunnel.id, network.name);
    else if (outcome !== 'off') offByRule.delete(tunnel.id);
  }
  return { memory: { place, offByRule }, acts };
}

function actOf(
  outcome: RuleOutcome | null,
  { isOn }: RuledTunnel,
  isSure: boolean,
  isConfirmed: boolean,
  offAt: string | null,
): RuleAct['outcome'] | null {
  if (outcome === 'off') return isOn && isSure ? 'off' : null;
  if (isConfirmed || isOn) return null;
  if (outcome === 'on' || outcome === 'ask') return outcome;
  // Where no rule wants it off, it is on again.
  return offAt === null ? null : 'on';
}

/** Somebody has switched the tunnel: no rule's doing is undone any more. */
export function forget(memory: RuleMemory, profileId: string): RuleMemory {
  const offByRule = new Map(memory.offByRule);
  return offByRule.delete(profileId) ? { ...memory, offByRule } : memory;
}
