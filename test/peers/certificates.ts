/** Certificates made by openssl itself, so that the app's reading of them is checked against another program. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { execute, requireTool } from './tools.ts';

export interface CertificateFiles {
  /** Paths of PEM files. */
  readonly certificate: string;
  readonly key: string;
  /** The certificate's text. */
  readonly pem: string;
}

export interface CertificateOptions {
  readonly commonName: string;
  /** DNS names and IP addresses of the subject alternative name. */
  readonly names?: readonly string[];
  /** From one to the other; by default from a day ago for 30 days. */
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** Who signs it; without one it is self-signed. */
  readonly issuer?: CertificateFiles;
  /** A certificate authority instead of a server's certificate. */
  readonly authority?: boolean;
  /** Use this private key again instead of making one, as for a renewed certificate. */
  readonly key?: string;
  readonly algorithm?: 'ec' | 'rsa';
  /** Further lines of openssl's extension section, e.g. `keyUsage = critical, keyCertSign`. */
  readonly extensions?: readonly string[];
}

const dayMs = 86_400_000;
const asn1Time = (date: Date) => `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;

function extensionLines({ names = [], authority = false, extensions = [] }: CertificateOptions): string {
  const alternatives = names.map((name) => (isIP(name) ? `IP:${name}` : `DNS:${name}`)).join(', ');
  return [
    `basicConstraints = critical, CA:${authority ? 'TRUE' : 'FALSE'}`,
    'subjectKeyIdentifier = hash',
    ...(alternatives === '' ? [] : [`subjectAltName = ${alternatives}`]),
    ...extensions,
    '',
  ].join('\n');
}

/**
 * Makes `NAME.pem` and `NAME.key.pem` in a directory of the test's. `openssl ca` is used for all of them, because it is
 * the one form that takes both dates in every version of openssl (and in LibreSSL).
 */
export async function makeCertificate(
  directory: string,
  name: string,
  options: CertificateOptions,
): Promise<CertificateFiles> {
  const openssl = requireTool('openssl');
  const work = await mkdtemp(path.join(directory, 'openssl-'));
  const key = path.join(directory, `${name}.key.pem`);
  const certificate = path.join(directory, `${name}.pem`);
  const from = options.validFrom ?? new Date(Date.now() - dayMs);
  const to = options.validTo ?? new Date(Date.now() + 30 * dayMs);
  const file = (base: string) => path.join(work, base);
  try {
    if (options.key !== undefined) {
      if (options.key !== key) await copyFile(options.key, key);
    } else if (options.algorithm === 'rsa') {
      await execute(openssl, ['genrsa', '-out', key, '2048']);
    } else {
      await execute(openssl, ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key]);
    }
    await writeFile(file('index'), '');
    await writeFile(
      file('openssl.cnf'),
      [
        '[req]',
        'distinguished_name = name',
        'prompt = no',
        '[name]',
        `CN = ${options.commonName}`,
        '[ca]',
        'default_ca = signer',
        '[signer]',
        `database = ${file('index')}`,
        `new_certs_dir = ${work}`,
        'default_md = sha256',
        'policy = any',
        'unique_subject = no',
        'rand_serial = yes',
        '[any]',
        'commonName = supplied',
        '[extensions]',
        extensionLines(options),
      ].join('\n'),
    );
    const config = ['-config', file('openssl.cnf')];
    await execute(openssl, ['req', '-new', ...config, '-key', key, '-out', file('request.pem')]);
    const signer = options.issuer
      ? ['-cert', options.issuer.certificate, '-keyfile', options.issuer.key]
      : ['-selfsign', '-keyfile', key];
    await execute(openssl, [
      ...['ca', '-batch', '-notext', ...config, '-extensions', 'extensions'],
      ...['-startdate', asn1Time(from), '-enddate', asn1Time(to)],
      ...signer,
      ...['-in', file('request.pem'), '-out', certificate],
    ]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return { certificate, key, pem: await readFile(certificate, 'utf8') };
}

/** A certificate authority and a server's certificate signed by it; `chain` is the leaf followed by the authority. */
export async function makeAuthorityAndLeaf(
  directory: string,
  leaf: CertificateOptions,
): Promise<{ readonly authority: CertificateFiles; readonly leaf: CertificateFiles; readonly chain: string }> {
  const authority = await makeCertificate(directory, 'authority', {
    commonName: 'Adit test authority',
    authority: true,
    extensions: ['keyUsage = critical, keyCertSign, cRLSign'],
  });
  const files = await makeCertificate(directory, 'leaf', { ...leaf, issuer: authority });
  const chain = path.join(directory, 'chain.pem');
  await writeFile(chain, files.pem + authority.pem);
  return { authority, leaf: files, chain };
}

/** `AB:CD:…`, as `openssl x509 -noout -fingerprint -sha256` prints it. */
export async function opensslFingerprint(certificate: string): Promise<string> {
  const args = ['x509', '-in', certificate, '-noout', '-fingerprint', '-sha256'];
  const { stdout } = await execute(requireTool('openssl'), args);
  return stdout.trim().replace(/^.*=/, '');
}
