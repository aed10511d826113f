/** Certificates made at test time, good ones and others. */
import { X509Certificate } from 'node:crypto';
import type { Keys, Scheme } from './signatures.ts';
import { schemes } from './signatures.ts';
import { bits, boolean, commonName, explicit, integer, objectId, octets, sequence, time } from './write-der.ts';

export const hourMs = 3_600_000;

export interface ExtensionOptions {
  readonly id: string;
  readonly value: Buffer;
  readonly critical?: boolean;
}

export const extension = ({ id, value, critical = false }: ExtensionOptions): Buffer =>
  sequence(objectId(id), ...(critical ? [boolean(true)] : []), octets(value));

const purpose = (id: string): ExtensionOptions => ({ id: '2.5.29.37', value: sequence(objectId(id)) });

export const extensions = {
  authority: { id: '2.5.29.19', value: sequence(boolean(true)), critical: true },
  ocspSigning: purpose('1.3.6.1.5.5.7.3.9'),
  serverAuth: purpose('1.3.6.1.5.5.7.3.1'),
  anyPurpose: purpose('2.5.29.37.0'),
  /** RFC 6960 4.2.2.2.1. */
  noCheck: { id: '1.3.6.1.5.5.7.48.1.5', value: Buffer.from('0500', 'hex') },
  strange: (critical: boolean): ExtensionOptions => ({
    id: '1.3.6.1.4.1.99999.1',
    value: Buffer.from('0500', 'hex'),
    critical,
  }),
  /** Named bits, the first one first: digitalSignature is 0, keyCertSign 5, cRLSign 6. */
  keyUsage: (...named: readonly number[]): ExtensionOptions => ({
    id: '2.5.29.15',
    value: bits(Buffer.from([named.reduce((sum, bit) => sum | (0x80 >> bit), 0)]), 7 - Math.max(...named)),
    critical: true,
  }),
} as const;

export interface CertificateOptions {
  readonly subject: string | Buffer;
  readonly keys: Keys;
  /** Who signs it; itself without one. `scheme` is the signer's. */
  readonly issuer?: { readonly subject: string | Buffer; readonly keys: Keys };
  readonly scheme?: Scheme;
  /** Content of the number in hexadecimal. */
  readonly serial?: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
  readonly extensions?: readonly ExtensionOptions[];
}

export const nameOf = (name: string | Buffer): Buffer => (typeof name === 'string' ? commonName(name) : name);

/** RFC 5280 4.1. */
export function makeCertificate(options: CertificateOptions): X509Certificate {
  const { subject, keys, issuer = options, scheme = schemes.ecdsaSha256, serial = '01', from, until } = options;
  const wanted = options.extensions ?? [];
  const signed = sequence(
    explicit(0, integer('02')),
    integer(serial),
    scheme.algorithm,
    nameOf(issuer.subject),
    sequence(time(from), time(until)),
    nameOf(subject),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    ...(wanted.length === 0 ? [] : [explicit(3, sequence(...wanted.map(extension)))]),
  );
  const signature = scheme.sign(signed, issuer.keys.privateKey);
  return new X509Certificate(sequence(signed, scheme.algorithm, bits(signature)));
}
