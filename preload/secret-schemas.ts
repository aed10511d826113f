/** What is kept apart from a profile, as zod schemas: which secrets there are, and what each may be. */

import { z } from 'zod';
import { because } from './words/because.ts';

/**
 * The key of a line IDENTITY:KEY, or as a person types it: hexadecimal, colons allowed between bytes, or else the text
 * itself (stunnel's options.c, psk_read).
 */
export function pskKeyBytes(text: string): Uint8Array {
  const digits = text.replaceAll(':', '');
  const isHexadecimal = /^(?:[0-9a-f]{2})+$/i.test(digits);
  return isHexadecimal
    ? Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
    : new TextEncoder().encode(text);
}

/** In bytes; stunnel refuses shorter keys (options.c, psk_read), and OpenSSL longer ones (PSK_MAX_PSK_LEN). */
export const pskLimits = { shortest: 16, longest: 256 } as const;

/** What the app keeps apart from the profiles, sealed with the system's key store where there is one. */
export const secretFieldSchema = z.enum(['key-passphrase', 'psk', 'proxy-password', 'protocol-password']);

const passwordSchema = z
  .string()
  .min(1, because('schema.password.missing'))
  .max(1024, because('schema.password.long'))
  .regex(/^[^\r\n\0]*$/, because('schema.password.line'));

/** Of a proxy, SOCKS allows 255 bytes (RFC 1929 2). */
const proxyPasswordSchema = passwordSchema.refine(
  (text) => new TextEncoder().encode(text).length <= 255,
  because('schema.password.proxy'),
);

const pskKeySchema = z
  .string()
  .trim()
  .max(1024, because('schema.key.tooLong'))
  .refine((text) => pskKeyBytes(text).length >= pskLimits.shortest, because('schema.key.short'))
  .refine((text) => pskKeyBytes(text).length <= pskLimits.longest, because('schema.key.long'));

/** What a secret of each field may be. */
export const secretSchemas = {
  'key-passphrase': z
    .string()
    .min(1, because('schema.passphrase.missing'))
    .max(1024, because('schema.passphrase.long')),
  psk: pskKeySchema,
  'proxy-password': proxyPasswordSchema,
  'protocol-password': passwordSchema,
} as const satisfies Record<z.infer<typeof secretFieldSchema>, z.ZodString>;

/** null forgets a secret; those that are left out stay. */
export const secretChangesSchema = z.strictObject({
  'key-passphrase': secretSchemas['key-passphrase'].nullable().optional(),
  psk: secretSchemas.psk.nullable().optional(),
  'proxy-password': secretSchemas['proxy-password'].nullable().optional(),
  'protocol-password': secretSchemas['protocol-password'].nullable().optional(),
});
