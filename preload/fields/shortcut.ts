import { z } from 'zod';
import { because } from '../words/because.ts';
import { toSay } from '../words/text.ts';
import { field, keep } from './field.ts';
import { form } from './form.ts';

const modifiers = ['Ctrl', 'Alt', 'Shift', 'Super', 'Cmd', 'Option'];
/** Letters, digits and function keys: where the others are differs from keyboard to keyboard. */
const SHORTCUT = new RegExp(`^(?:(?:${modifiers.join('|')})\\+)+(?:[A-Z0-9]|F[1-9]|F1[0-9]|F2[0-4])$`);
/** A letter with Shift alone is a capital letter, and function keys are other programs'. */
const hasOwnModifier = (keys: string) => /Ctrl|Alt|Super|Cmd|Option/.test(keys);

export const shortcutSchema = z
  .string()
  .max(60)
  .refine((keys) => SHORTCUT.test(keys) && hasOwnModifier(keys), because('schema.shortcut'));

/** As people write it, in the form in which it is kept: `ctrl + alt+s` is `Ctrl+Alt+S`. */
const tidied = (text: string): string =>
  text
    .split('+')
    .map((key) => key.trim())
    .map((key) => modifiers.find((name) => name.toLowerCase() === key.toLowerCase()) ?? key.toUpperCase())
    .join('+');

/** Keys that connect this profile from anywhere on the desktop. Left out: none. */
export const shortcut = field(shortcutSchema.optional(), {
  label: 'field.shortcut',
  words: (keys) => keys ?? toSay('value.none'),
  usual: undefined,
  update: keep,
  shared: 'never',
  stunnel: { kind: 'none' },
  preview: 'own place',
  engine: 'no',
  editor: {
    section: 'program',
    form: form({
      draftOf: (keys: string | undefined) => ({ keys: keys ?? '' }),
      valueOf: ({ keys }) => (keys.trim() === '' ? undefined : tidied(keys)),
      inputs: {
        keys: {
          kind: 'text',
          label: 'field.shortcut',
          help: 'field.shortcut.keys.help',
        },
      },
    }),
  },
});
