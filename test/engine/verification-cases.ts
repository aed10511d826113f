/** Servers and what a client has stored of them, with the verdicts of stunnel 5.68 for each way of verifying. */
import { type Authority, makeAuthority, register, revoke } from '../peers/authority.ts';
import { type CertificateFiles, type CertificateOptions, makeCertificate } from '../peers/certificates.ts';

const DAY_MS = 86_400_000;
export const LEVELS = ['verify = 0', 'verify = 1', 'verify = 2', 'verify = 3', 'verify = 4'];

/** Stands in a run for the address of the issuer's responder. */
export const RESPONDER = 'RESPONDER';

export interface Case {
  readonly name: string;
  /** What the server shows, leaf first; the names are those of `makeAll`. */
  readonly sent: readonly string[];
  /** What lies in CAfile. */
  readonly stored: readonly string[];
  /** Options of the client, one run for each. By default the five levels of `verify`. */
  readonly runs?: readonly string[];
  /** The verdicts of stunnel 5.68, y or n for each run. */
  readonly stunnel: string;
  /** Where ours differ on purpose, and why. */
  readonly ours?: { readonly verdicts: string; readonly because: string };
}

const anyAnchor = 'a certificate that the user named as an authority is one, self-signed or not';
const sameKey = 'the man page says subject and public key; OpenSSL finds the old one only by its signature';

export const cases: readonly Case[] = [
  { name: 'issued; the authority', sent: ['leaf'], stored: ['ca'], stunnel: 'yyynn' },
  { name: 'issued; leaf and authority', sent: ['leaf'], stored: ['leaf', 'ca'], stunnel: 'yyyyy' },
  {
    name: 'issued; the leaf without its authority',
    sent: ['leaf'],
    stored: ['leaf'],
    stunnel: 'ynnny',
    ours: { verdicts: 'yyyny', because: anyAnchor },
  },
  {
    name: 'issued, sent with its authority; the leaf alone',
    sent: ['leaf', 'ca'],
    stored: ['leaf'],
    stunnel: 'ynnny',
    ours: { verdicts: 'yyyny', because: anyAnchor },
  },
  {
    name: 'issued; a leaf with another key, and the authority',
    sent: ['leaf'],
    stored: ['rekeyed', 'ca'],
    stunnel: 'yyynn',
  },
  {
    name: 'issued; a leaf with another subject, and the authority',
    sent: ['leaf'],
    stored: ['renamed', 'ca'],
    stunnel: 'yyynn',
  },
  {
    name: 'renewed with the same key; old leaf and authority',
    sent: ['renewed'],
    stored: ['leaf', 'ca'],
    stunnel: 'yyyyy',
  },
  { name: 'renewed with the same key; the old leaf alone', sent: ['renewed'], stored: ['leaf'], stunnel: 'ynnny' },
  {
    name: 'renewed with the same key; expired old leaf and authority',
    sent: ['revived'],
    stored: ['expired', 'ca'],
    stunnel: 'yyyyy',
  },
  {
    name: 'renewed by another authority; old leaf and old authority',
    sent: ['moved'],
    stored: ['leaf', 'ca'],
    stunnel: 'ynnny',
  },
  { name: 'self-signed; itself', sent: ['self'], stored: ['self'], stunnel: 'yyyyy' },
  { name: 'self-signed; another one and an authority', sent: ['self'], stored: ['leaf', 'ca'], stunnel: 'ynnnn' },
  {
    name: 'self-signed, renewed with the same key; the old one',
    sent: ['selfRenewed'],
    stored: ['self'],
    stunnel: 'ynnnn',
    ours: { verdicts: 'ynnny', because: sameKey },
  },
  { name: 'issued by a stranger; an authority', sent: ['stranger'], stored: ['ca'], stunnel: 'ynnnn' },
  { name: 'expired; itself and its authority', sent: ['expired'], stored: ['expired', 'ca'], stunnel: 'ynnnn' },
  { name: 'expired; itself alone', sent: ['expired'], stored: ['expired'], stunnel: 'ynnnn' },
  { name: 'expired, self-signed; itself', sent: ['selfExpired'], stored: ['selfExpired'], stunnel: 'ynnnn' },
  { name: 'not yet valid; itself and its authority', sent: ['future'], stored: ['future', 'ca'], stunnel: 'ynnnn' },
  { name: 'by an intermediate that is sent; the root', sent: ['deep', 'middle'], stored: ['ca'], stunnel: 'yyynn' },
  {
    name: 'by an intermediate that is sent; leaf and root',
    sent: ['deep', 'middle'],
    stored: ['deep', 'ca'],
    stunnel: 'yyyyy',
  },
  { name: 'by an intermediate that is not sent; the root', sent: ['deep'], stored: ['ca'], stunnel: 'ynnnn' },
  {
    name: 'by an intermediate that is not sent; leaf and root',
    sent: ['deep'],
    stored: ['deep', 'ca'],
    stunnel: 'ynnny',
    ours: { verdicts: 'yyyny', because: anyAnchor },
  },
  {
    name: 'by an intermediate; it alone',
    sent: ['deep'],
    stored: ['middle'],
    stunnel: 'ynnnn',
    ours: { verdicts: 'yyynn', because: anyAnchor },
  },
  {
    name: 'by an intermediate; leaf and intermediate',
    sent: ['deep'],
    stored: ['deep', 'middle'],
    stunnel: 'ynnny',
    ours: { verdicts: 'yyyny', because: anyAnchor },
  },
  { name: 'by an expired authority; it', sent: ['late'], stored: ['old'], stunnel: 'ynnnn' },
  { name: 'by an expired authority; leaf and authority', sent: ['late'], stored: ['late', 'old'], stunnel: 'ynnny' },
];

