/** Tells the files of a set apart: texts that may be configurations, certificates, private keys, the rest. Pure. */
import { importLimits } from '../../preload/schemas.ts';
import type { CertificateSummary, Note, SetFile } from '../../preload/types.ts';
import { decodeConf } from '../conf/decode.ts';
import { noteOnFile, safePath } from './file-set.ts';
import { certificatesIn } from './pem.ts';

/** What somebody who can read certificates knows of one. */
export interface CertificateFacts {
  readonly summary: CertificateSummary;
  /** May issue certificates. */
  readonly authority: boolean;
  /** May be a server's (RFC 5280 4.2.1.12). */
  readonly forServers: boolean;
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
  /** Files that begin with a private key. */
  readonly keys: ReadonlySet<string>;
  /** All files with a private key in them, as far as can be told without reading it. */
  readonly withKey: readonly string[];
  readonly notes: readonly Note[];
}

const BEGIN = '-----BEGIN ';
const PRIVATE_KEY = /^[^\S\r\n]*-----BEGIN [A-Z0-9 ]*PRIVATE KEY/m;

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
    if (/\.(?:p12|pfx|jks|keystore)$/i.test(path)) {
      withKey.push(path);
      notes.push(
        noteOnFile(path, 'This file may hold a private key; it was not read. Keys should not leave the server.'),
      );
      continue;
    }
    const plain = beforeKey(bytes);
    const found = certificatesOf(path, plain.bytes, read);
    const before = found.length > 0 ? '' : decodeConf(plain.bytes);
    const onlyKey = plain.hasKey && found.length === 0 && before.trim() === '';
    if (plain.hasKey) withKey.push(path);
    if (plain.hasKey && found.length === 0) keys.add(path);
    if (plain.hasKey) notes.push(noteOnFile(path, onlyKey ? keyReason : keyBehindReason));
    // A key may have been pasted below a configuration: what stands before it is read.
    if (found.length > 0) certificates.push({ path, certificates: found });
    else if (!onlyKey) texts.push({ path, text: before });
  }
  return { texts, certificates, keys, withKey, notes };
}

const keyReason = 'This is a private key. It was not read. It should not leave the server.';
const keyBehindReason = 'There is a private key in this file as well. It was not read. It should not leave the server.';

/** Everything before the first private key; what is behind it is not looked at. */
function beforeKey(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly hasKey: boolean } {
  const text = new TextDecoder('latin1').decode(bytes);
  // A page about keys is no key.
  const place = text.includes(BEGIN) && !/^\s*</.test(text) ? text.search(PRIVATE_KEY) : -1;
  return place < 0 ? { bytes, hasKey: false } : { bytes: bytes.subarray(0, place), hasKey: true };
}

function certificatesOf(path: string, bytes: Uint8Array, read: ReadCertificate): CertificateFacts[] {
  // DER has no mark but its first byte, a SEQUENCE, so that the name has to say it.
  if (bytes[0] === 0x30 && /\.(?:crt|cer|der|pem)$/i.test(path)) {
    const single = read(bytes);
    return single === null ? [] : [single];
  }
  return certificatesIn(new TextDecoder('latin1').decode(bytes)).flatMap((der) => read(der) ?? []);
}
