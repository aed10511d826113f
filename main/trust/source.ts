/** Certificates of a profile, from files and from text. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { CertificateSource, TunnelError } from '../../preload/types.ts';

const PEM_CERTIFICATE = /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END \1?CERTIFICATE-----/g;

export type Certificates =
  | { readonly ok: true; readonly certificates: readonly X509Certificate[] }
  | { readonly ok: false; readonly error: TunnelError };

/** All certificates of the given sources. A file may hold several, as PEM, or one as DER. Files are read anew each time. */
export async function readCertificates(sources: readonly CertificateSource[]): Promise<Certificates> {
  const certificates: X509Certificate[] = [];
  for (const source of sources) {
    const path = source.kind === 'file' ? source.path : 'in the profile';
    let bytes: Buffer;
    try {
      bytes = source.kind === 'file' ? await readFile(source.path) : Buffer.from(source.pem);
    } catch (error) {
      return unusable(path, `it cannot be read (${codeOf(error)})`);
    }
    try {
      certificates.push(...parseCertificates(bytes));
    } catch {
      return unusable(path, 'it holds no certificate, or a damaged one');
    }
  }
  return { ok: true, certificates };
}

/** The certificates of a PEM bundle or of one DER file. Throws when there is none or one is damaged. */
export function parseCertificates(bytes: Buffer): X509Certificate[] {
  const blocks = bytes.toString('latin1').match(PEM_CERTIFICATE);
  return blocks === null ? [new X509Certificate(bytes)] : blocks.map((pem) => new X509Certificate(pem));
}

function unusable(path: string, detail: string): { readonly ok: false; readonly error: TunnelError } {
  return { ok: false, error: { kind: 'key-format', path, detail } };
}

/** The system's code of an error, as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
