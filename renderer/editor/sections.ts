/** The folded sections of the editor: which are worth opening. Pure. */
import type { Profile } from '../../preload/types.ts';
import type { DraftErrors } from './draft.ts';

export type SectionName = 'identity' | 'route' | 'revocation' | 'advanced';

/** By how the paths of their fields begin. */
const prefixes: readonly (readonly [string, SectionName])[] = [
  ['identity', 'identity'],
  ['psk', 'identity'],
  ['secrets.key-passphrase', 'identity'],
  ['secrets.psk', 'identity'],
  ['secrets.', 'route'],
  ['proxy', 'route'],
  ['negotiation', 'route'],
  ['local', 'route'],
  ['revocation', 'revocation'],
  ['sniName', 'advanced'],
  ['alpn', 'advanced'],
  ['spares', 'advanced'],
  ['timeouts', 'advanced'],
];

export function sectionsWithErrors(errors: DraftErrors): ReadonlySet<SectionName> {
  const names = Object.keys(errors).flatMap((path) => prefixes.find(([prefix]) => path.startsWith(prefix))?.[1] ?? []);
  return new Set(names);
}

/** Those with something set. What is in *Advanced* has sensible values anyway, and stays folded. */
export function usedSections({
  identity,
  psk,
  proxy,
  negotiation,
  local,
  revocation,
}: Profile): ReadonlySet<SectionName> {
  const used = new Set<SectionName>();
  if (identity !== undefined || psk !== undefined) used.add('identity');
  if (proxy !== undefined || negotiation !== undefined || local !== undefined) used.add('route');
  if (revocation !== undefined) used.add('revocation');
  return used;
}
