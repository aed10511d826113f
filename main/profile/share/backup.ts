/**
 * All profiles and settings as one file: `{"format": "adit-backup", "version", "createdAt", "stored", "secrets"}`. What
 * is stored has the store's version and migrations. Secrets are there only sealed with a passphrase; sealing is not done
 * here, because it is not pure (main/desktop/sealed-file.ts).
 */
import { z } from 'zod';
import type { Difference, RestoreChoice } from '../../../preload/import-preview.ts';
import type { Profile, Settings } from '../../../preload/types.ts';
import { type Text, toSay, type UnsaidExplanation } from '../../../preload/words/text.ts';
import { differencesBetween } from '../compare.ts';
import { duplicateOf } from '../duplicate.ts';
import { reachesSameServer } from '../match.ts';
import { withoutSecrets } from '../notes/redact.ts';
import { readStored, toStored } from '../stored.ts';

const FORMAT = 'adit-backup';
const VERSION = 1;
/** In characters. */
export const MAX_BACKUP = 32 * 1_048_576;

/** In bytes. */
const MAX_SCRYPT_MEMORY = 512 * 1_048_576;

const base64 = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/);

/**
 * Something sealed with a passphrase, with all that is needed to open it but the passphrase. The limits keep a foreign
 * file from asking for more memory or time than a computer has: 128·n·r bytes, p times.
 */
export const sealedSchema = z.strictObject({
  kdf: z
    .strictObject({
      name: z.literal('scrypt'),
      n: z.int().min(1024).max(1_048_576),
      r: z.int().min(1).max(16),
      p: z.int().min(1).max(4),
      salt: base64(128),
    })
    .refine(({ n, r }) => 128 * n * r <= MAX_SCRYPT_MEMORY),
  cipher: z.strictObject({ name: z.literal('aes-256-gcm'), nonce: base64(32) }),
  /** Derived from the passphrase beside the key: tells a wrong passphrase from a damaged file. */
  check: base64(64),
  /** Ciphertext followed by the 16 bytes of the authentication tag. */
  data: base64(16 * 1_048_576),
  /** SHA-256 of the fields above: tells a damaged file from a wrong passphrase. */
  sum: base64(64),
});
export type Sealed = Readonly<z.infer<typeof sealedSchema>>;

export interface Backup {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly profiles: readonly Profile[];
  readonly settings: Settings;
  /** Parts that do not parse; everything else can be restored. */
  readonly damaged: readonly { readonly name: string | null; readonly reason: Text }[];
  readonly secrets:
    | { readonly kind: 'none' }
    | { readonly kind: 'sealed'; readonly sealed: Sealed }
    | { readonly kind: 'damaged' };
}

export type BackupFault = 'not-ours' | 'too-new' | 'damaged' | 'too-large';

export type ReadBackupResult =
  | { readonly ok: true; readonly backup: Backup }
  | { readonly ok: false; readonly reason: BackupFault; readonly explanation: UnsaidExplanation };

export interface BackupContents {
  readonly profiles: readonly Profile[];
  readonly settings: Settings;
  /** When it is made. */
  readonly createdAt: Date;
  /** null: no passphrase was given, so there are no secrets in the file. */
  readonly secrets: Sealed | null;
}

