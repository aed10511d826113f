/** Does what the rules for networks say whenever this computer arrives somewhere, and shows where it is. */
import type { Network, Place } from '../../preload/networks.ts';
import { ruleFor } from '../../preload/networks.ts';
import { decide, forget, noMemory, placeOf, placeWithoutHardware, type RuleAct } from '../network/rules.ts';
import type { Gateway, Whereabouts } from '../network/whereabouts.ts';
import type { AppStateHolder } from './app-state.ts';
import { describeThrown, type Logger } from './logger.ts';

/** How often, and when, is looked for a router's hardware address that the system has not learnt yet. */
const AGAIN_MS = 500;
const MOST_LOOKS = 8;

export interface NetworkRulesPorts {
  readonly state: Pick<AppStateHolder, 'snapshot' | 'change' | 'subscribe'>;
  /** `wantsWifi`: whether the name of the Wi-Fi is asked for, which needs a permission on some systems. */
  readonly findWhereabouts: (wantsWifi: boolean) => Promise<Whereabouts>;
  /** Lets the system learn the hardware address of a router. */
  readonly knock: (gateway: Gateway) => void;
  /** Switches a tunnel as the network's rule wants it. */
  readonly switchByRule: (profileId: string, isOn: boolean, network: string) => void;
  /** A rule wants a person to be asked whether the tunnel is to be on in this network. */
  readonly askToSwitchOn: (profileId: string, network: string) => void;
  readonly after: (milliseconds: number, then: () => void) => () => void;
  readonly log: Logger;
}

export interface NetworkRules {
  /** The network may be another one. */
  look(): void;
  /** A person has switched this tunnel. */
  switched(profileId: string): void;
  /** Whether notifications about this profile are unwanted here. */
  isQuiet(profile: { readonly id: string; readonly group: string | null }): boolean;
}

const isOnInState = (kind: string): boolean => kind !== 'off';

export function createNetworkRules(ports: NetworkRulesPorts): NetworkRules {
  const { state, findWhereabouts, knock, after, log } = ports;
  let memory = noMemory;
  /** Only the last look counts. */
  let look = 0;
  let stopWaiting = (): void => {};
  const networks = (): readonly Network[] => state.snapshot().settings.networks ?? [];

  const act = ({ profileId, outcome, network }: RuleAct): void => {
    const name = state.snapshot().profiles.find(({ profile }) => profile.id === profileId)?.profile.name;
    log.info(`${name}: ${outcome} by the rule for the network ${network}`, profileId);
    if (outcome === 'ask') ports.askToSwitchOn(profileId, network);
    else ports.switchByRule(profileId, outcome === 'on', network);
  };

  const arrive = (place: Place): void => {
    const { profiles, place: shown } = state.snapshot();
    if (JSON.stringify(place) !== JSON.stringify(shown)) state.change({ kind: 'place', place });
    const tunnels = profiles.map(({ profile, tunnel }) => ({
      id: profile.id,
      group: profile.group,
      isOn: isOnInState(tunnel.status.kind),
    }));
    const decision = decide(memory, place, networks(), tunnels);
    memory = decision.memory;
    for (const one of decision.acts) act(one);
  };

  const tryToFind = async (turn: number, left: number): Promise<void> => {
    const wantsWifi = networks().some(({ wifi, rules }) => wifi !== null && rules.length > 0);
    const whereabouts = await findWhereabouts(wantsWifi);
    if (turn !== look) return;
    const place = placeOf(networks(), whereabouts);
    if (place.kind !== 'unsettled') {
      arrive(place);
      return;
    }
    if (left === 0) {
      arrive(placeWithoutHardware(networks(), whereabouts));
      return;
    }
    for (const gateway of whereabouts.gateways) if (gateway.hardware === null) knock(gateway);
    stopWaiting = after(AGAIN_MS, () => begin(turn, left - 1));
  };
  const begin = (turn: number, left: number): void => {
    tryToFind(turn, left).catch((thrown: unknown) => log.warn(`Where this computer is: ${describeThrown(thrown)}`));
  };

  const lookNow = (): void => {
    look += 1;
    stopWaiting();
    begin(look, MOST_LOOKS);
  };
  let known = state.snapshot().settings.networks;
  state.subscribe((_patch, { settings }) => {
    if (settings.networks === known) return;
    known = settings.networks;
    lookNow();
  });

  return {
    look: lookNow,
    switched(profileId) {
      memory = forget(memory, profileId);
    },
    isQuiet(profile) {
      const { place } = state.snapshot();
      if (place?.kind !== 'network') return false;
      const here = networks().find(({ id }) => id === place.networkId);
      return here !== undefined && ruleFor(here, profile)?.outcome === 'quiet';
    },
  };
}
