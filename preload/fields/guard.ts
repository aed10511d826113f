import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, keep } from './field.ts';
import { form } from './form.ts';

/** Which users of this computer may use the local port. Left out: only this one, where the system tells whose a connection is. */
export const localUsers = field(z.literal('everyone').optional(), {
  label: 'field.guard',
  words: (users) => (users === 'everyone' ? toSay('value.users.everyone') : toSay('value.users.mine')),
  usual: undefined,
  update: keep,
  // Who receives one decides about their own computer.
  shared: 'never',
  stunnel: { kind: 'mark', instead: null },
  preview: 'setting',
  engine: 'resolved',
  editor: {
    section: 'local',
    form: form({
      draftOf: (users: 'everyone' | undefined) => ({ users: (users ?? 'mine') as string }),
      valueOf: ({ users }) => (users === 'everyone' ? users : undefined),
      inputs: {
        users: {
          kind: 'choice',
          label: 'field.guard.users',
          help: 'field.guard.users.help',
          choices: [
            { value: 'mine', label: 'field.guard.users.mine' },
            { value: 'everyone', label: 'field.guard.users.everyone' },
          ],
        },
      },
    }),
  },
});

/** Absolute, as Linux writes paths: only there can programs be told apart. */
const programSchema = z
  .string()
  .min(2)
  .max(1024)
  .regex(/^\/[^:\n]*$/);

/** The programs that may use the local port, by their files. Left out: all. */
export const localPrograms = field(z.array(programSchema).min(1).max(16).optional(), {
  label: 'field.guard.2',
  words: (programs) => programs?.join(', ') ?? toSay('value.all'),
  usual: undefined,
  update: keep,
  shared: {
    told: toSay('note.share.programs'),
    refused: toSay('note.shared.programs'),
  },
  stunnel: { kind: 'mark', instead: null },
  preview: 'setting',
  engine: 'resolved',
  editor: {
    section: 'advanced',
    form: form({
      draftOf: (programs: readonly string[] | undefined) => ({ programs: programs?.join(':') ?? '' }),
      valueOf: ({ programs }) => {
        const list = programs
          .split(':')
          .map((program) => program.trim())
          .filter((program) => program !== '');
        return list.length === 0 ? undefined : list;
      },
      inputs: {
        programs: {
          kind: 'text',
          label: 'field.guard.programs',
          help: 'field.guard.programs.help',
          wrong: 'field.guard.programs.wrong',
        },
      },
    }),
  },
});