/** The text of a backup. Lines of imported files that hold passwords are blotted out: the file itself is not sealed. */
export function toBackup({ profiles, settings, createdAt, secrets }: BackupContents): string {
  const clean = profiles.map(({ origin, ...profile }) => ({
    ...profile,
    origin: { ...origin, notes: origin.notes.map(withoutSecrets) },
  }));
  const stored = toStored(clean, settings);
  const file = { format: FORMAT, version: VERSION, createdAt: createdAt.toISOString(), stored, secrets };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Whether the text is worth being read as a backup. */
export const isBackup = (text: string) => /^\uFEFF?\s*\{[^{}]{0,200}"adit-backup"/.test(text);

const envelopeSchema = z.object({
  format: z.literal(FORMAT),
  version: z.int().min(1),
  createdAt: z.iso.datetime(),
  stored: z.record(z.string(), z.unknown()),
  secrets: z.unknown(),
});

/** Reads a backup; nothing is restored by that. Never throws. */
export function readBackup(text: string): ReadBackupResult {
  if (text.length > MAX_BACKUP) return fail('too-large');
  const value = readJson(text.replace(/^\uFEFF/, ''));
  const head = z.object({ format: z.literal(FORMAT) }).safeParse(value);
  if (!head.success) return fail(value === undefined && isBackup(text) ? 'damaged' : 'not-ours');
  const newer = z.object({ version: z.int().min(VERSION + 1) }).safeParse(value);
  if (newer.success) return fail('too-new');
  const envelope = envelopeSchema.safeParse(value);
  if (!envelope.success) return fail('damaged');
  const { createdAt, stored, secrets } = envelope.data;
  if (typeof stored['version'] !== 'number') return fail('damaged');
  const read = readStored(stored);
  if (read.newer) return fail('too-new');
  const damaged = read.quarantined.map(({ value: part, reason }) => ({ name: nameIn(part), reason }));
  return {
    ok: true,
    backup: { createdAt, profiles: read.profiles, settings: read.settings, damaged, secrets: readSealed(secrets) },
  };
}

function readSealed(secrets: unknown): Backup['secrets'] {
  if (secrets === null || secrets === undefined) return { kind: 'none' };
  const sealed = sealedSchema.safeParse(secrets);
  return sealed.success ? { kind: 'sealed', sealed: sealed.data } : { kind: 'damaged' };
}

function nameIn(part: unknown): string | null {
  const named = z.object({ name: z.string() }).safeParse(part);
  return named.success ? named.data.name.slice(0, 80) : null;
}

/** undefined when it is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One profile of a backup beside what there is now. */
export interface RestoreItem {
  readonly profile: Profile;
  /** The profile of now that it would replace: the one with its id, else one to the same server with the same name. */
  readonly match: string | null;
  /** From what there is now to what the backup has; empty without a match. */
  readonly differences: readonly Difference[];
  /** What to do unless the person says otherwise: nothing of now is ever replaced without being asked for. */
  readonly suggested: RestoreChoice;
}

export function planRestore(backup: Backup, existing: readonly Profile[]): RestoreItem[] {
  return backup.profiles.map((profile) => {
    const match =
      existing.find(({ id }) => id === profile.id) ??
      existing.find((other) => !other.demo && other.name === profile.name && reachesSameServer(other, profile));
    if (match === undefined) return { profile, match: null, differences: [], suggested: 'add' };
    return { profile, match: match.id, differences: differencesBetween(match, profile), suggested: 'skip' };
  });
}

/**
 * The profiles to save, and which of the backup's each comes `from`: those with an id that exists replace that one, the
 * others are new. `choices` are by the id in the backup; without one the suggestion counts. `newId` gives a new UUID each
 * time.
 */
export function restore(
  plan: readonly RestoreItem[],
  choices: ReadonlyMap<string, RestoreChoice>,
  existing: readonly Profile[],
  newId: () => string,
): { readonly from: string; readonly profile: Profile }[] {
  const ids = new Set(existing.map(({ id }) => id));
  const names = new Set(existing.map(({ name }) => name));
  const ports = new Set(existing.flatMap(({ accept }) => accept.map(({ port }) => port)));
  return plan.flatMap(({ profile, match, suggested }) => {
    const choice = choices.get(profile.id) ?? suggested;
    if (choice === 'skip') return [];
    if (choice === 'replace' && match !== null) return [{ from: profile.id, profile: { ...profile, id: match } }];
    const copied = choice === 'copy' ? duplicateOf(profile, names, ports) : profile;
    const added = { ...copied, id: choice === 'copy' || ids.has(profile.id) ? newId() : profile.id };
    names.add(added.name);
    for (const { port } of added.accept) ports.add(port);
    return [{ from: profile.id, profile: added }];
  });
}

const explanations: Readonly<Record<BackupFault, UnsaidExplanation>> = {
  'not-ours': {
    what: toSay('refused.backup.foreign.what'),
    why: toSay('refused.backup.foreign.why'),
    next: toSay('refused.backup.foreign.next'),
  },
  'too-new': {
    what: toSay('refused.backup.newer.what'),
    why: toSay('refused.newer.why'),
    next: toSay('refused.backup.newer.next'),
  },
  damaged: {
    what: toSay('refused.backup.damaged.what'),
    why: toSay('refused.backup.damaged.why'),
    next: toSay('refused.backup.damaged.next'),
  },
  'too-large': {
    what: toSay('refused.backup.large.what'),
    why: toSay('refused.backup.large.why'),
    next: toSay('refused.backup.large.next'),
  },
};

const fail = (reason: BackupFault): ReadBackupResult => ({ ok: false, reason, explanation: explanations[reason] });
