/** The app's settings as zod schemas: main parses with them what comes from the renderer and from disk. */
import { z } from 'zod';
import { applicationSchema } from './fields/application.ts';
import { networksSchema } from './network-schemas.ts';
import { filePathSchema } from './schemas.ts';

/** Which client is taken, and where it is when it is not in one of the usual places. */
export const programChoiceSchema = z.strictObject({
  client: z.string().regex(/^[a-z0-9-]{1,40}$/),
  path: filePathSchema.optional(),
});

export const programSlotSchema = z.enum(['terminal', ...applicationSchema.options]);

export const settingsSchema = z.strictObject({
  appearance: z.enum(['system', 'light', 'dark']),
  /** A language of preload/words; left out, or unknown to this version: the system's. */
  language: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,35}$/)
    .optional(),
  /** Which tunnels are on after a start: those that were on when the app ended, or only those that start with it. */
  atStart: z.enum(['as-they-were', 'chosen']).optional(),
  /** Left out: the app does not start at login. */
  startAtLogin: z.enum(['window', 'hidden']).optional(),
  /** What the system's notifications tell; left out: problems. */
  notifications: z.enum(['off', 'problems', 'all']).optional(),
  /** How much is written to the log; left out: `info`, all but details. */
  logLevel: z.enum(['error', 'warning', 'info', 'debug']).optional(),
  /** Whether a check may ask hosts that have nothing to do with the server; left out: it may. */
  checkOthers: z.boolean().optional(),
  /** Left out: newer versions of the app are fetched where it brings its own, and installed when it ends. */
  updates: z.enum(['off']).optional(),
  /** Networks that a person has named, with the rules for them; left out: none. */
  networks: networksSchema.optional(),
  /** By application, and `terminal` for those that run in one. What is left out is chosen by what there is. */
  programs: z.partialRecord(programSlotSchema, programChoiceSchema).optional(),
});
