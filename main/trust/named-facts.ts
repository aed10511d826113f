/** What certificates a path of this computer holds, for judging a configuration that names it. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { MOST_BYTES, readNamedFileSync } from '../disk/named-file.ts';
import { certificateFacts } from './certificate-facts.ts';
import { isHashed, parseCertificates } from './source.ts';

/** As many files of a folder as are looked at: a system's has about 150. */
const MOST_FILES = 400;

type Facts = NonNullable<ReturnType<typeof certificateFacts>>;

/** Of a folder those under hashed names, as OpenSSL looks for them. Empty for what is not there or cannot be read. */
export function factsAt(place: { readonly kind: 'file' | 'directory'; readonly path: string }): readonly Facts[] {
  return place.kind === 'file' ? factsIn(place.path) : hashedIn(place.path).flatMap(factsIn);
}

/** Whether there is a public authority among the certificates of a PEM text. Never throws. */
export function holdsPublicRoots(pem: Uint8Array): boolean {
  try {
    return parseCertificates(Buffer.from(pem)).some(({ raw }) => certificateFacts(raw)?.publicRoot === true);
  } catch {
    return false;
  }
}

function factsIn(file: string): Facts[] {
  try {
    return parseCertificates(readNamedFileSync(file, MOST_BYTES)).flatMap(({ raw }) => certificateFacts(raw) ?? []);
  } catch {
    return [];
  }
}

function hashedIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter(isHashed);
    return names.slice(0, MOST_FILES).map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
