/** Signatures of revocation lists and of OCSP responses. */
import { constants, verify, type X509Certificate } from 'node:crypto';
import { elementAt, elementsOf, sequenceOf, tags } from './der.ts';

interface Method {
  /** null: the key says which. */
  readonly hash: string | null;
  /** Types of keys, as Node calls them, that sign in this way. */
  readonly keys: readonly string[];
}

const rsa = (hash: string): Method => ({ hash, keys: ['rsa'] });
const ecdsa = (hash: string): Method => ({ hash, keys: ['ec'] });

/** RFC 8017 A.2.4, RFC 5758 3.2, RFC 8410 3; by the hexadecimal content of the object identifier. */
const METHODS: Partial<Record<string, Method>> = {
  '2a864886f70d010105': rsa('sha1'),
  '2a864886f70d01010e': rsa('sha224'),
  '2a864886f70d01010b': rsa('sha256'),
  '2a864886f70d01010c': rsa('sha384'),
  '2a864886f70d01010d': rsa('sha512'),
  '2a8648ce3d0401': ecdsa('sha1'),
  '2a8648ce3d040301': ecdsa('sha224'),
  '2a8648ce3d040302': ecdsa('sha256'),
  '2a8648ce3d040303': ecdsa('sha384'),
  '2a8648ce3d040304': ecdsa('sha512'),
  '2b6570': { hash: null, keys: ['ed25519'] },
  '2b6571': { hash: null, keys: ['ed448'] },
};
const RSASSA_PSS = '2a864886f70d01010a';
const DIGESTS: Partial<Record<string, string>> = {
  '2b0e03021a': 'sha1',
  '608648016503040204': 'sha224',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};

/**
 * Whether `signature` over `signed` was made with the signer's key, in the way that `algorithm` (an AlgorithmIdentifier
 * in DER) says. False also for keys and ways that this program or its library does not know, MD5 among them.
 */
export function isSignedBy(signer: X509Certificate, algorithm: Buffer, signed: Buffer, signature: Buffer): boolean {
  try {
    const key = signer.publicKey;
    const [id, parameters] = sequenceOf(algorithm);
    const name = id?.tag === tags.objectId ? id.content.toString('hex') : '';
    const type = key.asymmetricKeyType ?? '';
    if (name === RSASSA_PSS) {
      const { digest, saltLength } = pssParameters(parameters?.content ?? Buffer.alloc(0));
      const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
      // A signature is as long as the modulus (RFC 8017 8.1.2); OpenSSL takes one for it that lacks zeros in front.
      const length = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
      return (
        ['rsa', 'rsa-pss'].includes(type) && signature.length === length && verify(digest, signed, options, signature)
      );
    }
    const method = METHODS[name];
    return method?.keys.includes(type) === true && verify(method.hash, signed, key, signature);
  } catch {
    return false;
  }
}

/**
 * RSASSA-PSS-params (RFC 4055 3.1): SHA-1 and 20 bytes of salt when they are left out. A mask of another digest than the
 * message's, which Node cannot use and nobody makes, fails as a wrong signature.
 */
function pssParameters(content: Buffer): { readonly digest: string; readonly saltLength: number } {
  const parameters = elementsOf(content);
  const [hash, salt] = [0, 2].map((n) => parameters.find(({ tag }) => tag === tags.constructed(n)));
  const [id] = hash === undefined ? [] : elementsOf(elementAt(hash.content).content);
  const digest = id === undefined ? 'sha1' : DIGESTS[id.content.toString('hex')];
  if (digest === undefined) throw new RangeError('unknown digest');
  const length = salt === undefined ? null : elementAt(salt.content).content;
  return { digest, saltLength: length === null ? 20 : length.readUIntBE(0, length.length) };
}
