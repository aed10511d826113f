import { z } from 'zod';
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
  label: 'Spare connections',
  words: (spares) => {
    if (spares === undefined) return 'as the application needs';
    return spares.count === 0 ? 'none' : `${spares.count}, each for ${spares.lifetime} s`;
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
          label: 'Connections kept ready',
          help: 'Made ahead of time, so that the next program need not wait. By default only where servers bear it well.',
          choices: [
            { value: 'default', label: 'By application' },
            { value: 'own', label: 'A number of your own' },
          ],
        },
        count: {
          kind: 'text',
          label: 'How many',
          help: '0 to 8; 0 keeps none',
          isNumber: true,
          wrong: 'Enter a number from 0 to 8.',
          isShown: isOwn,
        },
        lifetime: {
          kind: 'text',
          label: 'Kept for',
          help: 'seconds, at most 600',
          isNumber: true,
          wrong: 'Enter 1 to 600 seconds.',
          isShown: isOwn,
        },
      },
    }),
  },
});
