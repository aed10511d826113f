import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, takeFromClients } from './field.ts';
import { form } from './form.ts';

const sessionsSchema = z.strictObject({ resume: z.boolean(), size: z.int().min(0), timeout: z.int().min(0) });
type Sessions = Readonly<z.infer<typeof sessionsSchema>>;

/** stunnel's own. */
export const defaultSessions: Sessions = { resume: true, size: 1000, timeout: 300 };

/** stunnel's sessionResume, sessionCacheSize (0: no limit) and sessionCacheTimeout (seconds). Left out: `defaultSessions`. */
export const sessions = field(sessionsSchema.optional(), {
  label: 'field.sessions',
  words: (sessions) => {
    const { resume, size, timeout } = sessions ?? defaultSessions;
    if (!resume) return toSay('value.sessions.never');
    return size === 0 ? toSay('value.sessions.all', { timeout }) : toSay('value.sessions.some', { timeout, size });
  },
  usual: undefined,
  update: takeFromClients,
  shared: 'as it is',
  stunnel: { kind: 'special', options: ['sessionResume', 'sessionCacheSize', 'sessionCacheTimeout'], every: true },
  preview: 'setting',
  engine: 'as it is',
  editor: {
    section: 'advanced',
    form: form({
      draftOf: (sessions: Sessions | undefined) => ({ resume: (sessions ?? defaultSessions).resume as boolean }),
      valueOf: ({ resume }, before) =>
        before === undefined && resume ? undefined : { ...(before ?? defaultSessions), resume },
      inputs: { resume: { kind: 'switch', label: 'field.sessions.resume' } },
    }),
  },
});
