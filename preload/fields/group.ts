import { z } from 'zod';
import { field, keep } from './field.ts';

/** Profiles that came from one file share a group name. */
export const group = field(z.string().max(120).nullable(), {
  label: 'Group',
  words: (group) => group ?? 'none',
  usual: null,
  update: keep,
  shared: 'as it is',
  stunnel: { kind: 'special', options: [] },
  preview: 'own place',
  engine: 'no',
});
