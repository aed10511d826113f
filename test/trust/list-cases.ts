/** What revocation lists may be like, and what has to be thought of a certificate then: by us, and by OpenSSL. */
import { createHash, type X509Certificate } from 'node:crypto';
import { type CertificateOptions, type ExtensionOptions, extensions, hourMs, makeCertificate } from './certificate.ts';
import { keyBits } from './ocsp-response.ts';
import {
  type EntryOptions,
  type ListOptions,
  listExtensions,
  makeList,
  type PointOptions,
  reasonCode,
  type ScopeOptions,
} from './revocation-list.ts';
import { makeKeys, pss, schemes } from './signatures.ts';
import { attribute, sequence, set, texts } from './write-der.ts';

export interface ListCase {
  readonly name: string;
  readonly leaf: X509Certificate;
  readonly issuer: X509Certificate;
  /** DER. */
  readonly lists: readonly Buffer[];
  /** A pattern: nobody can say, and why. */
  readonly verdict: 'good' | 'revoked' | RegExp;
  /** What OpenSSL says where it is something else. */
  readonly openssl?: 'good' | 'revoked' | 'unknown';
}

export interface ListWorld {
  /** Milliseconds since the epoch: whole seconds, the present time. */
  readonly now: number;
  readonly cases: readonly ListCase[];
}

const SERIAL = '00f00a0b'; // its first byte would make it negative
const OTHER = '0c';
const NAME = 'Issuer';

