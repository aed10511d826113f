import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, keep } from './field.ts';
import { form } from './form.ts';

/** Left out: a tunnel stays on until somebody switches it off. */
export const offWhenUnused = field(z.literal(true).optional(), {
  label: 'field.offWhenUnused',
  words: (isOff) => (isOff ? toSay('value.yes') : toSay('value.no')),
  usual: undefined,
  update: keep,
  shared: 'never',
  stunnel: { kind: 'none' },
  preview: 'own place',
  engine: 'no',
  editor: {
    section: 'program',
    form: form({
      draftOf: (isOff: true | undefined) => ({ isOff: isOff === true }),
      valueOf: ({ isOff }) => (isOff ? true : undefined),
      inputs: { isOff: { kind: 'switch', label: 'field.offWhenUnused.isOff' } },
    }),
  },
});
