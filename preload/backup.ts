/** What window and main say to each other of backups, and of the copy of the settings in a folder. */
import type { Difference, RestoreChoice } from './import-preview.ts';
import type { Profile } from './types.ts';
import type { Text } from './words/text.ts';

export interface SavedBackup {
  readonly path: string;
  readonly profiles: number;
  /** Sealed with the passphrase; without one they are not in the file. */
  readonly secrets: 'none' | 'sealed';
}

/** A profile of a backup beside what there is now. */
export interface RestoreItem {
  readonly profile: Profile;
  /** The profile of now that `replace` would replace. */
  readonly match: { readonly profileId: string; readonly profileName: string } | null;
  /** From what there is now to what the backup has. */
  readonly differences: readonly Difference[];
  /** What happens without a choice. */
  readonly suggested: RestoreChoice;
}

/** What a backup holds. Nothing is restored before it is asked for. */
export interface RestorePlan {
  readonly id: string;
  /** File name. */
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly items: readonly RestoreItem[];
  /** Parts that cannot be restored. */
  readonly damaged: readonly { readonly name: string | null; readonly reason: Text }[];
  /** Names of profiles that an administrator decides about: they stay as they are here. Left out: none. */
  readonly managed?: readonly string[];
  /** `sealed`: they are restored only with the passphrase; everything else is restored without. */
  readonly secrets: 'none' | 'sealed' | 'damaged';
}

export interface FolderCopy {
  readonly path: string;
  /** Why it does not work now: a sentence. null: it does. */
  readonly problem: string | null;
  /** File names of other computers' copies. */
  readonly others: readonly string[];
}
