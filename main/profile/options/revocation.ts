/** Which revoked certificates a client looks for (stunnel man page: CRLfile, CRLpath, OCSP…), as a profile's field. */
import { defaultOcsp, revocationSchema } from '../../../preload/fields/revocation.ts';
import type { Note, Profile, Revocation } from '../../../preload/types.ts';
import { asFolderPath } from '../../conf/paths.ts';
import type { ConfService } from '../../conf/services.ts';
import { allOf, lastOf } from '../../conf/services.ts';
import { noteOn } from '../notes/note.ts';
import { isPath, placePath } from './place-path.ts';

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
      notes.push(noteOn(line, 'This names no file that Adit can read; no list of revoked certificates is used.'));
      return [];
    }
    const path = placePath(line.meant, directory);
    // Folders end with a separator, which tells them from files without a look at the disk.
    return [option === 'CRLpath' ? asFolderPath(path) : path];
  });
  const ocsp = readOcsp(service, notes);
  return { fields: lists.length === 0 && ocsp === null ? {} : { revocation: { lists, ocsp } }, notes };
}

const details = ['OCSPflag', 'OCSPnonce', 'OCSPrequire', 'TIMEOUTocsp'] as const;

function readOcsp(service: ConfService, notes: Note[]): Ocsp | null {
  const says = (option: string) => lastOf(service, option)?.meant.toLowerCase();
  const line = lastOf(service, 'OCSP');
  const url = line === null || line.meant === '' ? null : line.meant;
  const aia = says('OCSPaia') === 'yes';
  if (url === null && !aia) {
    for (const option of details) {
      for (const each of allOf(service, option)) {
        notes.push(noteOn(each, 'No responder is asked (OCSP, OCSPaia), so that this has no use.'));
      }
    }
    return null;
  }
  const timeout = Number(lastOf(service, 'TIMEOUTocsp')?.meant ?? defaultOcsp.timeout);
  const ocsp: Ocsp = {
    url,
    aia,
    nonce: says('OCSPnonce') === 'yes',
    require: says('OCSPrequire') !== 'no',
    timeout: Number.isInteger(timeout) && timeout >= 0 ? Math.min(timeout, 3600) : defaultOcsp.timeout,
    flags: [...new Set(allOf(service, 'OCSPflag').map(({ meant }) => meant.toUpperCase()))].slice(0, 16),
  };
  const shape = revocationSchema.shape.ocsp;
  if (shape.safeParse(ocsp).success) return ocsp;
  if (line !== null)
    notes.push(
      noteOn(line, 'This is no address of an OCSP responder that Adit can ask: it has to begin with http://.'),
    );
  const without = { ...ocsp, url: null };
  return aia && shape.safeParse(without).success ? without : null;
}
