import { expect, it } from 'vitest';
import { hourMs, makeCertificate } from '../../test/trust/certificate.ts';
import { makeKeys } from '../../test/trust/signatures.ts';
import { attribute, commonName, objectId, sequence, set, texts, tlv } from '../../test/trust/write-der.ts';
import { sameName } from './name.ts';

const { utf8, printable, teletex, ia5, bmp, universal } = texts;
const cn = (value: Buffer) => sequence(set(attribute('CN', value)));
const german = attribute('C', printable('DE'));
const unit = attribute('OU', utf8('Unit'));
const now = Date.now();
const keys = makeKeys();

/** What Node's library thinks: it compares the name of an issuer in a certificate with the issuer's own. */
function sameForLibrary(one: Buffer, other: Buffer): boolean {
  const made = { keys, from: now - hourMs, until: now + hourMs };
  const issuer = makeCertificate({ ...made, subject: one });
  return makeCertificate({ ...made, subject: commonName('Server'), issuer: { subject: other, keys } }).checkIssued(
    issuer,
  );
}

type Row = [what: string, one: Buffer, other: Buffer, same: boolean, library?: boolean];
const rows: readonly Row[] = [
  ['the same bytes', cn(utf8('Issuer')), cn(utf8('Issuer')), true],
  ['other text', cn(utf8('Issuer')), cn(utf8('Issues')), false],
  ['UTF8String and PrintableString', cn(utf8('Issuer')), cn(printable('Issuer')), true],
  ['UTF8String and IA5String', cn(utf8('Issuer')), cn(ia5('Issuer')), true],
  ['UTF8String and BMPString', cn(utf8('Größe')), cn(bmp('Größe')), true],
  ['UTF8String and UniversalString', cn(utf8('Größe 🔑')), cn(universal('Größe 🔑')), true],
  ['UTF8String and TeletexString, which is taken for Latin 1', cn(utf8('Größe')), cn(teletex('Größe')), true],
  ['other letters of the same', cn(utf8('ISSUER')), cn(printable('issuer')), true],
  // RFC 5280 7.1 folds every letter; OpenSSL only those of English.
  ['other letters of the same, beyond ASCII', cn(utf8('GRÖSSE')), cn(utf8('größe'.replace('ß', 'ss'))), true, false],
  ['blanks around', cn(utf8('  Issuer ')), cn(utf8('Issuer')), true],
  ['more blanks between', cn(utf8('The   Issuer')), cn(utf8('The Issuer')), true],
  ['no blank between', cn(utf8('TheIssuer')), cn(utf8('The Issuer')), false],
  ['another attribute', cn(utf8('Issuer')), sequence(set(attribute('O', utf8('Issuer')))), false],
  ['the order of attributes', sequence(set(german), set(unit)), sequence(set(unit), set(german)), false],
  ['one attribute more', sequence(set(german)), sequence(set(german), set(unit)), false],
  ['several in one set', sequence(set(german, unit)), sequence(set(german, attribute('OU', printable('UNIT')))), true],
  ['several in one set, in any order', sequence(set(german, unit)), sequence(set(unit, german)), true],
  ['several in one set, and apart', sequence(set(german, unit)), sequence(set(german), set(unit)), false],
  ['none, and one', sequence(), sequence(set(german)), false],
  ['what is no text', cn(tlv(0x12, Buffer.from('12'))), cn(tlv(0x12, Buffer.from('12'))), true],
  ['a text, and what is none of the same bytes', cn(utf8('12')), cn(tlv(0x12, Buffer.from('12'))), false],
];

it.each(rows)('%s', (_what, one, other, same, library = same) => {
  expect(sameName(one, other)).toBe(same);
  expect(sameName(other, one)).toBe(same);
  expect(sameForLibrary(one, other)).toBe(library);
});

// The library does not read certificates with such names, so that it cannot be asked.
it.each<[what: string, one: Buffer, other: Buffer]>([
  ['not UTF-8', cn(tlv(0x0c, Buffer.from('ff', 'hex'))), cn(tlv(0x0c, Buffer.from('fe', 'hex')))],
  ['half a character', cn(tlv(0x1e, Buffer.from('004100', 'hex'))), cn(tlv(0x1e, Buffer.from('004101', 'hex')))],
  ['no character', cn(tlv(0x1c, Buffer.from('ffffffff', 'hex'))), cn(tlv(0x1c, Buffer.from('fffffffe', 'hex')))],
  ['an attribute without a value', sequence(set(sequence(objectId('2.5.4.3')))), cn(utf8(''))],
  ['cut off', cn(utf8('Issuer')).subarray(0, -1), cn(utf8('Issuer'))],
  ['nothing at all', Buffer.alloc(0), sequence()],
])('a damaged name is like no other: %s', (_what, one, other) => {
  expect(sameName(one, other)).toBe(false);
  expect(sameName(other, one)).toBe(false);
});
