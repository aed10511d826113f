/** Which secrets a profile can use, and when one must not be used any longer. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { allFields, valueIn } from '../../preload/fields/profile.ts';
import { secretFieldSchema } from '../../preload/secret-schemas.ts';
import type { Profile, SecretField } from '../../preload/types.ts';

/** The secrets of one profile. They never leave main but for the engine's thread. */
export type Secrets = Readonly<Partial<Record<SecretField, string>>>;

/** The secrets that fields have, each beside its field. */
const secrets = allFields.flatMap((field) => (field.secret === undefined ? [] : [{ field, secret: field.secret }]));

/** The secrets that a profile has a use for. */
export const secretFieldsOf = (profile: Profile): readonly SecretField[] =>
  secrets.filter(({ field, secret }) => secret.isUsed(valueIn(profile, field))).map(({ secret: { name } }) => name);

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
export function withUsername(profile: Profile, name: SecretField, username: string | null): Profile {
  const found = secrets.find(({ secret }) => secret.name === name);
  if (found?.secret.withUsername === undefined) return profile;
  const before = valueIn(profile, found.field);
  const after = found.secret.withUsername(before, username);
  return after === before ? profile : { ...profile, [found.field.name]: after };
}

/** Whether the profile has the setting that this secret belongs to. */
export const hasPlaceFor = (profile: Profile, name: SecretField): boolean =>
  secrets.some(({ field, secret }) => secret.name === name && secret.hasPlace(valueIn(profile, field)));
