import { z } from 'zod';
import { because } from '../words/because.ts';
import { toSay } from '../words/text.ts';
import { field, keep } from './field.ts';

/** A login name for a command line: no leading hyphen, no white space, nothing a shell reads. */
export const userSchema = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .regex(/^(?!-)[\p{L}\p{N}._@\\+-]+$/u, because('schema.user'));

/** Login name at the server, for applications whose command line takes one. */
export const user = field(userSchema.nullable(), {
  label: 'field.user',
  words: (user) => user ?? toSay('value.none'),
  usual: null,
  update: keep,
  shared: 'as it is',
  stunnel: { kind: 'special', options: [] },
  preview: 'own place',
  engine: 'no',
  editor: { section: 'profile' },
});
