import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCertificate as opensslCertificate } from '../../test/peers/certificates.ts';
import { execute, hasTool, requireTool } from '../../test/peers/tools.ts';
import { hourMs, makeCertificate } from '../../test/trust/certificate.ts';
import { makeList } from '../../test/trust/revocation-list.ts';
import { makeKeys } from '../../test/trust/signatures.ts';
import { endsOfFiles } from './ends.ts';

const now = Date.UTC(2026, 10, 30);
let directory: string;
const file = (name: string) => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'adit-ends-'));
  const keys = makeKeys();
  const own = makeCertificate({
    subject: 'Anna',
    keys,
    serial: '01',
    from: now - hourMs,
    until: now + 5 * hourMs,
    issuer: { subject: 'Issuer', keys },
  });
  await writeFile(file('own.pem'), own.toString());
  const list = (until: number, issuer = 'Issuer') => makeList({ issuer, keys, from: now - hourMs, until, entries: [] });
  await writeFile(file('old.crl'), list(now + 2 * hourMs));
  await writeFile(file('new.crl'), list(now + 9 * hourMs));
  await writeFile(file('other.crl'), list(now + hourMs, 'Another'));
  await writeFile(file('damaged.pem'), 'nothing');
});
afterAll(() => rm(directory, { recursive: true }));

const ends = async (certificate: string | null, ...lists: readonly string[]) =>
  (await endsOfFiles(certificate === null ? null : { kind: 'pem', path: file(certificate) }, lists.map(file))).map(
    ({ kind, until }) => `${kind} ${(until - now) / hourMs}`,
  );

test('says when the certificate and the lists in files end; of one authority the list that holds longest', async () => {
  expect(await ends('own.pem', 'old.crl', 'new.crl', 'other.crl')).toEqual([
    'client-certificate 5',
    'revocation-list 9',
    'revocation-list 1',
  ]);
});

test('what is missing or damaged says nothing', async () => {
  expect(await ends('damaged.pem', 'missing.crl')).toEqual([]);
  expect(await ends(null)).toEqual([]);
});

test.skipIf(!hasTool('openssl'))('a PKCS#12 file says it with its passphrase, and nothing without', async () => {
  const { certificate, key } = await opensslCertificate(directory, 'anna', { commonName: 'anna' });
  const line = [
    'pkcs12',
    '-export',
    '-in',
    certificate,
    '-inkey',
    key,
    '-passout',
    'pass:secret',
    '-out',
    file('own.p12'),
  ];
  await execute(requireTool('openssl'), line);
  const until = Date.parse(new X509Certificate(await readFile(certificate)).validTo);
  const of = (passphrase: string) => endsOfFiles({ kind: 'pkcs12', path: file('own.p12'), passphrase }, []);
  expect(await of('secret')).toMatchObject([{ kind: 'client-certificate', until }]);
  expect(await of('wrong')).toEqual([]);
});
