import { z } from 'zod';
import { field, keep } from './field.ts';

export const profileNameSchema = z
  .string()
  .trim()
  .min(1, 'Give the profile a name.')
  .max(80, 'A name has at most 80 characters.');

export const name = field(profileNameSchema, {
  label: 'field.name',
  words: (name) => name,
  update: keep,
  shared: 'as it is',
  stunnel: { kind: 'special', options: [] },
  preview: 'own place',
  engine: 'as it is',
  editor: { section: 'profile' },
});
