/** What the state room needs of the secrets that the app keeps; the desktop room brings it. */
import { z } from 'zod';
import { secretFieldSchema, secretSchemas } from '../../preload/secret-schemas.ts';
import type { KeptSecret, SecretChanges, SecretField } from '../../preload/types.ts';
import type { Secrets } from '../profile/secret-fields.ts';

export interface SecretKeeper {
  /** Whether secrets outlive the app: the system has a key store, and the file can be written. */
  readonly canRemember: boolean;
  /** What can be used now. */
  of(profileId: string): Secrets;
  kept(profileId: string): readonly KeptSecret[];
  /**
   * null forgets. Without `remember`, or without a key store, the others are kept until the app quits. Rejects when the
   * file could not be written, and then nothing has changed.
   */
  change(profileId: string, changes: SecretChanges, remember: boolean): Promise<void>;
  /**
   * Forgets these of a profile, and gives how to have them back as they were. Both throw when the file could not be written,
   * and then nothing has changed.
   */
  take(profileId: string, fields: readonly SecretField[]): () => void;
}

export const allSecretFields: readonly SecretField[] = secretFieldSchema.options;

/** Everything that is kept of these profiles, as one text that only the app understands; null when there is nothing. */
export function secretsToText(keeper: Pick<SecretKeeper, 'of'>, profileIds: readonly string[]): string | null {
  const known = profileIds.map((id) => [id, keeper.of(id)] as const);
  const some = known.filter(([, secrets]) => Object.keys(secrets).length > 0);
  return some.length === 0 ? null : JSON.stringify({ version: 1, secrets: Object.fromEntries(some) });
}

const textSchema = z.object({
  version: z.literal(1),
  secrets: z.record(
    z.uuid(),
    z.object({
      'key-passphrase': secretSchemas['key-passphrase'].optional(),
      psk: secretSchemas.psk.optional(),
      'proxy-password': secretSchemas['proxy-password'].optional(),
      'protocol-password': secretSchemas['protocol-password'].optional(),
    }),
  ),
});

/** What `secretsToText` gave, by the id of the profile; null when it is something else. */
export function secretsFromText(text: string): ReadonlyMap<string, SecretChanges> | null {
  try {
    const parsed = textSchema.safeParse(JSON.parse(text));
    return parsed.success ? new Map(Object.entries(parsed.data.secrets)) : null;
  } catch {
    return null;
  }
}