export function makeListWorld(now = Math.floor(Date.now() / 1000) * 1000): ListWorld {
  const dates = { from: now - 48 * hourMs, until: now + 48 * hourMs };
  const own = makeKeys();
  const others = makeKeys();
  const keyId = createHash('sha1').update(keyBits(own)).digest();
  const certify = (options: Partial<CertificateOptions> = {}) =>
    makeCertificate({
      ...dates,
      subject: 'Server',
      keys: others,
      serial: SERIAL,
      issuer: { subject: NAME, keys: own },
      ...options,
    });
  const authority = (...wanted: readonly ExtensionOptions[]) =>
    certify({ subject: NAME, keys: own, serial: '01', extensions: [extensions.authority, ...wanted] });
  const issuer = authority(listExtensions.subjectKey(keyId), extensions.keyUsage(5, 6));
  const leaf = certify();
  const subordinate = certify({ extensions: [extensions.authority, extensions.keyUsage(5, 6)] });

  type Changes = Partial<Omit<ListOptions, 'entries'>> & { readonly revokes?: readonly (string | EntryOptions)[] };
  const list = ({ revokes = [], ...changes }: Changes = {}) =>
    makeList({
      issuer: NAME,
      keys: own,
      from: now - hourMs,
      until: now + hourMs,
      entries: revokes.map((each) => (typeof each === 'string' ? { serial: each } : each)),
      ...changes,
    });
  type Extra = Partial<Pick<ListCase, 'leaf' | 'issuer' | 'openssl'>>;
  const row = (name: string, verdict: ListCase['verdict'], lists: readonly Changes[], extra: Extra = {}): ListCase => ({
    name,
    verdict,
    leaf,
    issuer,
    lists: lists.map(list),
    ...extra,
  });
  const revokes = [OTHER, SERIAL];

  const entries = [
    row('nobody', 'good', [{}]),
    row('another certificate', 'good', [{ revokes: [OTHER] }]),
    row('the certificate', 'revoked', [{ revokes }]),
    row('the certificate, for a reason', 'revoked', [{ revokes: [{ serial: SERIAL, reason: 1 }] }]),
    row('the certificate, until further notice', 'revoked', [{ revokes: [{ serial: SERIAL, reason: 6 }] }]),
    row('the certificate, to take it off the list', 'good', [{ revokes: [{ serial: SERIAL, reason: 8 }] }]),
    row('the number with its first zero cut off, which is another number', 'good', [{ revokes: ['f00a0b'] }]),
    row('another certificate, with a critical extension that nobody knows', /an entry of it holds/, [
      { revokes: [{ serial: OTHER, extensions: [extensions.strange(true)] }] },
    ]),
    row('the certificate, with an extension that nobody knows', 'revoked', [
      { revokes: [{ serial: SERIAL, extensions: [extensions.strange(false)] }] },
    ]),
    // Adit knows what a reason is, however it is marked; OpenSSL refuses every marked one.
    row(
      'the certificate, for a reason that is marked critical',
      'revoked',
      [{ revokes: [{ serial: SERIAL, extensions: [reasonCode(1, true)] }] }],
      { openssl: 'unknown' },
    ),
    // OpenSSL finds out that the entry is about a certificate of somebody else.
    row(
      'a certificate of another issuer, as only indirect lists may',
      /an entry of it holds/,
      [{ revokes: [{ serial: SERIAL, extensions: [listExtensions.certificateIssuer('Other')] }] }],
      { openssl: 'good' },
    ),
  ];

  const expired = { from: now - 3 * hourMs, until: now - hourMs };
  const times = [
    row('that has expired', /has expired/, [expired]),
    row('of tomorrow', /not valid yet/, [{ from: now + 24 * hourMs, until: now + 25 * hourMs }]),
    row('without an end', 'good', [{ until: null }]),
    row('that has expired beside one that has not', 'good', [{ ...expired, revokes }, {}]),
    row('that is older than another', 'good', [{ from: now - 2 * hourMs, revokes }, {}]),
    row('that is newer than another', 'revoked', [{ from: now - 2 * hourMs }, { revokes }]),
  ];

  const wrong = /wrong signature/;
  const rsa = makeKeys('rsa');
  const signed = [
    row('another key', wrong, [{ keys: others }]),
    row('another key, and the newer list counts', wrong, [{ keys: others }, { from: now - 2 * hourMs }]),
    row('another issuer', /no revocation list of its issuer/, [{ issuer: 'Other' }]),
    row('the issuer, whose name is written otherwise', 'revoked', [
      { issuer: sequence(set(attribute('CN', texts.printable('  ISSUER ')))), revokes },
    ]),
    row('the issuer, who names its key', 'good', [{ extensions: [listExtensions.authorityKey(keyId)] }]),
    row('another key of the issuer, which the list names', /another key of its issuer/, [
      { extensions: [listExtensions.authorityKey(Buffer.alloc(20))] },
    ]),
    row('an issuer that may not', /may not sign/, [{}], { issuer: authority(extensions.keyUsage(5)) }),
    row('an issuer that does not say what it may do', 'good', [{}], { issuer: authority() }),
    row('ECDSA with SHA-384', 'good', [{ scheme: schemes.ecdsaSha384 }]),
    row('a method that nobody knows', wrong, [
      { scheme: { ...schemes.ecdsaSha256, algorithm: Buffer.from('300506032a0304', 'hex') } },
    ]),
    // RFC 5280 5.1.1.2 forbids it, but nothing depends on what the signed part says.
    row('another method than the signed part says', 'good', [{ inner: schemes.ecdsaSha384.algorithm }]),
  ];

  const critical = /a critical extension that Adit does not know/;
  const ofList = (...wanted: readonly ExtensionOptions[]): Changes => ({ extensions: wanted });
  const kinds = [
    row('a number', 'good', [ofList(listExtensions.number())]),
    // Adit knows what the number is, however it is marked; OpenSSL refuses every marked one.
    row('a number that is marked critical', 'good', [ofList(listExtensions.number(true))], { openssl: 'unknown' }),
    row('an address of newer lists', 'good', [ofList(listExtensions.freshest('http://lists.example/delta'))]),
    row('an extension that nobody knows', 'good', [ofList(extensions.strange(false))]),
    row('a critical extension that nobody knows', critical, [ofList(extensions.strange(true))]),
    row('a critical extension that nobody knows, and an older one without', 'revoked', [
      ofList(extensions.strange(true)),
      { from: now - 2 * hourMs, revokes },
    ]),
    // RFC 5280 5.2.4: it means nothing by itself. OpenSSL takes it for a whole list unless it is told to use deltas.
    row('the mark of a delta list', /delta list/, [ofList(listExtensions.delta)], { openssl: 'good' }),
    row(
      'the mark of a delta list, beside a whole one',
      'revoked',
      [ofList(listExtensions.delta), { from: now - 2 * hourMs, revokes }],
      { openssl: 'good' },
    ),
  ];

  const about = (options: ScopeOptions): Changes => ofList(listExtensions.issuingDistributionPoint(options));
  const [here, there] = ['http://lists.example/1', 'http://lists.example/2'];
  const pointing = (...points: readonly PointOptions[]) => ({
    leaf: certify({ extensions: [listExtensions.distributionPoints(...points)] }),
  });
  const elsewhere = /about other certificates/;
  const pair = attribute('OU', texts.utf8('Lists'));
  const scopes = [
    row('everything', 'good', [about({})]),
    row('servers', 'good', [about({ only: ['users'] })]),
    row('servers, of which the certificate is', 'revoked', [{ ...about({ only: ['users'] }), revokes }]),
    row('authorities', elsewhere, [about({ only: ['authorities'] })]),
    row('authorities, as the certificate is', 'good', [about({ only: ['authorities'] })], { leaf: subordinate }),
    row('servers, for an authority', elsewhere, [about({ only: ['users'] })], { leaf: subordinate }),
    row('attribute certificates', /attribute certificates/, [about({ only: ['attributes'] })]),
    row('servers and authorities only, which nothing is', /about no certificates/, [
      about({ only: ['users', 'authorities'] }),
    ]),
    row('some reasons', /about some reasons/, [about({ reasons: true })]),
    row('certificates of others', /indirect/, [about({ indirect: true })]),
    row('servers, beside one about authorities', 'revoked', [
      about({ only: ['authorities'] }),
      { ...about({ only: ['users'] }), from: now - 2 * hourMs, revokes },
    ]),
    row('the certificates of an address', 'good', [about({ urls: [here] })], pointing({ urls: [here] })),
    row(
      'the certificates of one of several addresses',
      'good',
      [about({ urls: [there, here] })],
      pointing({ urls: [here] }),
    ),
    row(
      'the certificates of the second of several points',
      'good',
      [about({ urls: [there] })],
      pointing({ urls: [here] }, { urls: [there] }),
    ),
    row('the certificates of another address', elsewhere, [about({ urls: [there] })], pointing({ urls: [here] })),
    row('the certificates of an address, which the certificate does not name', elsewhere, [about({ urls: [here] })]),
    row('everything, for a certificate that names an address', 'good', [{}], pointing({ urls: [here] })),
    row(
      'an address, of lists of somebody else',
      elsewhere,
      [about({ urls: [here] })],
      pointing({ urls: [here], listIssuer: 'Other' }),
    ),
    // RFC 5280 6.3.3 (d): then the list is about these reasons, and of the others nobody knows.
    row(
      'everything, for a certificate that looks for some reasons only',
      /some reasons/,
      [{}],
      pointing({ urls: [here], reasons: true }),
    ),
    row(
      'everything, and revokes a certificate that looks for some reasons only',
      'revoked',
      [{ revokes }],
      pointing({ urls: [here], reasons: true }),
    ),
    // Names that are relative to the issuer's are not put together here; nobody is known to use them.
    row('a name that is relative to the issuer', elsewhere, [about({ relative: pair })], {
      ...pointing({ relative: pair }),
      openssl: 'good',
    }),
  ];

  const rsaRow = (name: string, verdict: ListCase['verdict'], changes: Changes, extra: Extra = {}) =>
    row(name, verdict, [{ keys: rsa, ...changes }], {
      ...extra,
      leaf: certify({ issuer: { subject: NAME, keys: rsa }, scheme: schemes.rsaSha256 }),
      issuer: certify({
        subject: NAME,
        keys: rsa,
        issuer: { subject: NAME, keys: rsa },
        scheme: schemes.rsaSha256,
        serial: '01',
        extensions: [extensions.authority],
      }),
    });
  const methods = [
    rsaRow('RSA with SHA-256', 'good', { scheme: schemes.rsaSha256 }),
    rsaRow('RSA with SHA-1', 'good', { scheme: schemes.rsaSha1 }),
    rsaRow('RSA-PSS with SHA-256', 'good', { scheme: schemes.pssSha256 }),
    rsaRow('RSA-PSS with SHA-1, which is what nothing said means', 'good', { scheme: schemes.pssSha1 }),
    rsaRow('RSA-PSS with another salt than it says', wrong, { scheme: pss('sha256', 32, { salt: 20 }) }),
    rsaRow('RSA with MD5, which is too weak', wrong, { scheme: schemes.rsaMd5 }, { openssl: 'good' }),
  ];

  const groups = {
    names: entries,
    'a list': times,
    'signed by': [...signed, ...methods],
    'a list with': kinds,
    'a list about': scopes,
  };
  const cases = Object.entries(groups).flatMap(([group, rows]) =>
    rows.map((each) => ({ ...each, name: `${group}: ${each.name}` })),
  );
  return { now, cases };
}
