import { z } from 'zod';
import { endpointSchema } from '../schemas.ts';
import { field, keep } from './field.ts';
import { endpointWords } from './words.ts';

export const connect = field(z.array(endpointSchema).min(1).max(32), {
  label: 'field.connect',
  words: (connect) => connect.map(endpointWords).join(', '),
  // A file may leave a question, and a person answers it: profile/compare.ts.
  update: keep,
  shared: 'as it is',
  stunnel: { kind: 'special', options: ['connect'], every: true },
  preview: 'own place',
  engine: 'as it is',
  editor: { section: 'server' },
});
