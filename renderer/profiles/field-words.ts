/** What a profile has beyond addresses and trust, in words. Pure. */

import { proxyNames } from '../../preload/fields/proxy-names.ts';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { formatEndpoint } from '../ui/format.ts';

export function proxyWords(proxy: NonNullable<Profile['proxy']>): string {
  if (proxy.kind === 'system') return t('profile.proxy.system');
  const user = proxy.username === null ? '' : `, as ${proxy.username}`;
  return `${proxyNames[proxy.kind]} at ${formatEndpoint(proxy)}${user}`;
}

/** null: the server does not learn who connects. */
export function identityWords({ identity, psk }: Profile): string | null {
  const certificate =
    identity === undefined ? [] : [`Certificate ${identity.kind === 'pem' ? identity.certificate : identity.path}`];
  const key = psk === undefined ? [] : [`Pre-shared key${psk.identity === null ? '' : ` of ${psk.identity}`}`];
  const words = [...certificate, ...key];
  return words.length === 0 ? null : words.join('; ');
}
