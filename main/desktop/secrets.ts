/**
 * The secrets' file, `secrets.json` beside the profiles: each secret sealed with the system's key store, by profile and
 * field. What is not sealed is only in memory. Nothing of a secret is ever in a notice or in the log.
 */

import { join } from 'node:path';
import ElectronStore from 'electron-store';
import { z } from 'zod';
import { secretFieldSchema } from '../../preload/secret-schemas.ts';
import type { SecretField } from '../../preload/types.ts';
import { toSay } from '../../preload/words/text.ts';
import type { Secrets } from '../profile/secret-fields.ts';
import { describeThrown, type Logger } from '../state/logger.ts';
import type { ToNotice } from '../state/notices.ts';
import { allSecretFields, type SecretKeeper } from '../state/secrets.ts';
import { asRecord, parseOrNothing, readJson, setAside } from './json-file.ts';
import { ownFile } from './own-file.ts';

const NAME = 'secrets';
const VERSION = 1;

/** The system's key store. Both reject when it refuses. */
export interface KeyStore {
  /** Base64. */
  seal(text: string): Promise<string>;
  /** `isOutdated`: to be sealed again, because the key has changed since. */
  open(sealed: string): Promise<{ readonly text: string; readonly isOutdated: boolean }>;
}

export interface OpenedSecrets extends SecretKeeper {
  readonly notices: readonly ToNotice[];
}

const fileSchema = z.object({
  version: z.int().min(1),
  secrets: z.record(z.uuid(), z.partialRecord(secretFieldSchema, z.string().max(65_536).base64())),
});

interface Entry {
  /** null: sealed, and cannot be opened now. */
  readonly value: string | null;
  /** null: only in memory. */
  readonly sealed: string | null;
}

type Entries = ReadonlyMap<string, ReadonlyMap<SecretField, Entry>>;

/**
 * Opens the file with the key store, if there is one. Never rejects for what the file holds. `isReadOnly`: the profiles are
 * not this version's to write, and their secrets are none either. `tell` gets what is noticed later.
 */
export async function openSecrets(
  directory: string,
  keyStore: KeyStore | null,
  isReadOnly: boolean,
  log: Logger,
  tell: (notice: ToNotice) => void,
  now: () => Date = () => new Date(),
): Promise<OpenedSecrets> {
  const file = join(directory, `${NAME}.json`);
  const replaceOwn = ownFile(file, { now, tell, log });
  const found = readFile(file);
  const notices: OpenedSecrets['notices'][number][] = [];
  let canWrite = !isReadOnly && found.kind !== 'newer';
  if (found.kind === 'newer') notices.push({ level: 'warning', text: newerText });
  if (found.kind === 'damaged' && !isReadOnly) {
    const aside = setAside(file, now(), log);
    canWrite = aside !== null;
    log.error(`${file} is damaged; kept aside as ${aside ?? 'nothing, the copy failed'}.`);
    notices.push({ level: 'error', text: damagedText(aside) });
  }

  let store: ElectronStore<Record<string, unknown>> | null = null;
  const write = (entries: Entries): void => {
    store ??= new ElectronStore({
      cwd: directory,
      name: NAME,
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      deserialize: (text) => asRecord(parseOrNothing(text)),
    });
    const to = store;
    replaceOwn(() => {
      to.store = { version: VERSION, secrets: sealedOf(entries) };
    });
  };

  const sealed = found.kind === 'read' ? found.secrets : {};
  const opened = await openAll(sealed, keyStore, log);
  let entries: Entries = opened.entries;
  if (opened.refused > 0) notices.push({ level: 'warning', text: refusedText });
  if (canWrite && (opened.renewed || found.kind === 'damaged')) {
    try {
      write(entries);
    } catch (thrown) {
      log.error(`${file} could not be written: ${describeThrown(thrown)}`);
    }
  }

  const put = (profileId: string, next: ReadonlyMap<SecretField, Entry>): void => {
    const all = new Map(entries);
    if (next.size === 0) all.delete(profileId);
    else all.set(profileId, next);
    if (canWrite && JSON.stringify(sealedOf(all)) !== JSON.stringify(sealedOf(entries))) write(all);
    entries = all;
  };
  const lasting = canWrite ? keyStore : null;
  return {
    canRemember: lasting !== null,
    notices,
    of(profileId) {
      const secrets: { -readonly [Field in SecretField]?: string } = {};
      for (const [field, { value }] of entries.get(profileId) ?? []) if (value !== null) secrets[field] = value;
      return secrets satisfies Secrets;
    },
    kept: (profileId) =>
      [...(entries.get(profileId) ?? [])].flatMap(([field, entry]) =>
        entry.value === null ? [] : [{ field, kept: entry.sealed === null ? 'memory' : 'sealed' } as const],
      ),
    async change(profileId, changes, remember) {
      const made = new Map<SecretField, Entry | null>();
      for (const field of allSecretFields) {
        const value = changes[field];
        if (value === null) made.set(field, null);
        if (typeof value !== 'string') continue;
        made.set(field, { value, sealed: remember && lasting !== null ? await lasting.seal(value) : null });
      }
      const next = new Map(entries.get(profileId));
      for (const [field, entry] of made) {
        if (entry === null) next.delete(field);
        else next.set(field, entry);
      }
      put(profileId, next);
    },
    take(profileId, fields) {
      const before = entries.get(profileId) ?? new Map<SecretField, Entry>();
      put(profileId, new Map([...before].filter(([field]) => !fields.includes(field))));
      return () => put(profileId, before);
    },
  };
}

