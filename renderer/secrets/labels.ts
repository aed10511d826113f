/** What the secrets are called, the same in every place of the window. */

import type { SecretField } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';

export const secretLabels = (): Readonly<Record<SecretField, string>> => ({
  'key-passphrase': t('common.passphrase'),
  psk: t('secrets.psk'),
  'proxy-password': t('secrets.proxyPassword'),
  'protocol-password': t('secrets.serverPassword'),
});

/** Where what is typed goes, said where it is typed. */
export const keepingWords = (canRemember: boolean): string =>
  canRemember ? t('secrets.sealed') : t('secrets.inMemory');
