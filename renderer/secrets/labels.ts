/** What the secrets are called, the same in every place of the window. */
import type { SecretField } from '../../preload/types.ts';

export const secretLabels: Readonly<Record<SecretField, string>> = {
  'key-passphrase': 'Passphrase',
  psk: 'Pre-shared key',
  'proxy-password': 'Password at the proxy',
  'protocol-password': 'Password at the server',
};

/** Where what is typed goes, said where it is typed. */
export const keepingWords = (canRemember: boolean): string =>
  canRemember
    ? 'Kept by this system’s key store, never in the profile.'
    : 'This system has no key store, so Adit keeps it in memory only and asks again after it was quit.';
