/** Signatures of revocation lists and of OCSP responses. */
import { constants, type KeyObject, verify } from 'node:crypto';
import { elementAt, elementsOf, tags } from './der.ts';

/** RFC 8017 A.2.4, RFC 5758 3.2, RFC 8410 3; by the hexadecimal content of the object identifier. */
const HASHES: Partial<Record<string, string | null>> = {
  '2a864886f70d010105': 'sha1',
  '2a864886f70d01010e': 'sha224',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d0401': 'sha1',
  '2a8648ce3d040301': 'sha224',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
  '2b6570': null, // Ed25519
  '2b6571': null, // Ed448
};
const RSASSA_PSS = '2a864886f70d01010a';
const DIGESTS: Partial<Record<string, string>> = {
  '2b0e03021a': 'sha1',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};

/**
 * Whether `signature` over `signed` was made with the key. `algorithm` is an AlgorithmIdentifier in DER. False also for
 * algorithms that this program or its library does not know.
 */
export function isSignedBy(key: KeyObject, algorithm: Buffer, signed: Buffer, signature: Buffer): boolean {
  try {
    const [id, parameters] = elementsOf(elementAt(algorithm).content);
    const name = id?.content.toString('hex') ?? '';
    if (name === RSASSA_PSS) {
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      const options = { key, padding, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
      return verify(pssDigest(parameters?.content), signed, options, signature);
    }
    const hash = HASHES[name];
    return hash !== undefined && verify(hash, signed, key, signature);
  } catch {
    return false;
  }
}

/** RSASSA-PSS-params: `[0] hashAlgorithm`, SHA-1 when it is left out. */
function pssDigest(parameters: Buffer | undefined): string {
  const hash = elementsOf(parameters ?? Buffer.alloc(0)).find(({ tag }) => tag === tags.constructed(0));
  if (hash === undefined) return 'sha1';
  const [id] = elementsOf(elementAt(hash.content).content);
  const digest = DIGESTS[id?.content.toString('hex') ?? ''];
  if (digest === undefined) throw new RangeError('unknown digest');
  return digest;
}