const RESPONDER_MODES = ['verify = 2', 'verify = 3'].map((mode) => `${mode}\nOCSP = ${RESPONDER}`);

/** OCSP takes effect with the chain; newer versions of stunnel than 5.68 refuse to start with it otherwise. */
export const revocations: readonly Case[] = [
  {
    name: 'the responder says good',
    sent: ['good'],
    stored: ['good', 'issuer'],
    runs: RESPONDER_MODES,
    stunnel: 'yy',
  },
  {
    name: 'the responder says revoked',
    sent: ['bad'],
    stored: ['bad', 'issuer'],
    runs: RESPONDER_MODES,
    stunnel: 'nn',
  },
];

const MODES = ['verifyChain = yes', 'verifyPeer = yes', 'verifyChain = yes\nverifyPeer = yes'];

/** Which names are asked for, and whether the server's certificate has one of them: one list, any match is enough. */
const named = (checks: string, matches: boolean, sent = 'leaf'): Case => ({
  name: `${sent}; ${checks}`,
  sent: [sent],
  stored: [sent, 'ca'],
  runs: MODES.map((mode) => `${mode}\n${checks.replaceAll(', ', '\n')}`),
  stunnel: matches ? 'yyy' : 'nnn',
});

export const checks: readonly Case[] = [
  named('checkHost = server.test', true),
  named('checkHost = SERVER.Test', true),
  named('checkHost = no.test, checkHost = server.test', true),
  named('checkHost = no.test, checkHost = nor.test', false),
  named('checkHost = a.wild.test', true),
  named('checkHost = a.b.wild.test', false),
  named('checkHost = wild.test', false),
  named('checkHost = 127.0.0.1', false),
  named('checkIP = 127.0.0.1', true),
  named('checkIP = 127.0.0.2', false),
  named('checkIP = 127.0.0.2, checkIP = ::1', true),
  named('checkIP = 0:0:0:0:0:0:0:1', true),
  named('checkEmail = ada@example.com', true),
  named('checkEmail = ada@EXAMPLE.com', true),
  named('checkEmail = bob@example.com', false),
  named('checkHost = no.test, checkEmail = ada@example.com', true),
  named('checkHost = no.test, checkEmail = bob@example.com, checkIP = 127.0.0.1', true),
  named('checkHost = no.test, checkEmail = bob@example.com, checkIP = 127.0.0.2', false),
  // The subject's name counts only where the certificate has no alternative names.
  named('checkHost = leaf.test', false),
  named('checkHost = bare.test', true, 'bare'),
];

export interface Certificates {
  readonly of: (name: string) => CertificateFiles;
  /** Has an OCSP responder. */
  readonly issuer: Authority;
}

export async function makeAll(place: string): Promise<Certificates> {
  const made = new Map<string, CertificateFiles>();
  const of = (name: string) => {
    const files = made.get(name);
    if (files === undefined) throw new Error(`${name} is not made yet`);
    return files;
  };
  const add = async (name: string, options: Omit<CertificateOptions, 'commonName'> & { commonName?: string } = {}) => {
    made.set(name, await makeCertificate(place, name, { commonName: `${name}.test`, ...options }));
  };
  const authority = { authority: true, extensions: ['keyUsage = critical, keyCertSign, cRLSign'] };
  const past = { validFrom: new Date(Date.now() - 3 * DAY_MS), validTo: new Date(Date.now() - DAY_MS / 2) };
  const names = 'subjectAltName = DNS:server.test, DNS:*.wild.test, IP:127.0.0.1, IP:::1, email:ada@example.com';
  await Promise.all([add('ca', authority), add('foreignCa', authority), add('old', { ...authority, ...past })]);
  const [ca, foreignCa, old] = [of('ca'), of('foreignCa'), of('old')];
  await Promise.all([
    add('middle', { ...authority, issuer: ca }),
    add('leaf', { issuer: ca, extensions: [names] }),
    add('rekeyed', { issuer: ca, commonName: 'leaf.test' }),
    add('bare', { issuer: ca }),
    add('stranger', { issuer: foreignCa }),
    add('expired', { issuer: ca, ...past }),
    add('future', { issuer: ca, validFrom: new Date(Date.now() + DAY_MS) }),
    add('late', { issuer: old }),
    add('self'),
    add('selfExpired', past),
  ]);
  const { key } = of('leaf');
  await Promise.all([
    add('renewed', { issuer: ca, commonName: 'leaf.test', key }),
    add('renamed', { issuer: ca, key }),
    add('moved', { issuer: foreignCa, commonName: 'leaf.test', key }),
    add('revived', { issuer: ca, commonName: 'expired.test', key: of('expired').key }),
    add('selfRenewed', { commonName: 'self.test', key: of('self').key }),
    add('deep', { issuer: of('middle') }),
  ]);
  const issuer = await makeAuthority(place, 'issuer');
  made.set('issuer', issuer);
  await Promise.all([add('good', { issuer }), add('bad', { issuer })]);
  await register(issuer, of('good'));
  await revoke(issuer, of('bad'));
  return { of, issuer };
}
