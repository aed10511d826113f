/** Tells the files of a set apart: texts that may be configurations, certificates, private keys, the rest. Pure. */

import type { SetFile } from '../../../preload/import-preview.ts';
import { importLimits } from '../../../preload/import-schemas.ts';
import { binaryKeyOf, blankPrivateKeys } from '../../../preload/private-keys.ts';
import type { CertificateSummary, Note } from '../../../preload/types.ts';
import { decodeConf } from '../../conf/decode.ts';
import { holdsSettings } from '../../conf/excerpt.ts';
import { certificatesIn } from '../pem.ts';
import { isArchive } from './archive.ts';
import { noteOnFile, safePath } from './file-set.ts';

/** What somebody who can read certificates knows of one. */
export interface CertificateFacts {
  readonly summary: CertificateSummary;
  /** May issue certificates. */
  readonly authority: boolean;
  /** May be a server's (RFC 5280 4.2.1.12). */
  readonly forServers: boolean;
  /** Signs for everybody who asks, and is trusted by systems as they come. */
  readonly publicRoot: boolean;
}

/** null when it is no certificate. Takes DER. */
export type ReadCertificate = (der: Uint8Array) => CertificateFacts | null;

export interface CertificateFile {
  readonly path: string;
  /** In the order of the file. */
  readonly certificates: readonly CertificateFacts[];
}

export interface SetParts {
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  readonly certificates: readonly CertificateFile[];
  /** Files with a private key and no certificate. */
  readonly keys: ReadonlySet<string>;
  /** All files with a private key in them, or likely so. */
  readonly withKey: readonly string[];
  readonly notes: readonly Note[];
}

/** What is left of a private key, and what may stand before it. */
const FIRST_LINES =
  /^(?![^\S\r\n]*[;#])(?:[^\S\r\n]*|(.*\S))-----BEGIN [A-Z0-9 ]{0,80}PRIVATE KEY(?: BLOCK)?-----[^\S\r\n]*$/gm;

export function sortOut(files: readonly SetFile[], read: ReadCertificate): SetParts {
  const texts: { path: string; text: string }[] = [];
  const certificates: CertificateFile[] = [];
  const keys = new Set<string>();
  const withKey: string[] = [];
  const notes: Note[] = [];
  for (const { path: given, bytes } of files) {
    const path = safePath(given);
    if (path === null) {
      notes.push(noteOnFile(given, 'This path leads out of what was given; it was left out.'));
      continue;
    }
    if (bytes === null || bytes.length > importLimits.fileBytes) {
      notes.push(noteOnFile(path, 'This file is larger than 1 MiB; it was not read.'));
      continue;
    }
    if (isArchive(bytes)) {
      notes.push(noteOnFile(path, 'This is an archive among other files or in another archive; it was not unpacked.'));
      continue;
    }
    const binary = binaryKeyOf(bytes);
    if (binary?.kind === 'key') {
      withKey.push(path);
      keys.add(path);
      notes.push(noteOnFile(path, keyReason));
      continue;
    }
    if (binary !== null || /\.(?:p12|pfx|jks|keystore)$/i.test(path)) {
      withKey.push(path);
      notes.push(noteOnFile(path, keyStoreReason));
      continue;
    }
    const safe = blankPrivateKeys(bytes.slice());
    const hasKey = holdsKey(safe);
    const found = certificatesOf(path, safe, read);
    const text = decodeConf(safe).replace(FIRST_LINES, '$1');
    const onlyKey = hasKey && found.length === 0 && isBesideKeys(text);
    if (hasKey) withKey.push(path);
    if (hasKey && found.length === 0) keys.add(path);
    if (hasKey) notes.push(noteOnFile(path, onlyKey ? keyReason : keyAsWellReason));
    // A key or a certificate may stand in the text of a configuration: what stands around it is read.
    if (found.length > 0) certificates.push({ path, certificates: found });
    if (found.length > 0 ? holdsSettings(text.split(/[\r\n]/)) : !onlyKey) texts.push({ path, text });
  }
  return { texts, certificates, keys, withKey, notes };
}

const keyReason = 'This is a private key. It was skipped. It should not leave the server.';
const keyAsWellReason = 'There is a private key in this file as well. It was skipped. It should not leave the server.';
const keyStoreReason = 'This file may hold a private key; it was not read. Keys should not leave the server.';

/** What is said instead of each when the key is a client's own. */
export const clientsReasons: ReadonlyMap<string, string> = new Map([
  [keyReason, 'This is the private key of the client. It belongs to whoever uses it; nothing of it was kept.'],
  [
    keyAsWellReason,
    'There is the private key of the client in this file as well. It belongs to whoever uses it; nothing of it was kept.',
  ],
  [
    keyStoreReason,
    'This file may hold the private key of the client. It belongs to whoever uses it; the file was not read.',
  ],
]);

/** A page about keys holds none. */
function holdsKey(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes);
  return text.search(FIRST_LINES) >= 0 && !/^\s*</.test(text);
}

/** Parameters of the key, and what OpenSSL writes around it (`Bag Attributes`), are no configuration. */
const isBesideKeys = (text: string) =>
  !/[=[]/.test(text.replace(/-----BEGIN (EC|DH|DSA) PARAMETERS-----[A-Za-z0-9+/=\s]*-----END \1 PARAMETERS-----/g, ''));

function certificatesOf(path: string, bytes: Uint8Array, read: ReadCertificate): CertificateFacts[] {
  // DER has no mark but its first byte, a SEQUENCE, so that the name has to say it.
  if (bytes[0] === 0x30 && /\.(?:crt|cer|der|pem)$/i.test(path)) {
    const single = read(bytes);
    return single === null ? [] : [single];
  }
  return certificatesIn(new TextDecoder('latin1').decode(bytes)).flatMap((der) => read(der) ?? []);
}
