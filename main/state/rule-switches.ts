/** Tunnels that a network's rule switches, beside those that a person does: whose doing it was is kept, and shown. */
import type { AppStateHolder } from './app-state.ts';
import type { TunnelViews } from './tunnel-views.ts';

export interface RuleSwitchesPorts {
  readonly state: Pick<AppStateHolder, 'profile'>;
  readonly views: Pick<TunnelViews, 'rule'>;
  readonly switchOn: (profileId: string) => void;
  readonly switchOff: (profileId: string) => void;
  /** A person has switched this tunnel. */
  readonly switched: (profileId: string) => void;
}

export interface RuleSwitches {
  /** What a network's rule does; it is shown whose. */
  switchByRule(profileId: string, isOn: boolean, network: string): void;
  /** A person switches. */
  byPerson(profileId: string): void;
  /** Those that are off by a rule only: on again after a start, unless the rule still wants them off. */
  off(): readonly string[];
}

export function createRuleSwitches({ state, views, switchOn, switchOff, switched }: RuleSwitchesPorts): RuleSwitches {
  const off = new Set<string>();
  return {
    switchByRule(profileId, isOn, network) {
      const view = state.profile(profileId);
      if (view === undefined) return;
      views.rule(view, { isOn, network });
      if (isOn) {
        off.delete(profileId);
        switchOn(profileId);
      } else {
        off.add(profileId);
        switchOff(profileId);
      }
    },
    byPerson(profileId) {
      const view = state.profile(profileId);
      off.delete(profileId);
      if (view?.tunnel.rule !== undefined) views.rule(view, undefined);
      switched(profileId);
    },
    off: () => [...off],
  };
}
