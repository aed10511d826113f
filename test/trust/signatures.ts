/** Keys, made when they are needed, and signatures with the AlgorithmIdentifier that says how they were made. */
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { explicit, integer, nothing, objectId, sequence } from './write-der.ts';

export interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export type KeyKind = 'ec' | 'p384' | 'rsa' | 'ed25519' | 'ed448';

export function makeKeys(kind: KeyKind = 'ec'): Keys {
  switch (kind) {
    case 'ec':
      return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    case 'p384':
      return generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    case 'rsa':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'ed25519':
      return generateKeyPairSync('ed25519');
    case 'ed448':
      return generateKeyPairSync('ed448');
  }
}

export interface Scheme {
  /** AlgorithmIdentifier. */
  readonly algorithm: Buffer;
  readonly sign: (signed: Buffer, key: KeyObject) => Buffer;
}

const withHash = (id: string, hash: string | null, ...parameters: readonly Buffer[]): Scheme => ({
  algorithm: sequence(objectId(id), ...parameters),
  sign: (signed, key) => sign(hash, signed, key),
});

const digests = {
  sha1: '1.3.14.3.2.26',
  sha224: '2.16.840.1.101.3.4.2.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;
export type Digest = keyof typeof digests;

export const digestAlgorithm = (digest: Digest): Buffer => sequence(objectId(digests[digest]), nothing());

/** RFC 4055 3.1. What is said of the salt can differ from the salt that is used. */
export function pss(
  digest: Digest,
  saltLength: number,
  said: { readonly salt?: number; readonly digest?: Digest } = {},
): Scheme {
  const hash = digestAlgorithm(said.digest ?? digest);
  const salt = (said.salt ?? saltLength).toString(16).padStart(2, '0');
  const parameters = sequence(
    ...((said.digest ?? digest) === 'sha1'
      ? [] // left out, because they are what counts without them
      : [explicit(0, hash), explicit(1, sequence(objectId('1.2.840.113549.1.1.8'), hash))]),
    ...(salt === '14' ? [] : [explicit(2, integer(Number.parseInt(salt, 16) > 0x7f ? `00${salt}` : salt))]),
  );
  return {
    algorithm: sequence(objectId('1.2.840.113549.1.1.10'), parameters),
    sign: (signed, key) => sign(digest, signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
  };
}

export const schemes = {
  ecdsaSha1: withHash('1.2.840.10045.4.1', 'sha1'),
  ecdsaSha224: withHash('1.2.840.10045.4.3.1', 'sha224'),
  ecdsaSha256: withHash('1.2.840.10045.4.3.2', 'sha256'),
  ecdsaSha384: withHash('1.2.840.10045.4.3.3', 'sha384'),
  ecdsaSha512: withHash('1.2.840.10045.4.3.4', 'sha512'),
  rsaMd5: withHash('1.2.840.113549.1.1.4', 'md5', nothing()),
  rsaSha1: withHash('1.2.840.113549.1.1.5', 'sha1', nothing()),
  rsaSha224: withHash('1.2.840.113549.1.1.14', 'sha224', nothing()),
  rsaSha256: withHash('1.2.840.113549.1.1.11', 'sha256', nothing()),
  rsaSha384: withHash('1.2.840.113549.1.1.12', 'sha384', nothing()),
  rsaSha512: withHash('1.2.840.113549.1.1.13', 'sha512', nothing()),
  ed25519: withHash('1.3.101.112', null),
  ed448: withHash('1.3.101.113', null),
  pssSha1: pss('sha1', 20),
  pssSha256: pss('sha256', 32),
  pssSha384: pss('sha384', 48),
  pssSha512: pss('sha512', 64),
  pssWithoutSalt: pss('sha256', 0),
  pssLongSalt: pss('sha256', 190),
} as const satisfies Record<string, Scheme>;
