import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, keep } from './field.ts';

export const startWithApp = field(z.boolean(), {
  label: 'field.startWithApp',
  words: (starts) => (starts ? toSay('value.yes') : toSay('value.no')),
  usual: false,
  update: keep,
  shared: 'never',
  stunnel: { kind: 'none' },
  preview: 'own place',
  engine: 'no',
  editor: { section: 'local' },
});
