import { z } from 'zod';
import { endpointSchema } from '../schemas.ts';
import { field, keep } from './field.ts';
import { endpointWords } from './words.ts';

export const accept = field(z.array(endpointSchema).min(1).max(16), {
  label: 'field.accept',
  words: (accept) => accept.map(endpointWords).join(', '),
  update: keep,
  // Who receives one listens on this computer only: profile/share.
  shared: 'as it is',
  stunnel: { kind: 'special', options: ['accept'], every: true },
  preview: 'own place',
  engine: 'resolved',
  editor: { section: 'local' },
});
