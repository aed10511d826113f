/** What a profile has beyond addresses and trust, in words. Pure. */

import { proxyNames } from '../../preload/fields/proxy-names.ts';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { formatEndpoint } from '../ui/format.ts';

export function proxyWords(proxy: NonNullable<Profile['proxy']>): string {
  if (proxy.kind === 'system') return t('profile.proxy.system');
  const at = { proxy: proxyNames[proxy.kind], server: formatEndpoint(proxy) };
  return proxy.username === null ? t('profile.proxy.at', at) : t('profile.proxy.as', { ...at, user: proxy.username });
}

const keyWords = (identity: string | null): string =>
  identity === null ? t('profile.identity.psk') : t('profile.identity.pskOf', { identity });

/** null: the server does not learn who connects. */
export function identityWords({ identity, psk }: Profile): string | null {
  const certificate =
    identity === undefined
      ? []
      : [t('profile.identity.certificate', { file: identity.kind === 'pem' ? identity.certificate : identity.path })];
  const key = psk === undefined ? [] : [keyWords(psk.identity)];
  const words = [...certificate, ...key];
  return words.length === 0 ? null : words.join('; ');
}
