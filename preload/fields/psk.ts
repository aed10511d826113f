import { z } from 'zod';
import { filePathSchema } from '../schemas.ts';
import { toSay } from '../words/text.ts';
import { field, takeIfSaid } from './field.ts';

/** stunnel's PSKidentity. The key is a secret of the profile, or stands in a file with lines IDENTITY:KEY (PSKsecrets). */
export const preSharedKeySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret'), identity: z.string().min(1).max(128) }),
  /** null: the first identity of the file. */
  z.strictObject({ kind: z.literal('file'), path: filePathSchema, identity: z.string().min(1).max(128).nullable() }),
]);

export const psk = field(preSharedKeySchema.optional(), {
  label: 'field.psk',
  words: (psk) => {
    if (psk === undefined) return toSay('value.none');
    if (psk.kind === 'secret') return toSay('value.psk.kept', { identity: psk.identity });
    const { identity, path } = psk;
    return identity === null ? toSay('value.psk.first', { path }) : toSay('value.psk.of', { identity, path });
  },
  usual: undefined,
  update: takeIfSaid,
  shared: 'in part',
  stunnel: { kind: 'special', options: ['PSKsecrets', 'PSKidentity'], every: true },
  preview: 'setting',
  engine: 'resolved',
  editor: { section: 'identity' },
  secret: {
    name: 'psk',
    isUsed: (psk) => psk?.kind === 'secret',
    hasPlace: (psk) => psk?.kind === 'secret',
  },
  files: (psk) => (psk?.kind === 'file' ? [psk.path] : []),
});
