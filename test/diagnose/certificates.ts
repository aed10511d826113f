/** The certificates of these tests, made once a file. */
import { readFile } from 'node:fs/promises';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';

const DAY = 86_400_000;
const fromNow = (days: number) => new Date(Date.now() + days * DAY);

export interface Certificates extends AsyncDisposable {
  readonly directory: string;
  /** Self-signed, for localhost and tunnel.test. */
  readonly server: CertificateFiles;
  readonly authority: CertificateFiles;
  /** By the authority, for localhost. */
  readonly leaf: CertificateFiles;
  make(name: string, options: Parameters<typeof makeCertificate>[2]): Promise<CertificateFiles>;
}

export const names = ['localhost', 'tunnel.test'];

export async function makeCertificates(): Promise<Certificates> {
  const directory: TemporaryDirectory = await temporaryDirectory('adit-diagnose-');
  const { path } = directory;
  const server = await makeCertificate(path, 'server', { commonName: 'tunnel.test', names });
  const authority = await makeCertificate(path, 'authority', { commonName: 'Adit test authority', authority: true });
  const leaf = await makeCertificate(path, 'leaf', { commonName: 'tunnel.test', names, issuer: authority });
  return {
    directory: path,
    server,
    authority,
    leaf,
    make: (name, options) => makeCertificate(path, name, options),
    [Symbol.asyncDispose]: () => directory.close(),
  };
}

export const expired = { validFrom: fromNow(-60), validTo: fromNow(-30) } as const;
export const early = { validFrom: fromNow(30), validTo: fromNow(60) } as const;

/** PEM of what the tunnel trusts. */
export const textOf = (file: string): Promise<string> => readFile(file, 'utf8');
