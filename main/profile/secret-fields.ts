/** Which secrets a profile can use, and when one must not be used any longer. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { secretFieldSchema } from '../../preload/secret-schemas.ts';
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
 * The secrets that must be forgotten when a profile is changed, whoever changes it: those without use, and those that
 * would from now on go, or be tried, somewhere else than where they were given for. `before` is undefined for a profile
 * that is new: whatever is kept under its id was given for another one.
 */
export function lostSecrets(before: Profile | undefined, after: Profile): readonly SecretField[] {
  if (before === undefined) return secretFieldSchema.options;
  const useful = secretFieldsOf(after);
  return secretFieldsOf(before).filter(
    (field) => !useful.includes(field) || !isDeepStrictEqual(placeOf(before, field), placeOf(after, field)),
  );
}

/** All that decides who gets to see the secret. */
function placeOf(profile: Profile, field: SecretField): readonly unknown[] {
  const { identity, proxy, negotiation, connect, trust, tls, psk, revocation } = profile;
  switch (field) {
    case 'key-passphrase':
      return [identity?.kind === 'pem' ? identity.key : identity?.path];
    case 'psk':
      // It never leaves, to whatever server it is a proof.
      return [];
    case 'proxy-password':
      return [proxy];
    case 'protocol-password': {
      // Before TLS it is readable for the proxy as well; inside TLS for whomever the profile trusts.
      const way = proxy !== undefined && 'host' in proxy ? [proxy.kind, proxy.host, proxy.port] : [proxy?.kind];
      return [negotiation, connect, way, ...(negotiation?.kind === 'connect' ? [] : [trust, tls, psk, revocation])];
    }
  }
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
