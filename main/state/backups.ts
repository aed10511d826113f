/** Backup and restore of all profiles. A backup is first read into a plan; what of it is restored, the person says. */

import type { RestorePlan, SavedBackup } from '../../preload/backup.ts';
import type { Result } from '../../preload/contract.ts';
import type { RestoreChoice } from '../../preload/import-preview.ts';
import type { Profile, SecretChanges, Settings } from '../../preload/types.ts';
import { sayExplanation } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import {
  type Backup,
  MAX_BACKUP,
  planRestore,
  type ReadBackupResult,
  restore,
  type Sealed,
  toBackup,
} from '../profile/share/backup.ts';
import type { Controller } from './controller.ts';
import type { Files } from './files.ts';
import { failure, success } from './result.ts';
import { type SecretKeeper, secretsFromText, secretsToText } from './secrets.ts';

/** Seals a text with a passphrase and opens it again. */
export interface Sealing {
  seal(text: string, passphrase: string): Promise<Sealed>;
  unseal(
    sealed: Sealed,
    passphrase: string,
  ): Promise<
    | { readonly ok: true; readonly text: string }
    | { readonly ok: false; readonly reason: 'wrong-passphrase' | 'damaged' }
  >;
}

export interface BackupPorts {
  readonly controller: Controller;
  readonly profiles: () => readonly Profile[];
  readonly settings: () => Settings;
  /** An administrator decides about it: nothing of a backup takes its place. */
  readonly isManaged: (profileId: string) => boolean;
  readonly files: Files;
  /** Rejects only for what nobody expected. */
  readonly read: (text: string) => Promise<ReadBackupResult>;
  readonly sealing: Sealing;
  readonly secrets: SecretKeeper;
  readonly newId: () => string;
  readonly now: () => Date;
}

export interface RestoreRequest {
  readonly planId: string;
  readonly choices: readonly { readonly profileId: string; readonly choice: RestoreChoice }[];
  readonly settings: boolean;
  readonly passphrase: string | null;
}

export interface Backups {
  /** Everything but secrets and the demo, as a backup; `content` is the same as long as nothing of it changes. */
  copy(): { readonly text: string; readonly content: string };
  /** What of a backup there is to restore. `source`: its file name. */
  plan(source: string, text: string): Promise<Result<RestorePlan>>;
  save(passphrase: string | null): Promise<Result<SavedBackup | null>>;
  open(): Promise<Result<RestorePlan | null>>;
  restore(request: RestoreRequest): Promise<Result<{ readonly profileIds: readonly string[] }>>;
}

/**
 * Plans that nobody has answered: as many as computers can share a folder, each of which may be offered and wait in the
 * window. Those of large backups are fewer; the newest is always one.
 */
const MAX_HELD = 64;
/** Characters of their backups, altogether. */
const MAX_HELD_TEXT = 4 * MAX_BACKUP;

