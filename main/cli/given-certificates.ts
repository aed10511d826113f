/** Certificates that a person names on the command line: a file, or a pipe as `<(command)` of a shell makes it. */
import type { CertificateSource } from '../../preload/types.ts';
import { MOST_BYTES, RefusedFile, readNamedPipe } from '../disk/named-file.ts';
import { parseCertificates } from '../trust/source.ts';
import { TunnelFault } from '../tunnel/base/errors.ts';

/** A pipe is read here, once. Rejects with a TunnelFault when no certificate comes out of it. */
export async function givenCertificates(path: string): Promise<CertificateSource[]> {
  const bytes = await readNamedPipe(path, MOST_BYTES).catch((error: unknown) => {
    if (error instanceof RefusedFile) throw unusable(path, `it cannot be read (${error.code})`);
    // What is not there is said by whoever reads files.
    return null;
  });
  if (bytes === null) return [{ kind: 'file', path }];
  try {
    return [{ kind: 'pem', pem: parseCertificates(bytes).join('') }];
  } catch {
    throw unusable(path, 'it holds no certificate, or a damaged one');
  }
}

const unusable = (path: string, detail: string) => new TunnelFault({ kind: 'key-format', path, detail });
