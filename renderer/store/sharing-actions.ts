/** What a person takes out of the app, and gets back from a backup. */
import type { FolderCopy } from '../../preload/backup.ts';
import type { Bridge, CallRequest, SharedFile, SharedLink } from '../../preload/contract.ts';
import type { Explanation } from '../../preload/types.ts';
import { backupWords, exportWords, restoreWords } from './outcome-words.ts';
import type { Answered, Requests } from './requests.ts';
import type { Sheets } from './sheets.ts';

export type RestoreRequest = CallRequest<'backup.restore'>;

export interface SharingActions {
  exportProfile(profileId: string): Promise<void>;
  shareLink(profileId: string): Promise<Answered<SharedLink>>;
  shareFile(profileId: string): Promise<Answered<SharedFile | null>>;
  saveBackup(passphrase: string | null): Promise<Explanation | null>;
  openBackup(): Promise<Explanation | null>;
  restore(request: RestoreRequest): Promise<Explanation | null>;
  /** The folder that other computers see as well; null: there is none. */
  folderCopy(): Promise<FolderCopy | null>;
  /** null when the person changed their mind. */
  chooseFolderCopy(): Promise<Answered<FolderCopy | null>>;
  leaveFolderCopy(): Promise<void>;
  lookAtCopy(name: string): Promise<Explanation | null>;
}

export function createSharingActions(
  bridge: Bridge,
  sheets: Sheets,
  { answered, say, tell, told }: Requests,
): SharingActions {
  return {
    async exportProfile(profileId) {
      const exported = await answered(bridge.profile.export({ profileId }));
      if (!exported.ok) tell(exported.explanation);
      else if (exported.value !== null) say(exportWords(exported.value));
    },

    shareLink: (profileId) => answered(bridge.share.link({ profileIds: [profileId] })),
    shareFile: (profileId) => answered(bridge.share.file({ profileIds: [profileId] })),

    async saveBackup(passphrase) {
      const saved = await answered(bridge.backup.save({ passphrase }));
      if (!saved.ok) return saved.explanation;
      if (saved.value !== null) say(backupWords(saved.value));
      return null;
    },

    async openBackup() {
      const begun = sheets.begun();
      const opened = await answered(bridge.backup.open());
      if (!opened.ok) return opened.explanation;
      if (opened.value !== null) begun.goOn({ kind: 'restore', plan: opened.value });
      return null;
    },

    async folderCopy() {
      const answer = await answered(bridge.folder.get());
      return answer.ok ? answer.value : null;
    },
    chooseFolderCopy: () => answered(bridge.folder.choose()),
    leaveFolderCopy: () => told(bridge.folder.leave()),
    async lookAtCopy(name) {
      const begun = sheets.begun();
      const plan = await answered(bridge.folder.look({ name }));
      if (!plan.ok) return plan.explanation;
      begun.goOn({ kind: 'restore', plan: plan.value });
      return null;
    },

    async restore(request) {
      const begun = sheets.begun();
      const restored = await answered(bridge.backup.restore(request));
      if (!restored.ok) {
        if (begun.isOpen()) return restored.explanation;
        // Who has closed the sheet meanwhile would take it for restored.
        tell(restored.explanation);
        return null;
      }
      begun.close();
      say(restoreWords(restored.value.profileIds.length, request.settings));
      return null;
    },
  };
}
