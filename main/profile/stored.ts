/** The stored file as data: what it holds, how older versions become this one, and what to do with what is damaged. */
import { z } from 'zod';
import { profileSchema } from '../../preload/fields/profile.ts';
import { settingsSchema } from '../../preload/settings.ts';
import type { Profile, Settings } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { defaultSettings } from './defaults.ts';

export const STORE_VERSION = 1;

/** Something of the stored file that did not parse. It is kept aside, never dropped. */
export interface Quarantined {
  readonly value: unknown;
  readonly reason: Text;
  /** What exactly does not parse, for the log. */
  readonly detail?: string;
}

export interface Stored {
  readonly profiles: readonly Profile[];
  readonly settings: Settings;
  readonly quarantined: readonly Quarantined[];
  /** The file was written by a newer version of the app: read what can be read, write nothing. */
  readonly newer: boolean;
}

type Migration = (stored: Record<string, unknown>) => Record<string, unknown>;

/** `migrations[n]` takes a file of version n to version n + 1. Every version below STORE_VERSION has one. */
const migrations: Readonly<Record<number, Migration>> = {};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What of it is none: by the names of its fields, as they stand in the file. */
function unfit(value: unknown, error: z.ZodError): Quarantined {
  const fields = error.issues.flatMap((issue) => {
    const place = issue.path.map(String);
    return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...place, key].join('.')) : [place.join('.')];
  });
  const named = [...new Set(fields)].filter((name) => name !== '').map((name) => name.slice(0, LONGEST_NAME));
  const reason =
    named.length === 0
      ? toSay('stored.unfit')
      : toSay('stored.fields', { fields: { list: named.slice(0, MOST_NAMED) }, count: named.length });
  return { value, reason, detail: z.prettifyError(error) };
}

/** As many fields as a sentence names, and as much of each. */
const MOST_NAMED = 5;
const LONGEST_NAME = 80;

/** Reads what the store holds. Never fails: what does not parse is in `quarantined`, everything else is loaded. */
export function readStored(json: unknown): Stored {
  const nothing = { profiles: [], settings: defaultSettings, quarantined: [], newer: false };
  if (json === undefined || json === null) return nothing;
  if (!isRecord(json)) {
    return { ...nothing, quarantined: [{ value: json, reason: toSay('stored.noObject') }] };
  }
  if (Object.keys(json).length === 0) return nothing;
  const version = json['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return { ...nothing, quarantined: [{ value: json, reason: toSay('stored.noVersion') }] };
  }

  const quarantined: Quarantined[] = [];
  const current = migrate(json, version);
  const settings = readSettings(current['settings'], quarantined);
  const profiles = readProfiles(current['profiles'], quarantined);
  return { profiles, settings, quarantined, newer: version > STORE_VERSION };
}

function migrate(stored: Record<string, unknown>, from: number): Record<string, unknown> {
  let current = stored;
  for (let version = from; version < STORE_VERSION; version += 1) current = migrations[version]?.(current) ?? current;
  return current;
}

function readSettings(value: unknown, quarantined: Quarantined[]): Settings {
  if (value === undefined) return defaultSettings;
  const parsed = settingsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { reason, detail } = unfit(value, parsed.error);
  quarantined.push({
    value,
    reason: toSay('stored.settings', { reason }),
    ...(detail === undefined ? {} : { detail }),
  });
  return defaultSettings;
}

function readProfiles(value: unknown, quarantined: Quarantined[]): Profile[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    quarantined.push({ value, reason: toSay('stored.noList') });
    return [];
  }
  const profiles: Profile[] = [];
  const ids = new Set<string>();
  for (const candidate of value as unknown[]) {
    const parsed = profileSchema.safeParse(candidate);
    if (!parsed.success) {
      quarantined.push(unfit(candidate, parsed.error));
    } else if (ids.has(parsed.data.id)) {
      quarantined.push({ value: candidate, reason: toSay('stored.sameId') });
    } else {
      ids.add(parsed.data.id);
      profiles.push(parsed.data);
    }
  }
  return profiles;
}

/** A file of this version. */
export interface StoredFile {
  readonly version: typeof STORE_VERSION;
  readonly profiles: readonly Profile[];
  readonly settings: Settings;
}

/** What to store: everything but the demo's profiles, which live until the app quits. */
export function toStored(profiles: readonly Profile[], settings: Settings): StoredFile {
  return { version: STORE_VERSION, profiles: profiles.filter((profile) => !profile.demo), settings };
}
