/** The range of TLS versions. Both ends are read from the same options, so they have one file. */
import { z } from 'zod';
import { field, take } from './field.ts';
import { LIBRARY_DEFAULT } from './words.ts';

export const tlsVersionSchema = z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']);

const rules = {
  words: (version: z.infer<typeof tlsVersionSchema> | null) => version ?? LIBRARY_DEFAULT,
  usual: null,
  update: take,
  shared: 'as it is',
  preview: 'setting',
  engine: 'as it is',
} as const;

/** null: the TLS library's own limit. */
export const minVersion = field(tlsVersionSchema.nullable(), {
  ...rules,
  label: 'field.versions',
  stunnel: { kind: 'special', options: ['sslVersion', 'options', 'sslVersionMin'], every: true },
});

/** null: the TLS library's own limit. */
export const maxVersion = field(tlsVersionSchema.nullable(), {
  ...rules,
  label: 'field.versions.2',
  stunnel: { kind: 'special', options: ['sslVersion', 'options', 'sslVersionMax'], every: true },
});
