import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, takeIfSaid } from './field.ts';
import { form, numberIn } from './form.ts';

/** Finished TLS connections that are kept ready for the next local program. */
export const sparesSchema = z.strictObject({
  /** 0: none. */
  count: z.int().min(0).max(8),
  /** Seconds that one is kept. */
  lifetime: z.int().min(1).max(600),
});
type Spares = Readonly<z.infer<typeof sparesSchema>>;

const isOwn = ({ choice }: { readonly choice: string }) => choice === 'own';

/** Left out: what the application is best served with. */
export const spares = field(sparesSchema.optional(), {
  label: 'field.spares',
  words: (spares) => {
    if (spares === undefined) return toSay('value.spares.usual');
    return spares.count === 0
      ? toSay('value.none')
      : toSay('value.spares', { count: spares.count, lifetime: spares.lifetime });
  },
  usual: undefined,
  update: takeIfSaid,
  shared: 'as it is',
  stunnel: { kind: 'mark', instead: null },
  preview: 'setting',
  engine: 'resolved',
  editor: {
    section: 'advanced',
    form: form({
      draftOf: (spares: Spares | undefined) => ({
        choice: spares === undefined ? 'default' : 'own',
        count: String(spares?.count ?? 1),
        lifetime: String(spares?.lifetime ?? 60),
      }),
      valueOf: ({ choice, count, lifetime }) =>
        choice === 'own' ? { count: numberIn(count), lifetime: numberIn(lifetime) } : undefined,
      inputs: {
        choice: {
          kind: 'choice',
          label: 'field.spares.choice',
          help: 'field.spares.choice.help',
          choices: [
            { value: 'default', label: 'field.spares.choice.default' },
            { value: 'own', label: 'field.spares.choice.own' },
          ],
        },
        count: {
          kind: 'text',
          label: 'field.spares.count',
          help: 'field.spares.count.help',
          isNumber: true,
          wrong: 'field.spares.count.wrong',
          isShown: isOwn,
        },
        lifetime: {
          kind: 'text',
          label: 'field.spares.lifetime',
          help: 'field.spares.lifetime.help',
          isNumber: true,
          wrong: 'field.spares.lifetime.wrong',
          isShown: isOwn,
        },
      },
    }),
  },
});
