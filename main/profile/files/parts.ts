/** Tells the files of a set apart: texts that may be configurations, certificates, private keys, the rest. Pure. */

import { importLimits } from '../../../preload/import-limits.ts';
import type { SetFile } from '../../../preload/import-preview.ts';
import { binaryKeyOf, blankPrivateKeys } from '../../../preload/private-keys.ts';
import type { CertificateSummary, Note } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import { decodeConf } from '../../conf/decode.ts';
import { holdsSettings } from '../../conf/excerpt.ts';
import { relativePath } from '../../conf/paths.ts';
import { certificatesIn } from '../pem.ts';
import { isArchive } from './archive.ts';
import { noteOnFile } from './file-set.ts';

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
  /** In the order of the files. What is to be said of a key depends on whose it is. */
  readonly findings: readonly (Note | KeyFinding)[];
}

/** `key`: the file holds nothing else; `key-as-well`: other things, too; `store`: perhaps a key, and it was not read. */
export interface KeyFinding {
  readonly kind: 'key' | 'key-as-well' | 'store';
  readonly path: string;
}

/** What is left of a private key, and what may stand before it. */
const FIRST_LINES =
  /^(?![^\S\r\n]*[;#])(?:[^\S\r\n]*|(.*\S))-----BEGIN [A-Z0-9 ]{0,80}PRIVATE KEY(?: BLOCK)?-----[^\S\r\n]*$/gm;

export function sortOut(files: readonly SetFile[], read: ReadCertificate): SetParts {
  const texts: { path: string; text: string }[] = [];
  const certificates: CertificateFile[] = [];
  const keys = new Set<string>();
  const withKey: string[] = [];
  const findings: (Note | KeyFinding)[] = [];
  for (const { path: given, bytes, isUnreadable = false } of files) {
    const path = relativePath(given);
    if (path === null) {
      findings.push(noteOnFile(given, toSay('note.file.leadsOut')));
      continue;
    }
    if (bytes === null || bytes.length > importLimits.fileBytes) {
      findings.push(noteOnFile(path, toSay(isUnreadable ? 'note.file.unreadable' : 'note.file.large')));
      continue;
    }
    if (isArchive(bytes)) {
      findings.push(noteOnFile(path, toSay('note.file.archive')));
      continue;
    }
    const binary = binaryKeyOf(bytes);
    if (binary?.kind === 'key') {
      withKey.push(path);
      keys.add(path);
      findings.push({ kind: 'key', path });
      continue;
    }
    if (binary !== null || /\.(?:p12|pfx|jks|keystore)$/i.test(path)) {
      withKey.push(path);
      findings.push({ kind: 'store', path });
      continue;
    }
    const safe = blankPrivateKeys(bytes.slice());
    const hasKey = holdsKey(safe);
    const found = certificatesOf(path, safe, read);
    const text = decodeConf(safe).replace(FIRST_LINES, '$1');
    const onlyKey = hasKey && found.length === 0 && isBesideKeys(text);
    if (hasKey) withKey.push(path);
    if (hasKey && found.length === 0) keys.add(path);
    if (hasKey) findings.push({ kind: onlyKey ? 'key' : 'key-as-well', path });
    // A key or a certificate may stand in the text of a configuration: what stands around it is read.
    if (found.length > 0) certificates.push({ path, certificates: found });
    if (found.length > 0 ? holdsSettings(text.split(/[\r\n]/)) : !onlyKey) texts.push({ path, text });
  }
  return { texts, certificates, keys, withKey, findings };
}

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
