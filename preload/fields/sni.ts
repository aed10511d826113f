import { z } from 'zod';
import { hostSchema } from '../schemas.ts';
import { toSay } from '../words/text.ts';
import { field } from './field.ts';
import { form } from './form.ts';

const sniSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('default') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('name'), name: hostSchema }),
]);
type Sni = z.infer<typeof sniSchema>;

/** Server name indication: the connect host, none (stunnel's `sni =`), or a name. Never sent for an IP address. */
export const sni = field(sniSchema, {
  label: 'field.sni',
  words: (sni) => (sni.kind === 'name' ? sni.name : sni.kind === 'none' ? toSay('value.none') : toSay('value.sni')),
  usual: { kind: 'default' },
  // That a server's section names no virtual host does not mean that a name somebody set is wrong.
  update: (own, said, role) => (role === 'server' && said.kind === 'default' ? own : said),
  shared: 'as it is',
  stunnel: { kind: 'special', options: ['sni'] },
  preview: 'setting',
  engine: 'as it is',
  editor: {
    section: 'advanced',
    form: form({
      draftOf: (sni: Sni) => ({ kind: sni.kind as string, name: sni.kind === 'name' ? sni.name : '' }),
      valueOf: ({ kind, name }) => (kind === 'name' ? { kind, name } : { kind }),
      inputs: {
        kind: {
          kind: 'choice',
          label: 'field.sni',
          choices: [
            { value: 'default', label: 'field.sni.kind.default' },
            { value: 'name', label: 'field.sni.kind.name' },
            { value: 'none', label: 'field.sni.kind.none' },
          ],
        },
        name: { kind: 'text', label: 'field.sni.name', isShown: ({ kind }) => kind === 'name' },
      },
    }),
  },
});
