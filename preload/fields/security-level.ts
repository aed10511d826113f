import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, takeFromClients } from './field.ts';
import { LIBRARY_DEFAULT } from './words.ts';

/** OpenSSL's security level; only where the TLS library has them. */
export const securityLevel = field(z.int().min(0).max(5).optional(), {
  label: 'field.securityLevel',
  words: (level) => (level === undefined ? LIBRARY_DEFAULT : String(level)),
  usual: undefined,
  update: takeFromClients,
  shared: 'as it is',
  stunnel: {
    kind: 'line',
    option: 'securityLevel',
    refused: toSay('note.level'),
    written: 'specially',
  },
  preview: 'setting',
  engine: 'as it is',
});
