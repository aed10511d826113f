import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, takeFromClients } from './field.ts';

/** Names of stunnel's `options`, with `-` for those that are cleared, in the order of the file. */
export const options = field(z.array(z.string().max(64)).max(64).optional(), {
  label: 'field.options',
  words: (options) => options?.join(', ') ?? toSay('value.none'),
  usual: undefined,
  update: takeFromClients,
  shared: 'as it is',
  stunnel: { kind: 'special', options: ['options'], every: true },
  preview: 'setting',
  engine: 'as it is',
});
