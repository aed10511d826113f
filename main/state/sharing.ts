/** Profiles on their way out: as a stunnel.conf, as a file for a colleague, as a link. */

import type { ExportedProfile, Result, SharedFile, SharedLink } from '../../preload/contract.ts';
import type { Profile } from '../../preload/types.ts';
import { sayExplanation } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { isFolderPath } from '../conf/paths.ts';
import { toStunnelConf } from '../profile/export/export.ts';
import { newFilesOf } from '../profile/named-files.ts';
import { shareFile, shareLink } from '../profile/share/share.ts';
import { type Files, fileNameOf } from './files.ts';
import { failure, success, unknownProfile } from './result.ts';

export interface SharingPorts {
  readonly profiles: () => readonly Profile[];
  readonly files: Files;
  /** Whether a person chose this file in a dialog. */
  readonly mayRead: (path: string) => boolean;
}

export interface Sharing {
  exportProfile(profileId: string): Promise<Result<ExportedProfile | null>>;
  /** A profile that may not be saved yet, as the stunnel.conf that it means. */
  preview(profile: Profile): Promise<Result<{ readonly text: string }>>;
  link(profileIds: readonly string[]): Promise<Result<SharedLink>>;
  file(profileIds: readonly string[]): Promise<Result<SharedFile | null>>;
}

export function createSharing({ profiles, files, mayRead: isChosen }: SharingPorts): Sharing {
  const chosen = (ids: readonly string[]): readonly Profile[] | null => {
    const found = ids.map((id) => profiles().find((profile) => profile.id === id));
    return found.every((profile) => profile !== undefined) ? found : null;
  };

  const certificatesOf = async (shared: readonly Profile[]): Promise<ReadonlyMap<string, string>> => {
    const texts = new Map<string, string>();
    for (const path of new Set(shared.flatMap(publicFilesOf))) {
      const text = await files.readCertificates(path);
      if (text !== null) texts.set(path, text);
    }
    return texts;
  };

  return {
    async exportProfile(profileId) {
      const [profile] = chosen([profileId]) ?? [];
      if (profile === undefined) return unknownProfile;
      const destination = await files.askDestination({
        title: t('dialog.export'),
        suggestedName: `${fileNameOf(profile.name)}.conf`,
        kind: 'configuration',
      });
      if (destination === null) return success(null);
      const { directory, name, path } = destination;
      const exported = toStunnelConf(profile, {
        directory,
        systemRoots: files.systemRoots(),
        certificates: await certificatesOf([profile]),
      });
      const written = await files.write(directory, [{ name, text: exported.text }, ...exported.files]);
      return written.ok ? success({ path, companions: exported.files.map((file) => file.name) }) : written;
    },

    async preview(profile) {
      const stored = chosen([profile.id])?.[0];
      // The window names no files to be read: those that the profile has, and those that were chosen in a dialog.
      const mayRead = newFilesOf(stored, profile).every(isChosen);
      const exported = toStunnelConf(profile, {
        directory: '.',
        systemRoots: files.systemRoots(),
        certificates: mayRead ? await certificatesOf([profile]) : new Map(),
      });
      return success({ text: exported.text });
    },

    async link(profileIds) {
      const shared = chosen(profileIds);
      if (shared === null) return unknownProfile;
      const made = shareLink(shared, await certificatesOf(shared));
      return made.ok
        ? success({ link: made.text, notes: made.notes })
        : failure('failed', () => sayExplanation(made.explanation));
    },

    async file(profileIds) {
      const shared = chosen(profileIds);
      if (shared === null) return unknownProfile;
      const made = shareFile(shared, await certificatesOf(shared));
      if (!made.ok) return failure('failed', () => sayExplanation(made.explanation));
      const [first] = shared;
      const destination = await files.askDestination({
        title: t('dialog.share'),
        suggestedName: `${fileNameOf(shared.length === 1 ? (first?.name ?? '') : 'Profiles')}.adit`,
        kind: 'shared',
      });
      if (destination === null) return success(null);
      const written = await files.write(destination.directory, [{ name: destination.name, text: made.text }]);
      return written.ok ? success({ path: destination.path, notes: made.notes }) : written;
    },
  };
}

/** Files of certificates and revocation lists, which are no secrets. A folder of lists has no text. */
function publicFilesOf({ trust, revocation }: Profile): readonly string[] {
  const certificates = 'certificates' in trust ? trust.certificates : [];
  return [
    ...certificates.flatMap((source) => (source.kind === 'pem' ? [] : [source.path])),
    ...(revocation?.lists ?? []).filter((path) => !isFolderPath(path)),
  ];
}
