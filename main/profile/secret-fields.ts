/** Which secrets a profile can use, and when one must not be used any longer. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { Profile, SecretField } from '../../preload/types.ts';

/** The secrets of one profile. They never leave main but for the engine's thread. */
export type Secrets = Readonly<Partial<Record<SecretField, string>>>;

/** The secrets that a profile has a use for. */
export function secretFieldsOf({ identity, psk, proxy, negotiation }: Profile): readonly SecretField[] {
  const fields: SecretField[] = [];
  if (identity !== undefined) fields.push('key-passphrase');
  if (psk?.kind === 'secret') fields.push('psk');
  if (proxy !== undefined && 'username' in proxy && proxy.username !== null && proxy.kind !== 'socks4a') {
    fields.push('proxy-password');
  }
  if (loginOf(negotiation) !== null) fields.push('protocol-password');
  return fields;
}

function loginOf(negotiation: Profile['negotiation']): string | null {
  if (negotiation?.kind === 'connect') return negotiation.username;
  return negotiation?.kind === 'smtp' ? (negotiation.login?.username ?? null) : null;
}

/**
 * The secrets that must be forgotten when a file from somebody else changes a profile: those without use, and passwords
 * that would from now on be sent to another computer than the one they were typed for.
 */
export function lostSecrets(before: Profile, after: Profile): readonly SecretField[] {
  const useful = secretFieldsOf(after);
  return secretFieldsOf(before).filter((field) => {
    if (!useful.includes(field)) return true;
    if (field === 'proxy-password') return !isDeepStrictEqual(before.proxy, after.proxy);
    return (
      field === 'protocol-password' &&
      !(isDeepStrictEqual(before.connect, after.connect) && isDeepStrictEqual(before.negotiation, after.negotiation))
    );
  });
}

/** The profile with another user name where the password of this field belongs. */
export function withUsername(profile: Profile, field: SecretField, username: string | null): Profile {
  const { proxy, negotiation } = profile;
  if (field === 'proxy-password' && proxy !== undefined && proxy.kind !== 'system') {
    return { ...profile, proxy: { ...proxy, username } };
  }
  if (field !== 'protocol-password' || negotiation === undefined) return profile;
  if (negotiation.kind === 'connect') return { ...profile, negotiation: { ...negotiation, username } };
  return negotiation.kind === 'smtp' && negotiation.login !== null && username !== null
    ? { ...profile, negotiation: { ...negotiation, login: { ...negotiation.login, username } } }
    : profile;
}

/** Whether the profile has the setting that this secret belongs to. */
export function hasPlaceFor({ identity, psk, proxy, negotiation }: Profile, field: SecretField): boolean {
  switch (field) {
    case 'key-passphrase':
      return identity !== undefined;
    case 'psk':
      return psk?.kind === 'secret';
    case 'proxy-password':
      return proxy !== undefined && proxy.kind !== 'system';
    case 'protocol-password':
      return negotiation?.kind === 'connect' || negotiation?.kind === 'smtp';
  }
}
