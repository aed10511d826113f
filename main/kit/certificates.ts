/**
 * Keys, certificates and revocation lists, by WebCrypto and @peculiar/x509. Key usage is stated everywhere because BoringSSL
 * looks at it: the key of whoever makes a handshake signs, so `digitalSignature` it is (RFC 5280 4.2.1.3). Keys are EC P-256,
 * which every TLS library here has. The library is loaded when it is needed: starting the app should not wait for it.
 */
import { isAddress } from '../profile/export/lines.ts';

/** PEM: a certificate, and its key as PKCS #8 without a passphrase. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface Life {
  readonly now: Date;
  readonly days: number;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Ten years: the authority outlives what it signs, and its list must not run out while nobody looks. */
export const AUTHORITY_DAYS = 3650;

async function load() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}
type X509 = Awaited<ReturnType<typeof load>>;

function pem(label: string, bytes: Uint8Array): string {
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g) ?? [];
  return `${[`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')}\n`;
}

function derOf(text: string): ArrayBuffer {
  const body = text.replace(/-----[^-]+-----|\s/g, '');
  return Uint8Array.from(atob(body), (character) => character.charCodeAt(0)).buffer;
}

const newKeys = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

async function keyPem(key: CryptoKey): Promise<string> {
  return pem('PRIVATE KEY', new Uint8Array(await crypto.subtle.exportKey('pkcs8', key)));
}

/** @throws {DOMException} when the text is no EC P-256 key in PKCS #8. */
const signingKey = (key: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', derOf(key), algorithm, true, ['sign']);

/** The pair again, of a private key alone. */
async function pairOf(key: string): Promise<CryptoKeyPair> {
  const privateKey = await signingKey(key);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', privateKey);
  if (kty !== 'EC' || crv === undefined || x === undefined || y === undefined) throw new Error('This is no EC key.');
  const publicKey = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, algorithm, true, ['verify']);
  return { privateKey, publicKey };
}

/** From an hour ago, for clocks that are a little behind. `latest`: not longer than whoever signs it. */
function validity({ now, days }: Life, latest?: Date) {
  const notAfter = new Date(now.getTime() + days * DAY_MS);
  return {
    notBefore: new Date(now.getTime() - HOUR_MS),
    notAfter: latest !== undefined && latest < notAfter ? latest : notAfter,
  };
}

/** Positive and random, 16 bytes (RFC 5280 4.1.2.2). */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte, index) =>
    (index === 0 ? (byte & 0x3f) | 0x40 : byte).toString(16).padStart(2, '0'),
  ).join('');
}

/** What a certificate of this kind says of itself. */
function leafExtensions(x509: X509, purpose: 'server' | 'client', names: readonly string[]) {
  const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([purpose === 'server' ? serverAuth : clientAuth]),
    ...(names.length === 0
      ? []
      : [
          new x509.SubjectAlternativeNameExtension(
            names.map((name) => ({ type: isAddress(name) ? ('ip' as const) : ('dns' as const), value: name })),
          ),
        ]),
  ];
}

/** A certificate that a server makes for itself. `key`: the one that it has already. */
export async function selfSigned(names: readonly string[], life: Life, key: string | null): Promise<Identity> {
  const x509 = await load();
  const keys = key === null ? await newKeys() : await pairOf(key);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [commonName(names[0] ?? '')] }],
    keys,
    signingAlgorithm: algorithm,
    ...validity(life),
    extensions: [
      ...leafExtensions(x509, 'server', names),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: await keyPem(keys.privateKey) };
}

/** A small authority, which signs servers and clients and nothing below them. */
export async function newAuthority(host: string, now: Date): Promise<Identity> {
  const x509 = await load();
  const keys = await newKeys();
  const { keyCertSign, cRLSign } = x509.KeyUsageFlags;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [commonName(`Authority of ${host}`)] }],
    keys,
    signingAlgorithm: algorithm,
    ...validity({ now, days: AUTHORITY_DAYS }),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: await keyPem(keys.privateKey) };
}

export interface LeafOptions extends Life {
  readonly purpose: 'server' | 'client';
  readonly commonName: string;
  /** Host names and addresses that it is for. */
  readonly names: readonly string[];
  /** The key that it has already; null: a new one. */
  readonly key: string | null;
}

/** A certificate of the authority. Its key is beside it. */
export async function issue(authority: Identity, options: LeafOptions): Promise<Identity> {
  const x509 = await load();
  const issuer = new x509.X509Certificate(authority.certificate);
  const keys = options.key === null ? await newKeys() : await pairOf(options.key);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [commonName(options.commonName)] }],
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.key),
    signingAlgorithm: algorithm,
    ...validity(options, issuer.notAfter),
    extensions: [
      ...leafExtensions(x509, options.purpose, options.names),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: await keyPem(keys.privateKey) };
}

/** A certificate that is no longer valid, since when. */
export interface Revoked {
  readonly certificate: string;
  readonly at: Date;
}

/**
 * The authority's list of what it has taken back (RFC 5280 5), as PEM. It is good for as long as the authority: with one that
 * has run out, stunnel lets nobody in.
 */
export async function revocationList(authority: Identity, revoked: readonly Revoked[], now: Date): Promise<string> {
  const x509 = await load();
  const issuer = new x509.X509Certificate(authority.certificate);
  const list = await x509.X509CrlGenerator.create({
    issuer: issuer.subjectName,
    thisUpdate: new Date(now.getTime() - HOUR_MS),
    nextUpdate: issuer.notAfter,
    entries: revoked.map(({ certificate, at }) => ({
      serialNumber: new x509.X509Certificate(certificate).serialNumber,
      revocationDate: at,
      reason: x509.X509CrlReason.cessationOfOperation,
    })),
    extensions: [await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey)],
    signingAlgorithm: algorithm,
    signingKey: await signingKey(authority.key),
  });
  return pem('X509 CRL', new Uint8Array(list.rawData));
}

/** When a certificate ends, and for which names it is, as read again from it. */
export async function factsOf(
  certificate: string,
): Promise<{ readonly notAfter: Date; readonly names: readonly string[] }> {
  const x509 = await load();
  const read = new x509.X509Certificate(certificate);
  const names = read.getExtension(x509.SubjectAlternativeNameExtension)?.names.items.map(({ value }) => value) ?? [];
  return { notAfter: read.notAfter, names };
}

/** A common name has 64 characters at most (RFC 5280 A.1, ub-common-name); nobody reads more of it than people. */
const commonName = (name: string): string => name.slice(0, 64);
