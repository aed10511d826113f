/** What was done outside the window, in a sentence or two. Pure. */

import type { SavedBackup } from '../../preload/backup.ts';
import type { ExportedProfile } from '../../preload/contract.ts';
import { listed } from '../../preload/words/format.ts';
import { t } from '../../preload/words/words.ts';

export function exportWords({ path, companions }: ExportedProfile): string {
  if (companions.length === 0) return t('backup.exported', { path });
  return t('backup.exported.with', { path, count: companions.length, files: listed(companions) });
}

export const backupWords = ({ path, profiles, secrets }: SavedBackup): string =>
  t(secrets === 'sealed' ? 'backup.saved.sealed' : 'backup.saved', { count: profiles, path });

export function restoreWords(profiles: number, withSettings: boolean): string {
  if (profiles === 0) return withSettings ? t('backup.restored.settings') : t('backup.nothingRestored');
  return t(withSettings ? 'backup.restored.both' : 'backup.restored', { count: profiles });
}