export function createBackups(ports: BackupPorts): Backups {
  const { controller, profiles, files, sealing, secrets, isManaged } = ports;
  const held = new Map<string, { readonly backup: Backup; readonly size: number }>();

  const hold = (id: string, backup: Backup, size: number): void => {
    held.set(id, { backup, size });
    let total = [...held.values()].reduce((sum, one) => sum + one.size, 0);
    for (const [oldest, one] of held) {
      if (oldest === id || (held.size <= MAX_HELD && total <= MAX_HELD_TEXT)) return;
      held.delete(oldest);
      total -= one.size;
    }
  };

  /** What there is to decide, and what there is not: as things are now. */
  const planOf = (backup: Backup, existing: readonly Profile[]) => {
    const all = planRestore(backup, existing);
    const isFixed = ({ match }: (typeof all)[number]): boolean => match !== null && isManaged(match);
    return { items: all.filter((item) => !isFixed(item)), fixed: all.filter(isFixed) };
  };

  /** Nothing of what is sealed is restored before everything else is known to work. */
  const unseal = async (backup: Backup, passphrase: string | null): Promise<Result<string | null>> => {
    if (backup.secrets.kind !== 'sealed' || passphrase === null) return success(null);
    const unsealed = await sealing.unseal(backup.secrets.sealed, passphrase);
    if (unsealed.ok) return success(unsealed.text);
    return unsealed.reason === 'wrong-passphrase' ? wrongPassphrase : sealedIsDamaged;
  };

  const backups: Backups = {
    copy() {
      const stored = { profiles: profiles().filter(({ demo }) => !demo), settings: ports.settings() };
      const text = toBackup({ ...stored, createdAt: ports.now(), secrets: null });
      return { text, content: JSON.stringify(stored) };
    },

    async save(passphrase) {
      const now = ports.now();
      const destination = await files.askDestination({
        title: t('dialog.backup.save'),
        suggestedName: `Adit backup ${now.toISOString().slice(0, 10)}.json`,
        kind: 'backup',
      });
      if (destination === null) return success(null);
      const own = profiles().filter(({ demo }) => !demo);
      const secret = secretsToText(
        secrets,
        own.map(({ id }) => id),
      );
      const sealed = passphrase === null || secret === null ? null : await sealing.seal(secret, passphrase);
      const text = toBackup({ profiles: own, settings: ports.settings(), createdAt: now, secrets: sealed });
      const written = await files.write(destination.directory, [{ name: destination.name, text }]);
      if (!written.ok) return written;
      return success({
        path: destination.path,
        profiles: own.length,
        secrets: sealed === null ? 'none' : 'sealed',
      });
    },

    async open() {
      const chosen = await files.askBackup();
      if (!chosen.ok || chosen.value === null) return chosen.ok ? success(null) : chosen;
      return backups.plan(chosen.value.name, chosen.value.text);
    },

    async plan(source, text) {
      const read = await ports.read(text);
      if (!read.ok) return failure('import', () => sayExplanation(read.explanation));
      const { backup } = read;
      const existing = profiles();
      const { items, fixed } = planOf(backup, existing);
      const id = ports.newId();
      hold(id, backup, text.length);
      return success({
        id,
        source,
        createdAt: backup.createdAt,
        items: items.map(({ match, ...item }) => {
          const found = existing.find((profile) => profile.id === match);
          return { ...item, match: found === undefined ? null : { profileId: found.id, profileName: found.name } };
        }),
        damaged: backup.damaged,
        ...(fixed.length === 0 ? {} : { managed: fixed.map(({ profile }) => profile.name) }),
        secrets: backup.secrets.kind,
      });
    },

    async restore({ planId, choices, settings, passphrase }) {
      const backup = held.get(planId)?.backup;
      if (backup === undefined) return planGone;
      const unsealed = await unseal(backup, passphrase);
      if (!unsealed.ok) return unsealed;
      const existing = profiles();
      // Planned anew: profiles may have changed while the person was choosing.
      const restored = restore(
        planOf(backup, existing).items,
        new Map(choices.map(({ profileId, choice }) => [profileId, choice])),
        existing,
        ports.newId,
      );
      const given = unsealed.value === null ? new Map<string, SecretChanges>() : secretsFromText(unsealed.value);
      if (given === null) return sealedIsDamaged;
      const stored = controller.putProfiles(
        restored.map(({ profile }) => profile),
        settings ? backup.settings : null,
      );
      if (!stored.ok) return stored;
      held.delete(planId);
      for (const { from, profile } of restored) {
        const own = given.get(from);
        // One by one: a key store that refuses leaves the profiles usable, and they ask.
        const kept = own === undefined ? stored : await controller.saveProfile(profile, own);
        if (!kept.ok) return kept;
      }
      return success({ profileIds: restored.map(({ profile }) => profile.id) });
    },
  };
  return backups;
}

const planGone = failure('not-found', () => ({
  what: t('failure.planGone.what'),
  why: t('failure.planGone.why'),
  next: t('failure.planGone.next'),
}));

const wrongPassphrase = failure('wrong-passphrase', () => ({
  what: t('failure.wrongPassphrase.what'),
  why: t('failure.wrongPassphrase.why'),
  next: t('failure.wrongPassphrase.next'),
}));

const sealedIsDamaged = failure('import', () => ({
  what: t('failure.sealedIsDamaged.what'),
  why: t('failure.sealedIsDamaged.why'),
  next: t('failure.sealedIsDamaged.next'),
}));
