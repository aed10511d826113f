/** What a client's section shows the server: a certificate with its key (stunnel man page: cert, key, engineId). */

import type { ImportNeed } from '../../../preload/import-preview.ts';
import { type Sentence, told } from '../../../preload/sentence.ts';
import type { Note, Profile } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { type ConfService, lastOf } from '../../conf/services.ts';
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
    return key === null || key.meant === '' ? nothing : { ...nothing, notes: [noteOn(key, toSay('note.keyAlone'))] };
  }
  const unusable = token ?? [cert, key].find((line) => line !== null && isUri(line.meant)) ?? null;
  if (unusable !== null) {
    return {
      ...nothing,
      needs: [askAnew(cert, told('need.identity.token'))],
      notes: [noteOn(unusable, toSay('note.filesOnly'))],
    };
  }
  const named = [cert, ...(key === null || isPkcs12(cert.meant) ? [] : [key])];
  const bad = named.find(({ meant }) => !isPath(meant));
  if (bad !== undefined) {
    return {
      ...nothing,
      needs: [askAnew(cert, told('need.identity.placeholder', { text: cite(bad.meant), place: bad.place }))],
      notes: [noteOn(bad, toSay('note.noFile'))],
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
        reason: told('need.identity', {
          certificate: cite(certificate),
          place: cert.place,
          more: placedReason(cert.meant, directory),
        }),
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
        ? told('need.identity.windows', { line: cite(token.raw.trim()), place: token.place })
        : told('need.identity.store', { line: cite(token.raw.trim()), place: token.place }),
      named: null,
    },
  ],
  notes: [],
});

const askAnew = (cert: OptionLine, why: Sentence): ImportNeed => ({
  kind: 'certificate',
  required: false,
  reason: told('need.identity.shown', { place: cert.place, why }),
  named: null,
});
