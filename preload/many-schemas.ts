/** What is changed of several profiles at once, as a zod schema. What is left out stays as it is. */
import { z } from 'zod';
import { proxySchema } from './fields/proxy.ts';
import { pemSchema } from './fields/trust.ts';
import { hostSchema } from './schemas.ts';

export const manyChangeSchema = z.strictObject({
  /** Of the first server of each. */
  host: hostSchema.optional(),
  /** The names that certificates have to be for stay those of each profile. */
  trust: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('system') }),
      z.strictObject({ kind: z.literal('authority'), pem: pemSchema }),
    ])
    .optional(),
  /** null: none. */
  proxy: proxySchema.nullable().optional(),
});

export type ManyChange = Readonly<z.infer<typeof manyChangeSchema>>;
