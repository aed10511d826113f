/** What a client's section shows the server: a certificate with its key (stunnel man page: cert, key, engineId). */

import type { ImportNeed } from '../../../preload/import-preview.ts';
import { type Sentence, sentence } from '../../../preload/sentence.ts';
import type { Note, Profile } from '../../../preload/types.ts';
import type { OptionLine } from '../../conf/document.ts';
import type { ConfService } from '../../conf/services.ts';
import { lastOf } from '../../conf/services.ts';
import { cite, noteOn } from '../notes/note.ts';
import { isPath, placedReason, placePath } from './place-path.ts';

export interface ReadIdentity {
  readonly fields: Pick<Profile, 'identity'>;
  readonly needs: readonly ImportNeed[];
  readonly notes: readonly Note[];
}

const nothing: ReadIdentity = { fields: {}, needs: [], notes: [] };

const isPkcs12 = (path: string) => /\.(?:p12|pfx)$/i.test(path);
/** Keys on tokens and in the system's stores (`pkcs11:…`, `engine:…`); a drive's letter is no scheme. */
const isUri = (text: string) => /^[a-z][\w+.-]+:/i.test(text);

/** `directory`: where relative paths begin; null when nobody knows. */
export function readIdentity(service: ConfService, directory: string | null): ReadIdentity {
  const cert = lastOf(service, 'cert');
  const key = lastOf(service, 'key');
  const token = lastOf(service, 'engineId') ?? lastOf(service, 'engineNum');
  if (cert === null || cert.meant === '') {
    if (token !== null && token.meant !== '') return askForExport(token);
    return key === null || key.meant === ''
      ? nothing
      : { ...nothing, notes: [noteOn(key, 'A key without a certificate (cert) is not used.')] };
  }
  const unusable = token ?? [cert, key].find((line) => line !== null && isUri(line.meant)) ?? null;
  if (unusable !== null) {
    return {
      ...nothing,
      needs: [askAnew(cert, sentence`The file keeps it on a token or in a key store, which Adit cannot use.`)],
      notes: [noteOn(unusable, 'Adit uses certificates and keys from files only.')],
    };
  }
  const named = [cert, ...(key === null || isPkcs12(cert.meant) ? [] : [key])];
  const bad = named.find(({ meant }) => !isPath(meant));
  if (bad !== undefined) {
    return {
      ...nothing,
      needs: [askAnew(cert, sentence`The file has “${cite(bad.meant)}” in its place (${bad.place}).`)],
      notes: [noteOn(bad, 'This names no file that Adit can read.')],
    };
  }
  const [certificate, keyPath] = named.map(({ meant }) => placePath(meant, directory));
  if (certificate === undefined) return nothing;
  const identity: Profile['identity'] = isPkcs12(certificate)
    ? { kind: 'pkcs12', path: certificate }
    : { kind: 'pem', certificate, key: keyPath ?? certificate };
  return {
    fields: { identity },
    needs: [
      {
        kind: 'certificate',
        required: false,
        reason: sentence`The file shows the server the certificate ${cite(certificate)} (${cert.place}).${placedReason(cert.meant, directory)}`,
        named: cite(certificate),
      },
    ],
    notes: [],
  };
}

/** Engines that look into the certificate store of Windows themselves (stunnel man page, engine). */
const isWindowsStore = (engine: string) => /^(?:capi|cng)$/i.test(engine);

/** The certificate is one that an engine finds. */
const askForExport = (token: OptionLine): ReadIdentity => ({
  fields: {},
  needs: [
    {
      kind: 'certificate',
      required: false,
      reason: isWindowsStore(token.meant)
        ? sentence`The file takes the client’s certificate from the certificate store of Windows (${cite(token.raw.trim())}, ${token.place}), which Adit does not read. If the server wants one, export it there with its key as a .p12 file, and choose that.`
        : sentence`The file takes the client’s certificate from a token or a key store (${cite(token.raw.trim())}, ${token.place}), which Adit does not read. If the server wants one, choose it as a file.`,
      named: null,
    },
  ],
  notes: [],
});

const askAnew = (cert: OptionLine, why: Sentence): ImportNeed => ({
  kind: 'certificate',
  required: false,
  reason: sentence`The file shows the server a certificate of the client (${cert.place}). ${why}`,
  named: null,
});
