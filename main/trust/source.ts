/** Certificates of a profile, from files and from text. */

import { X509Certificate } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CertificateSource, TunnelError } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { MOST_BYTES, RefusedFile, readNamedFile } from '../disk/named-file.ts';

const PEM_CERTIFICATE = /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END \1?CERTIFICATE-----/g;

export type Certificates =
  | { readonly ok: true; readonly certificates: readonly X509Certificate[] }
  | { readonly ok: false; readonly error: TunnelError };

/** What of a directory counts: OpenSSL looks a certificate up by its subject's hash (man openssl-rehash). */
export const isHashed = (name: string): boolean => /^[0-9a-f]{8}\.\d+$/i.test(name);

/**
 * All certificates of the given sources. A file may hold several, as PEM, or one as DER; of a directory those under hashed
 * names that can be read, none of which is an error only when nothing else is there. Everything is read anew each time.
 */
export async function readCertificates(sources: readonly CertificateSource[]): Promise<Certificates> {
  const certificates: X509Certificate[] = [];
  for (const source of sources) {
    if (source.kind === 'directory') {
      certificates.push(...(await readDirectory(source.path)));
      continue;
    }
    const place = source.kind === 'file' ? source.path : 'in the profile';
    let bytes: Buffer;
    try {
      bytes = source.kind === 'file' ? await readNamedFile(source.path, MOST_BYTES) : Buffer.from(source.pem);
    } catch (error) {
      return unusable(place, unreadable(error));
    }
    try {
      certificates.push(...parseCertificates(bytes));
    } catch {
      return unusable(place, toSay('clause.file.noCertificate'));
    }
  }
  const directory = sources.find((source) => source.kind === 'directory');
  if (certificates.length > 0 || directory === undefined) return { ok: true, certificates };
  return unusable(directory.path, (await isFile(directory.path)) ? IS_FILE : NO_HASHED);
}

const IS_FILE = toSay('clause.folder.isFile');
const NO_HASHED = toSay('clause.folder.noHash');

const isFile = (place: string): Promise<boolean> =>
  stat(place).then(
    (found) => found.isFile(),
    () => false,
  );

/** The certificates of a directory, as OpenSSL finds them: what cannot be read, the directory included, is passed over. */
export async function readDirectory(directory: string): Promise<X509Certificate[]> {
  const names = await readdir(directory).catch((): string[] => []);
  const read = names
    .filter((name) => isHashed(name))
    .map(async (name) => {
      try {
        return parseCertificates(await readNamedFile(path.join(directory, name), MOST_BYTES));
      } catch {
        return [];
      }
    });
  return (await Promise.all(read)).flat();
}

/** The certificates of a PEM bundle or of one DER file. Throws when there is none or one is damaged. */
export function parseCertificates(bytes: Buffer): X509Certificate[] {
  const blocks = bytes.toString('latin1').match(PEM_CERTIFICATE);
  return blocks === null ? [new X509Certificate(bytes)] : blocks.map((pem) => new X509Certificate(pem));
}

function unusable(place: string, detail: Text): { readonly ok: false; readonly error: TunnelError } {
  return { ok: false, error: { kind: 'key-format', path: place, detail } };
}

/** Why a file that was named could not be read, as a clause. */
export const unreadable = (error: unknown): Text =>
  toSay('clause.file.unreadable', { code: refusalOf(error) ?? codeOf(error) });

function refusalOf(error: unknown): Text | null {
  if (!(error instanceof RefusedFile)) return null;
  const { refusal } = error;
  return refusal.kind === 'too-large'
    ? toSay('clause.file.too-large', { mebibytes: refusal.mebibytes })
    : toSay(`clause.file.${refusal.kind}`);
}

/** The system's code of an error, as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
}
