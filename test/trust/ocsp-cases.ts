/** What responders may say, and what has to be thought of it: by us, and by OpenSSL where it can be asked the same. */
import type { X509Certificate } from 'node:crypto';
import { type CertificateOptions, extensions, hourMs, makeCertificate } from './certificate.ts';
import {
  type Identity,
  makeResponse,
  nonceExtension,
  type ResponseOptions,
  type SingleOptions,
} from './ocsp-response.ts';
import { type Digest, type KeyKind, makeKeys, pss, type Scheme, schemes } from './signatures.ts';
import { attribute, sequence, set, texts } from './write-der.ts';

export interface OcspCase {
  readonly name: string;
  readonly response: Buffer;
  readonly nonce: Buffer | null;
  readonly issuerOnly: boolean;
  /** A pattern: nothing that counts, and why. */
  readonly verdict: 'good' | 'revoked' | RegExp;
  /** What OpenSSL says where it is something else; null where its program cannot be asked. */
  readonly openssl?: 'good' | 'revoked' | 'unknown' | null;
  /** Our verdict in Electron where it is another one. */
  readonly boringssl?: RegExp;
  /** Of the certID, which OpenSSL has to be told. */
  readonly hash: Digest;
}

export interface OcspWorld {
  /** Milliseconds since the epoch: whole seconds, the present time. */
  readonly now: number;
  readonly leaf: X509Certificate;
  readonly issuer: X509Certificate;
  readonly cases: readonly OcspCase[];
}

const SERIAL = '00f00a0b'; // its first byte would make it negative
const NONCE = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

interface Changes extends Partial<Omit<ResponseOptions, 'singles'>> {
  readonly single?: Partial<SingleOptions>;
  readonly singles?: readonly Partial<SingleOptions>[];
  readonly nonce?: Buffer;
  readonly issuerOnly?: boolean;
}