type Sealed = Readonly<Record<string, Partial<Readonly<Record<SecretField, string>>>>>;

type FoundSecrets =
  | { readonly kind: 'read'; readonly secrets: Sealed }
  | { readonly kind: 'missing' | 'damaged' | 'newer' };

function readFile(file: string): FoundSecrets {
  const found = readJson(file);
  if (found.kind !== 'json') return { kind: found.kind };
  const version = asRecord(found.value)['version'];
  if (typeof version === 'number' && version > VERSION) return { kind: 'newer' };
  const parsed = fileSchema.safeParse(found.value);
  return parsed.success ? { kind: 'read', secrets: parsed.data.secrets } : { kind: 'damaged' };
}

async function openAll(secrets: Sealed, keyStore: KeyStore | null, log: Logger) {
  const entries = new Map<string, Map<SecretField, Entry>>();
  let refused = 0;
  let renewed = false;
  for (const [profileId, fields] of Object.entries(secrets)) {
    const opened = new Map<SecretField, Entry>();
    for (const field of allSecretFields) {
      const sealed = fields[field];
      if (sealed === undefined) continue;
      let entry: Entry = { value: null, sealed };
      try {
        if (keyStore === null) throw new Error('there is no key store');
        const { text, isOutdated } = await keyStore.open(sealed);
        entry = { value: text, sealed: isOutdated ? await keyStore.seal(text) : sealed };
        renewed ||= isOutdated;
      } catch (thrown) {
        refused += 1;
        log.warn(`A secret (${field}) could not be opened: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
      }
      opened.set(field, entry);
    }
    entries.set(profileId, opened);
  }
  return { entries, refused, renewed };
}

function sealedOf(entries: Entries): Sealed {
  const secrets: Record<string, Partial<Record<SecretField, string>>> = {};
  for (const [profileId, fields] of entries) {
    for (const [field, { sealed }] of fields) {
      if (sealed !== null) secrets[profileId] = { ...secrets[profileId], [field]: sealed };
    }
  }
  return secrets;
}

const newerText = toSay('notice.secrets.newer');

const refusedText = toSay('notice.secrets.refused');

const damagedText = (aside: string | null) =>
  aside === null ? toSay('notice.secrets.lost') : toSay('notice.secrets.damaged', { file: aside });
