import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, takeFromClients } from './field.ts';
import { form } from './form.ts';

const failoverSchema = z.enum(['prio', 'rr', 'fastest']);

/** Which of several servers is tried first: stunnel's failover, and the one whose handshakes take the least time. */
export const failover = field(failoverSchema, {
  label: 'field.failover',
  words: (failover) =>
    failover === 'rr'
      ? toSay('value.failover.rr')
      : failover === 'fastest'
        ? toSay('value.failover.fastest')
        : toSay('value.failover.prio'),
  usual: 'prio',
  update: takeFromClients,
  shared: 'as it is',
  stunnel: {
    kind: 'line',
    option: 'failover',
    refused: toSay('note.failover'),
    written: 'specially',
  },
  preview: 'setting',
  engine: 'as it is',
  editor: {
    section: 'server',
    form: form({
      draftOf: (failover: z.infer<typeof failoverSchema>) => ({ failover: failover as string }),
      valueOf: ({ failover }) => failover,
      inputs: {
        failover: {
          kind: 'choice',
          label: 'field.failover',
          choices: [
            { value: 'prio', label: 'field.failover.failover.prio' },
            { value: 'rr', label: 'field.failover.failover.rr' },
            { value: 'fastest', label: 'field.failover.failover.fastest' },
          ],
        },
      },
    }),
  },
});
