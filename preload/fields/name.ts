import { z } from 'zod';
import { because } from '../words/because.ts';
import { field, keep } from './field.ts';

export const profileNameSchema = z
  .string()
  .trim()
  .min(1, because('schema.name.missing'))
  .max(80, because('schema.name.long'));

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
