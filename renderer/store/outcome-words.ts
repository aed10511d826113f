/** What was done outside the window, in a sentence or two. Pure. */

import type { ExportedProfile, SavedBackup } from '../../preload/contract.ts';
import { t } from '../../preload/words/words.ts';

export const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

export function exportWords({ path, companions }: ExportedProfile): string {
  if (companions.length === 0) return `Exported as ${path}.`;
  const [single, ...more] = companions;
  const beside =
    more.length === 0 ? `its certificate, ${single}, is` : `its certificates, ${companions.join(', ')}, are`;
  return `Exported as ${path}; ${beside} beside it.`;
}

export function backupWords({ path, profiles, secrets }: SavedBackup): string {
  const saved = `${count(profiles, 'profile and the settings are', 'profiles and the settings are')} saved in ${path}.`;
  return secrets === 'sealed' ? `${saved} Its secrets open only with the passphrase.` : saved;
}

export function restoreWords(profiles: number, withSettings: boolean): string {
  const settings = withSettings ? 'the settings' : '';
  const restored = profiles > 0 ? count(profiles, 'profile', 'profiles') : '';
  const what = [restored, settings].filter((part) => part !== '').join(' and ');
  return what === '' ? t('backup.nothingRestored') : `Restored: ${what}.`;
}
