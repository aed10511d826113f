/** The certificate and key that this client shows, checked before they are used, so that faults can be told apart. */

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { isPkcs12 } from '../../../preload/private-keys.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { MOST_BYTES, readNamedFile } from '../../disk/named-file.ts';
import type { Identity } from '../../specification.ts';
import { unreadable } from '../../trust/source.ts';
import { codeOf, TunnelFault } from '../base/errors.ts';

export type IdentityOptions = Pick<SecureContextOptions, 'cert' | 'key' | 'pfx' | 'passphrase'>;

/**
 * Reads an identity for createSecureContext. Rejects with a TunnelFault: `key-passphrase` when a passphrase is missing or
 * wrong, `key-format` when a file is missing, of another kind, or does not belong to the other.
 */
export async function readIdentity(identity: Identity): Promise<IdentityOptions> {
  return identity.kind === 'pem' ? readPem(identity) : readPkcs12(identity);
}

async function readPem(identity: Identity & { readonly kind: 'pem' }): Promise<IdentityOptions> {
  const [cert, key] = [await read(identity.certificate), await read(identity.key)];
  const passphrase = identity.passphrase ?? undefined;
  const leaf = leafOf(cert, identity.certificate);
  const privateKey = parseKey(key, identity.passphrase, identity.key);
  if (!leaf.checkPrivateKey(privateKey)) unusable(identity.key, toSay('clause.key.other'));
  return { cert, key, ...(passphrase === undefined ? {} : { passphrase }) };
}

function leafOf(cert: Buffer, path: string): X509Certificate {
  try {
    return new X509Certificate(cert);
  } catch {
    return unusable(path, toSay('clause.file.noCertificate'));
  }
}

function parseKey(key: Buffer, passphrase: string | null, path: string) {
  try {
    // Empty rather than missing: without one, OpenSSL would ask for it on a terminal.
    return createPrivateKey({ key, passphrase: passphrase ?? '' });
  } catch (error) {
    // "BEGIN ENCRYPTED PRIVATE KEY" of PKCS#8, "Proc-Type: 4,ENCRYPTED" of the older form
    if (!key.includes('ENCRYPTED')) return unusable(path, toSay('clause.key.none'));
    if (UNSUPPORTED.test(codeOf(error)) && codeOf(error) !== GARBAGE) {
      return unusable(path, toSay('clause.key.encrypted'));
    }
    throw new TunnelFault({ kind: 'key-passphrase', path, given: passphrase !== null });
  }
}

/** Codes of the libraries for an algorithm they lack, as opposed to a wrong passphrase. */
const UNSUPPORTED = /UNSUPPORTED|UNKNOWN_(CIPHER|ALGORITHM|DIGEST)|^ERR_CRYPTO_UNSUPPORTED_OPERATION$/;

/**
 * What OpenSSL 3 says of a key that a wrong passphrase has turned into garbage: one such passphrase in some hundred leaves
 * a padding that looks right. An algorithm that it lacks has a code of its own (ERR_OSSL_EVP_UNSUPPORTED).
 */
const GARBAGE = 'ERR_OSSL_UNSUPPORTED';

async function readPkcs12({ path, passphrase }: Identity & { readonly kind: 'pkcs12' }): Promise<IdentityOptions> {
  const pfx = await read(path);
  const options = { pfx, passphrase: passphrase ?? '' };
  try {
    createSecureContext(options);
  } catch (error) {
    if (!isPkcs12(pfx)) return unusable(path, toSay('clause.key.noPkcs12'));
    if (UNSUPPORTED.test(codeOf(error))) {
      return unusable(path, toSay('clause.key.oldPkcs12'));
    }
    throw new TunnelFault({ kind: 'key-passphrase', path, given: passphrase !== null });
  }
  return options;
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readNamedFile(path, MOST_BYTES);
  } catch (error) {
    return unusable(path, unreadable(error));
  }
}

function unusable(path: string, detail: Text): never {
  throw new TunnelFault({ kind: 'key-format', path, detail });
}
