import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, keep } from './field.ts';
import { form } from './form.ts';

/** Profiles that came from one file share a group name. */
export const group = field(z.string().max(120).nullable(), {
  label: 'field.group',
  words: (group) => group ?? toSay('value.none'),
  usual: null,
  update: keep,
  shared: 'as it is',
  stunnel: { kind: 'special', options: [] },
  preview: 'own place',
  engine: 'no',
  editor: {
    section: 'profile',
    form: form({
      draftOf: (group: string | null) => ({ name: group ?? '' }),
      valueOf: ({ name }) => (name.trim() === '' ? null : name.trim()),
      inputs: { name: { kind: 'text', label: 'field.group', wrong: 'field.group.name.wrong' } },
    }),
  },
});
