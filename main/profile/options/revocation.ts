/** Which revoked certificates a client looks for (stunnel man page: CRLfile, CRLpath, OCSP…), as a profile's field. */
import { revocationSchema } from '../../../preload/fields/revocation.ts';
import type { Note, Profile, Revocation } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import { asFolderPath } from '../../conf/paths.ts';
import { allOf, type ConfService, lastOf } from '../../conf/services.ts';
import { readOcsp as readOcspSettings } from '../../conf/values/ocsp.ts';
import { readOcspFlag } from '../../conf/values/words.ts';
import { noteOn } from '../notes/note.ts';
import { isPath, placePath } from './place-path.ts';
import { settingsMeant } from './settings.ts';

export interface ReadRevocation {
  readonly fields: Pick<Profile, 'revocation'>;
  readonly notes: readonly Note[];
}

type Ocsp = NonNullable<Revocation['ocsp']>;

/** `directory`: where relative paths begin; null when nobody knows. */
export function readRevocation(service: ConfService, directory: string | null): ReadRevocation {
  const notes: Note[] = [];
  const lists = (['CRLfile', 'CRLpath'] as const).flatMap((option) => {
    const line = lastOf(service, option);
    if (line === null || line.meant === '') return [];
    if (!isPath(line.meant)) {
      notes.push(noteOn(line, toSay('note.noList')));
      return [];
    }
    const path = placePath(line.meant, directory);
    // Folders end with a separator, which tells them from files without a look at the disk.
    return [option === 'CRLpath' ? asFolderPath(path) : path];
  });
  const ocsp = readOcsp(service, notes);
  return { fields: lists.length === 0 && ocsp === null ? {} : { revocation: { lists, ocsp } }, notes };
}

/** As much as a profile keeps. */
const MOST_SECONDS = 3600;
const MOST_FLAGS = 16;

const details = ['OCSPflag', 'OCSPnonce', 'OCSPrequire', 'TIMEOUTocsp'] as const;

function readOcsp(service: ConfService, notes: Note[]): Ocsp | null {
  const line = lastOf(service, 'OCSP');
  const read = readOcspSettings(settingsMeant(service));
  if (read === null) {
    for (const option of details) {
      for (const each of allOf(service, option)) {
        notes.push(noteOn(each, toSay('note.noResponder')));
      }
    }
    return null;
  }
  for (const each of allOf(service, 'OCSPflag')) {
    if (readOcspFlag(each.meant) === null) notes.push(noteOn(each, toSay('note.flag')));
  }
  const { aia, timeout, flags } = read;
  const ocsp: Ocsp = { ...read, timeout: Math.min(timeout, MOST_SECONDS), flags: flags.slice(0, MOST_FLAGS) };
  const shape = revocationSchema.shape.ocsp;
  if (shape.safeParse(ocsp).success) return ocsp;
  if (line !== null) notes.push(noteOn(line, toSay('note.responder')));
  const without = { ...ocsp, url: null };
  return aia && shape.safeParse(without).success ? without : null;
}
