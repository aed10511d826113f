import { z } from 'zod';
import { toSay } from '../words/text.ts';
import type { FixedId } from '../words/words.ts';
import { field, takeFromClients } from './field.ts';
import { form, numberIn } from './form.ts';

/** The largest number of seconds that a timer takes (2^31 milliseconds). */
export const LONGEST_SECONDS = 2_147_483;

const seconds = z.int().min(0).max(LONGEST_SECONDS);

const timeoutsSchema = z.strictObject({ connect: seconds, busy: seconds, idle: seconds, close: seconds });
type Timeouts = Readonly<z.infer<typeof timeoutsSchema>>;

/** stunnel's (man page, SERVICE-LEVEL OPTIONS). */
export const defaultTimeouts: Timeouts = { connect: 10, busy: 300, idle: 43_200, close: 60 };

const input = (label: FixedId, help: FixedId) =>
  ({ kind: 'text', label, help, isNumber: true, wrong: 'field.timeouts.wrong' }) as const;

/** stunnel's TIMEOUTconnect, TIMEOUTbusy, TIMEOUTidle and TIMEOUTclose, in seconds. */
export const timeouts = field(timeoutsSchema, {
  label: 'field.timeouts',
  words: ({ connect, busy, idle, close }) => toSay('value.timeouts', { connect, busy, idle, close }),
  usual: defaultTimeouts,
  update: takeFromClients,
  shared: 'as it is',
  stunnel: {
    kind: 'special',
    options: ['TIMEOUTconnect', 'TIMEOUTbusy', 'TIMEOUTidle', 'TIMEOUTclose'],
    every: true,
  },
  preview: 'setting',
  engine: 'as it is',
  editor: {
    section: 'advanced',
    form: form({
      draftOf: ({ connect, busy, idle, close }: Timeouts) => ({
        connect: String(connect),
        busy: String(busy),
        idle: String(idle),
        close: String(close),
      }),
      valueOf: ({ connect, busy, idle, close }) => ({
        connect: numberIn(connect),
        busy: numberIn(busy),
        idle: numberIn(idle),
        close: numberIn(close),
      }),
      inputs: {
        connect: input('field.timeouts.connect', 'field.timeouts.connect.help'),
        busy: input('field.timeouts.busy', 'field.timeouts.busy.help'),
        idle: input('field.timeouts.idle', 'field.timeouts.idle.help'),
        close: input('field.timeouts.close', 'field.timeouts.close.help'),
      },
    }),
  },
});
