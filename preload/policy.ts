/** What an administrator can decide for a computer: the same names in a JSON file, in Windows' registry and in a Mac's preferences. */
import { z } from 'zod';
import { profileSchema } from './fields/profile.ts';
import { filePathSchema } from './schemas.ts';
import { settingsSchema } from './settings.ts';
import type { Settings } from './types.ts';

/** Settings that can be decided. Which programs are started, and what the networks are called, stays the person's. */
const lockableSchema = settingsSchema.omit({ programs: true, networks: true }).partial();

export type LockableSetting = Exclude<keyof Settings, 'programs' | 'networks'>;
/** Those that are decided. */
export type LockedSettings = Partial<Pick<Settings, LockableSetting>>;
export const lockableSettings = Object.keys(lockableSchema.shape) as readonly LockableSetting[];

/** Each name by itself, so that what is right counts although something else is wrong. */
export const policyShape = {
  ...lockableSchema.shape,
  /** No tunnel goes on whose profile does not verify its server. */
  requireVerification: z.boolean(),
  /** Profiles that are there for everybody, as `profiles.json` has them. */
  profiles: z.array(profileSchema).max(1000),
  /** A JSON file with a list of them. */
  profilesFile: filePathSchema,
} as const;

/** What is decided, as the window shows it. */
export interface ManagedView {
  readonly settings: readonly LockableSetting[];
  readonly profileIds: readonly string[];
  readonly requiresVerification: boolean;
}
