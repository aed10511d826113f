/** Networks that a person has given a name, and what tunnels do in them. */
import type { z } from 'zod';
import type { networkRuleSchema, networkSchema } from './network-schemas.ts';

export type Network = Readonly<z.infer<typeof networkSchema>>;
export type NetworkRule = Readonly<z.infer<typeof networkRuleSchema>>;
export type RuleOutcome = NetworkRule['outcome'];

/** Where this computer is now, as the window shows it. */
export type Place =
  /** There is no network, or none yet. */
  | { readonly kind: 'nowhere' }
  | {
      readonly kind: 'network';
      /** The known network that it is; null: nobody has named it. */
      readonly networkId: string | null;
      /** `weak`: only its Wi-Fi is called as that network's. */
      readonly sign: 'strong' | 'weak' | null;
      /** The router's hardware address; null where the system does not say. */
      readonly gateway: string | null;
      /** null: there is none, or nobody has asked for it. */
      readonly wifi: string | null;
    };

export const ruleKey = ({ of }: NetworkRule): string => (of.kind === 'profile' ? of.profileId : `group ${of.group}`);

/** What holds for a profile in a network: its own rule, else its group's. */
export function ruleFor(
  { rules }: Pick<Network, 'rules'>,
  profile: { readonly id: string; readonly group: string | null },
): NetworkRule | null {
  const own = rules.find(({ of }) => of.kind === 'profile' && of.profileId === profile.id);
  return own ?? rules.find(({ of }) => of.kind === 'group' && of.group === profile.group) ?? null;
}

/** The rules with this one, or without any for whom it is about. */
export function withRule(network: Network, of: NetworkRule['of'], outcome: RuleOutcome | null): Network {
  const rule = outcome === null ? [] : [{ of, outcome }];
  const key = ruleKey({ of, outcome: 'on' });
  return { ...network, rules: [...network.rules.filter((each) => ruleKey(each) !== key), ...rule] };
}
