/**
 * Text sealed with a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM (NIST SP 800-38D) seals. Everything but
 * the passphrase is in the result, so that better parameters can be used later. A wrong passphrase and a damaged file are
 * told apart by a checksum over what is stored and a check value that is derived beside the key.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Sealed } from '../profile/share/backup.ts';

export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and some tenths of a second (OWASP's first choice for scrypt). */
export const defaultCost: ScryptCost = { n: 131_072, r: 8, p: 1 };

export type Unsealed =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'wrong-passphrase' | 'damaged' };

const KEY_BYTES = 32;
const CHECK_BYTES = 16;
const TAG_BYTES = 16;

/**
 * Seals a text. `cost` is for tests.
 * @throws {RangeError} for an empty passphrase: without one there is nothing to seal with.
 */
export async function seal(text: string, passphrase: string, cost: ScryptCost = defaultCost): Promise<Sealed> {
  if (passphrase === '') throw new RangeError('a passphrase is needed');
  const kdf = { name: 'scrypt', ...cost, salt: randomBytes(16).toString('base64') } as const;
  const nonce = randomBytes(12);
  const cipherName = { name: 'aes-256-gcm', nonce: nonce.toString('base64') } as const;
  const { key, check } = await derive(passphrase, kdf);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const open = { kdf, cipher: cipherName, check: check.toString('base64'), data: body.toString('base64') };
  return { ...open, sum: sumOf(open).toString('base64') };
}

/** Never rejects for a value of the schema, whatever it holds; opening costs what the value says, within its limits. */
export async function unseal(sealed: Sealed, passphrase: string): Promise<Unsealed> {
  const { sum, ...open } = sealed;
  const damaged: Unsealed = { ok: false, reason: 'damaged' };
  const body = Buffer.from(open.data, 'base64');
  const nonce = Buffer.from(open.cipher.nonce, 'base64');
  const isPowerOfTwo = Number.isInteger(Math.log2(open.kdf.n));
  if (!isPowerOfTwo || nonce.length !== 12 || body.length < TAG_BYTES) return damaged;
  if (!equal(sumOf(open), Buffer.from(sum, 'base64'))) return damaged;
  const { key, check } = await derive(passphrase, open.kdf);
  if (!equal(check, Buffer.from(open.check, 'base64'))) return { ok: false, reason: 'wrong-passphrase' };
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(body.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]);
    return { ok: true, text: text.toString('utf8') };
  } catch {
    // The checksum was right, so that somebody changed the file on purpose.
    return damaged;
  }
}

type Open = Omit<Sealed, 'sum'>;

/** The fields in one fixed order, whatever order the file has. */
function sumOf({ kdf, cipher, check, data }: Open): Buffer {
  const fields = [kdf.name, kdf.n, kdf.r, kdf.p, kdf.salt, cipher.name, cipher.nonce, check, data];
  return createHash('sha256').update(JSON.stringify(fields)).digest();
}

const equal = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other);

/** Passphrases are compared as they look: keyboards differ in how they compose an é (NFC, RFC 8265 4.2). */
function derive(passphrase: string, { n, r, p, salt }: Sealed['kdf']): Promise<{ key: Buffer; check: Buffer }> {
  const secret = passphrase.normalize('NFC');
  // Node refuses more than 32 MiB unless told; 128·n·r is the table, and a little comes on top.
  const options = { N: n, r, p, maxmem: 128 * n * r + 128 * r * p + 1_048_576 };
  return new Promise((resolve, reject) => {
    scrypt(secret, Buffer.from(salt, 'base64'), KEY_BYTES + CHECK_BYTES, options, (error, derived) => {
      if (error) reject(error);
      else resolve({ key: derived.subarray(0, KEY_BYTES), check: derived.subarray(KEY_BYTES) });
    });
  });
}
