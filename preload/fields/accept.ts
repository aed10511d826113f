import { z } from 'zod';
import { endpointSchema } from '../schemas.ts';
import { field, keep } from './field.ts';
import { endpointWords } from './words.ts';

/** Empty where the profile has a socket instead. */
export const accept = field(z.array(endpointSchema).max(16), {
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