export function makeOcspWorld(now = Math.floor(Date.now() / 1000) * 1000): OcspWorld {
  const dates = { from: now - 48 * hourMs, until: now + 48 * hourMs };
  const authority = (name: string): Identity => ({ name, keys: makeKeys() });
  const root = authority('Issuer');
  const impostor = authority('Issuer');
  const other = authority('Other');
  const server = authority('Server');
  const certify = ({ name, keys }: Identity, by: Identity, options: Partial<CertificateOptions> = {}) =>
    makeCertificate({ ...dates, subject: name, keys, issuer: { subject: by.name, keys: by.keys }, ...options });
  const authorities = { extensions: [extensions.authority, extensions.keyUsage(5, 6)] };
  const issuer = certify(root, root, authorities);
  const leaf = certify(server, root, { serial: SERIAL });

  /** Somebody who signs, and with what certificate. */
  const delegate = (options: Partial<CertificateOptions> = {}, kind: KeyKind = 'ec', by = root) => {
    const signer: Identity = { name: 'Responder', keys: makeKeys(kind) };
    const certificate = certify(signer, by, { serial: '02', extensions: [extensions.ocspSigning], ...options });
    return { signer, certificates: [certificate] };
  };
  const ordinary = delegate();

  const makeCase = (
    name: string,
    verdict: OcspCase['verdict'],
    { single = {}, singles = [single], nonce, issuerOnly = false, ...changes }: Changes,
    openssl?: OcspCase['openssl'],
  ): OcspCase => {
    const common = { issuer: root, serial: SERIAL, from: now - hourMs, until: now + hourMs };
    const response = makeResponse({
      signer: root,
      producedAt: now - hourMs,
      ...changes,
      singles: singles.map((each) => ({ ...common, ...each })),
    });
    const hash = singles[0]?.hash ?? 'sha1';
    return {
      name,
      response,
      verdict,
      nonce: nonce ?? null,
      issuerOnly,
      hash,
      ...(openssl === undefined ? {} : { openssl }),
    };
  };
  const answers = [
    makeCase('good', 'good', {}),
    makeCase('revoked', 'revoked', { single: { says: 'revoked' } }),
    {
      ...makeCase('good, with more bytes behind it', 'good', {}),
      response: Buffer.concat([makeCase('', 'good', {}).response, NONCE]),
    },
    makeCase('unknown', /does not know the certificate/, { single: { says: 'unknown' } }),
  ];

  const second = 1000;
  const dated = (from: number, until: number | null) => ({
    single: { from: now + from, until: until === null ? null : now + until },
  });
  const times = [
    makeCase('that ends now', 'good', dated(-hourMs, 0)),
    makeCase('that ended within the leeway', 'good', dated(-hourMs, -50 * second)),
    makeCase('that ended before the leeway', /has expired/, dated(-hourMs, -62 * second)),
    makeCase('that begins within the leeway', 'good', dated(50 * second, hourMs)),
    makeCase('that begins after the leeway', /not valid yet/, dated(70 * second, hourMs)),
    makeCase('that revokes and has ended', /has expired/, {
      single: { says: 'revoked', from: now - 3 * hourMs, until: now - hourMs },
    }),
    makeCase(
      'that ends before it begins, both within the leeway',
      /ends before it begins/,
      dated(30 * second, -30 * second),
    ),
    makeCase('that has no end', 'good', dated(-hourMs, null)),
    makeCase('that has no end and begins tomorrow', /not valid yet/, dated(24 * hourMs, null)),
    makeCase('that has no end and is a day old', 'good', dated(-24 * hourMs, null)),
    // OpenSSL is told no greatest age, here as by stunnel.
    makeCase('that has no end and is older than a day', /too old/, dated(-24 * hourMs - 62 * second, null), 'good'),
    makeCase('that has no end and is three years old', /too old/, dated(-3 * 365 * 24 * hourMs, null), 'good'),
    makeCase('that says nothing, has no end and is three years old', /too old/, {
      single: { says: 'unknown', from: now - 3 * 365 * 24 * hourMs, until: null },
    }),
    makeCase('that revokes, has no end and is three years old', 'revoked', {
      single: { says: 'revoked', from: now - 3 * 365 * 24 * hourMs, until: null },
    }),
    makeCase('that is three years old and has not ended', 'good', dated(-3 * 365 * 24 * hourMs, hourMs)),
  ];

  const other2 = { serial: '00f00a0c' };
  const subjects = [
    makeCase('another number', /about another certificate/, { single: other2 }),
    makeCase('the number with its first zero cut off, which is another number', /about another certificate/, {
      single: { serial: 'f00a0b' },
    }),
    makeCase('another issuer', /about another certificate/, { single: { issuer: other } }),
    makeCase('another issuer of the same name', /about another certificate/, { single: { issuer: impostor } }),
    makeCase('nobody', /about another certificate/, { singles: [] }),
    makeCase('several, the certificate last', 'revoked', { singles: [other2, { issuer: other }, { says: 'revoked' }] }),
    makeCase('the certificate twice, of which the first counts', 'revoked', { singles: [{ says: 'revoked' }, {}] }),
    ...(['sha1', 'sha256', 'sha384', 'sha512'] as const).map((hash) =>
      makeCase(`the certificate by ${hash}`, 'good', { single: { hash } }),
    ),
    makeCase(
      'the certificate by a hash that nobody here uses',
      /about another certificate/,
      { single: { hash: 'sha224' } },
      'good',
    ),
  ];

  const notSigned = /not signed by/;
  const expired = { from: now - 3 * hourMs, until: now - hourMs };
  const signers = [
    makeCase('the issuer, by its name', 'good', { responder: 'name' }),
    makeCase('the issuer, by its name in other letters', 'good', {
      responder: sequence(set(attribute('CN', texts.printable('ISSUER')))),
    }),
    makeCase('the issuer, by the name of another', notSigned, {
      responder: sequence(set(attribute('CN', texts.utf8('Other')))),
    }),
    makeCase('the issuer, by its key', 'good', { responder: 'key' }),
    makeCase('the issuer, who sends its certificate', 'good', { certificates: [issuer] }),
    makeCase('a delegate, by its name', 'good', { ...ordinary, responder: 'name' }),
    makeCase('a delegate, by its key', 'good', { ...ordinary, responder: 'key' }),
    makeCase('a delegate who says that it is revoked', 'revoked', { ...ordinary, single: { says: 'revoked' } }),
    makeCase(
      'a delegate whom nobody need ask about',
      'good',
      delegate({ extensions: [extensions.ocspSigning, extensions.noCheck] }),
    ),
    makeCase('a delegate among other certificates', 'good', {
      ...ordinary,
      certificates: [issuer, leaf, ...ordinary.certificates],
    }),
    makeCase('a delegate without its certificate', notSigned, { ...ordinary, certificates: [] }),
    makeCase('a delegate, when only the issuer is wanted', notSigned, { ...ordinary, issuerOnly: true }, null),
    makeCase('the issuer, when only the issuer is wanted', 'good', { issuerOnly: true }),
    makeCase('a certificate of the issuer without any purpose', notSigned, delegate({ extensions: [] })),
    makeCase(
      'a certificate of the issuer for another purpose',
      notSigned,
      delegate({ extensions: [extensions.serverAuth] }),
    ),
    makeCase(
      'a certificate of the issuer for any purpose',
      notSigned,
      delegate({ extensions: [extensions.anyPurpose] }),
    ),
    makeCase('a delegate whose time is over', notSigned, delegate(expired)),
    makeCase('a delegate whose time has not come', notSigned, delegate({ from: now + hourMs })),
    makeCase(
      'a delegate with a critical extension that nobody knows',
      notSigned,
      delegate({ extensions: [extensions.ocspSigning, extensions.strange(true)] }),
    ),
    makeCase(
      'a delegate with an extension that nobody knows',
      'good',
      delegate({ extensions: [extensions.ocspSigning, extensions.strange(false)] }),
    ),
    makeCase('a delegate of another authority', notSigned, delegate({}, 'ec', other)),
    makeCase('a delegate of an impostor', notSigned, delegate({}, 'ec', impostor)),
    makeCase(
      'a delegate of a delegate',
      notSigned,
      (() => {
        const below = delegate({}, 'ec', ordinary.signer);
        return { ...below, certificates: [...below.certificates, ...ordinary.certificates] };
      })(),
    ),
    makeCase('the certificate itself', notSigned, { signer: server, certificates: [leaf] }),
    makeCase('an impostor', notSigned, { signer: impostor }),
    makeCase('an impostor who sends its certificate', notSigned, {
      signer: impostor,
      certificates: [certify(impostor, impostor, authorities)],
    }),
    makeCase('another authority', notSigned, { signer: other }),
    makeCase('somebody who calls himself the issuer', notSigned, {
      signer: { ...ordinary.signer, name: root.name },
      certificates: ordinary.certificates,
    }),
    makeCase('nobody: the signature is of something else', notSigned, {
      spoil: () => schemes.ecdsaSha256.sign(NONCE, root.keys.privateKey),
    }),
    makeCase('nobody: the signature is empty', notSigned, { spoil: () => Buffer.alloc(0) }),
  ];

  const signed = (
    name: string,
    kind: KeyKind,
    scheme: Scheme,
    verdict: OcspCase['verdict'] = 'good',
    openssl?: OcspCase['openssl'],
  ) => makeCase(name, verdict, { ...shared[kind], scheme }, openssl);
  const shared: Record<KeyKind, ReturnType<typeof delegate>> = {
    ec: ordinary,
    p384: delegate({}, 'p384'),
    rsa: delegate({}, 'rsa'),
    ed25519: delegate({}, 'ed25519'),
    ed448: delegate({}, 'ed448'),
  };
  const methods = [
    signed('ECDSA with SHA-1', 'ec', schemes.ecdsaSha1),
    signed('ECDSA with SHA-224', 'ec', schemes.ecdsaSha224),
    signed('ECDSA with SHA-384', 'ec', schemes.ecdsaSha384),
    signed('ECDSA with SHA-512', 'ec', schemes.ecdsaSha512),
    signed('ECDSA on P-384', 'p384', schemes.ecdsaSha384),
    signed('Ed25519', 'ed25519', schemes.ed25519),
    // Which BoringSSL does not have.
    { ...signed('Ed448', 'ed448', schemes.ed448), boringssl: notSigned },
    signed('RSA with SHA-1', 'rsa', schemes.rsaSha1),
    signed('RSA with SHA-224', 'rsa', schemes.rsaSha224),
    signed('RSA with SHA-256', 'rsa', schemes.rsaSha256),
    signed('RSA with SHA-384', 'rsa', schemes.rsaSha384),
    signed('RSA with SHA-512', 'rsa', schemes.rsaSha512),
    signed('RSA with MD5, which is too weak', 'rsa', schemes.rsaMd5, notSigned, 'good'),
    signed('RSA-PSS with SHA-1', 'rsa', schemes.pssSha1),
    signed('RSA-PSS with SHA-256', 'rsa', schemes.pssSha256),
    signed('RSA-PSS with SHA-384', 'rsa', schemes.pssSha384),
    signed('RSA-PSS with SHA-512', 'rsa', schemes.pssSha512),
    signed('RSA-PSS without a salt', 'rsa', schemes.pssWithoutSalt),
    signed('RSA-PSS with a long salt', 'rsa', schemes.pssLongSalt),
    signed('RSA-PSS with another salt than it says', 'rsa', pss('sha256', 32, { salt: 20 }), notSigned),
    signed('RSA-PSS with another digest than it says', 'rsa', pss('sha256', 32, { digest: 'sha384' }), notSigned),
    signed(
      'RSA that calls itself RSA-PSS',
      'rsa',
      { ...schemes.rsaSha256, algorithm: schemes.pssSha256.algorithm },
      notSigned,
    ),
    signed(
      'a key of another kind',
      'rsa',
      { ...schemes.rsaSha256, algorithm: schemes.ecdsaSha256.algorithm },
      notSigned,
    ),
    signed(
      'a method that nobody knows',
      'ec',
      { ...schemes.ecdsaSha256, algorithm: Buffer.from('300506032a0304', 'hex') },
      notSigned,
    ),
  ];

  const repeats = (nonce: Buffer) => ({ extensions: [nonceExtension(nonce)] });
  const notRepeated = /does not repeat the nonce/;
  const nonces = [
    makeCase('the nonce', 'good', { nonce: NONCE, ...repeats(NONCE) }),
    makeCase('another nonce', notRepeated, { nonce: NONCE, ...repeats(Buffer.alloc(16)) }),
    makeCase('a part of the nonce', notRepeated, { nonce: NONCE, ...repeats(NONCE.subarray(0, 8)) }),
    makeCase('no nonce', notRepeated, { nonce: NONCE }),
    makeCase('another extension', notRepeated, { nonce: NONCE, extensions: [extensions.strange(false)] }),
    makeCase('a nonce that nobody asked for', 'good', repeats(NONCE)),
    makeCase('that it is revoked, without the nonce', notRepeated, { nonce: NONCE, single: { says: 'revoked' } }),
  ];

  const refusals = [
    ...[
      [1, 'malformedRequest'],
      [2, 'internalError'],
      [3, 'tryLater'],
      [5, 'sigRequired'],
      [6, 'unauthorized'],
      [77, '77'],
    ].map(([status, word]) =>
      makeCase(`the status ${word}`, new RegExp(`refuses to answer \\(${word}\\)`), { status: Number(status) }),
    ),
    makeCase('another kind of response', /of an unknown kind/, { type: '1.3.6.1.5.5.7.48.1.99' }),
  ];
  const groups = {
    'it is': answers,
    'a response': times,
    about: subjects,
    'signed by': signers,
    'signed with': methods,
    'the answer repeats': nonces,
    refuses: refusals,
  };
  const cases = Object.entries(groups).flatMap(([group, rows]) =>
    rows.map((row) => ({ ...row, name: `${group}: ${row.name}` })),
  );
  return { now, leaf, issuer, cases };
}
