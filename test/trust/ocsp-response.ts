/** OCSP responses (RFC 6960 4.2.1) as a responder makes them, and as none should. */
import { createHash, type X509Certificate } from 'node:crypto';
import { type ExtensionOptions, extension } from './certificate.ts';
import { type Digest, digestAlgorithm, type Keys, type Scheme, schemes } from './signatures.ts';
import {
  bits,
  commonName,
  enumerated,
  explicit,
  implicit,
  integer,
  objectId,
  octets,
  sequence,
  time,
} from './write-der.ts';

/** What responses are about, and who may make them. A key's bits, a name in DER. */
export interface Identity {
  readonly name: string;
  readonly keys: Keys;
}

export interface SingleOptions {
  readonly issuer: Identity;
  /** Content of the serial number in hexadecimal. */
  readonly serial: string;
  readonly hash?: Digest;
  readonly says?: 'good' | 'revoked' | 'unknown';
  /** Milliseconds since the epoch; `until` null for none. */
  readonly from: number;
  readonly until: number | null;
}

export interface ResponseOptions {
  readonly singles: readonly SingleOptions[];
  readonly signer: Identity;
  readonly scheme?: Scheme;
  /** How it names its signer: by name, by key, or by this name in DER. */
  readonly responder?: 'name' | 'key' | Buffer;
  readonly certificates?: readonly X509Certificate[];
  readonly extensions?: readonly ExtensionOptions[];
  readonly producedAt: number;
  /** responseStatus, and the kind of what follows. */
  readonly status?: number;
  readonly type?: string;
  /** After signing. */
  readonly spoil?: (signature: Buffer) => Buffer;
}

const BASIC = '1.3.6.1.5.5.7.48.1.1';
const NONCE = '1.3.6.1.5.5.7.48.1.2';

/** The bits of a public key: what both key hashes of OCSP are over. Other keys than RSA's are short, which fixes where they begin. */
export function keyBits({ publicKey }: Keys): Buffer {
  if (publicKey.asymmetricKeyType === 'rsa') return publicKey.export({ type: 'pkcs1', format: 'der' });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = 2 + (der[3] ?? 0);
  return der.subarray(2 + algorithm + 3); // tag, length and the number of unused bits
}

const digest = (name: string, bytes: Buffer): Buffer => createHash(name).update(bytes).digest();

export const nonceExtension = (nonce: Buffer): ExtensionOptions => ({ id: NONCE, value: octets(nonce) });

function single({ issuer, serial, hash = 'sha1', says = 'good', from, until }: SingleOptions): Buffer {
  const status = {
    good: implicit(0),
    revoked: explicit(1, time(from)),
    unknown: implicit(2),
  }[says];
  return sequence(
    sequence(
      digestAlgorithm(hash),
      octets(digest(hash, commonName(issuer.name))),
      octets(digest(hash, keyBits(issuer.keys))),
      integer(serial),
    ),
    status,
    time(from),
    ...(until === null ? [] : [explicit(0, time(until))]),
  );
}

export function makeResponse(options: ResponseOptions): Buffer {
  const { singles, signer, scheme = schemes.ecdsaSha256, responder = 'name', certificates = [], producedAt } = options;
  const { extensions = [], status = 0, type = BASIC, spoil = (signature: Buffer) => signature } = options;
  if (status !== 0) return sequence(enumerated(status));
  const name = responder === 'name' ? commonName(signer.name) : responder;
  const signed = sequence(
    name === 'key' ? explicit(2, octets(digest('sha1', keyBits(signer.keys)))) : explicit(1, name),
    time(producedAt),
    sequence(...singles.map(single)),
    ...(extensions.length === 0 ? [] : [explicit(1, sequence(...extensions.map(extension)))]),
  );
  const signature = spoil(scheme.sign(signed, signer.keys.privateKey));
  const basic = sequence(
    signed,
    scheme.algorithm,
    bits(signature),
    ...(certificates.length === 0 ? [] : [explicit(0, sequence(...certificates.map(({ raw }) => raw)))]),
  );
  return sequence(enumerated(0), explicit(0, sequence(objectId(type), octets(basic))));
}
