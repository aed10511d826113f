import { say, sayAll } from '../../preload/words/say.ts';
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeListWorld } from '../../test/trust/list-cases.ts';
import { judgeByLists, type RevocationVerdict } from './judge-list.ts';
import { parseLists } from './list-store.ts';
import { parseRevocationList, type RevocationList } from './revocation-list.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const hourMs = 3_600_000;
const now = Date.UTC(2026, 5, 1, 12);
const SERIAL = '0a0b';
const ISSUER = 'CN=Issuer';

interface ListOptions {
  readonly revokes?: readonly string[];
  /** Hours from now. */
  readonly from?: number;
  readonly until?: number;
  readonly issuer?: string;
  readonly forged?: boolean;
}

let leaf: X509Certificate;
let issuer: X509Certificate;
let makeDer: (options: ListOptions) => Promise<Buffer>;
const makeList = async (options: ListOptions): Promise<RevocationList> => parseRevocationList(await makeDer(options));

beforeAll(async () => {
  const generate = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [own, other] = await Promise.all([generate(), generate()]);
  const dates = { notBefore: new Date(now - 48 * hourMs), notAfter: new Date(now + 48 * hourMs) };
  const common = { ...dates, signingAlgorithm: algorithm };
  const certificateOf = (made: x509.X509Certificate) => new X509Certificate(Buffer.from(made.rawData));
  issuer = certificateOf(await x509.X509CertificateGenerator.createSelfSigned({ ...common, name: ISSUER, keys: own }));
  leaf = certificateOf(
    await x509.X509CertificateGenerator.create({
      ...common,
      serialNumber: SERIAL,
      subject: 'CN=Server',
      issuer: ISSUER,
      publicKey: other.publicKey,
      signingKey: own.privateKey,
    }),
  );
  makeDer = async ({ revokes = [], from = -1, until = 1, issuer: name = ISSUER, forged = false }) => {
    const list = await x509.X509CrlGenerator.create({
      issuer: name,
      thisUpdate: new Date(now + from * hourMs),
      nextUpdate: new Date(now + until * hourMs),
      entries: revokes.map((serialNumber) => ({ serialNumber, revocationDate: new Date(now - 2 * hourMs) })),
      signingAlgorithm: algorithm,
      signingKey: forged ? other.privateKey : own.privateKey,
    });
    return Buffer.from(list.rawData);
  };
});

describe('the lists of an issuer', () => {
  type Row = [what: string, lists: readonly ListOptions[], kind: RevocationVerdict['kind'], detail?: RegExp];
  it.each<Row>([
    ['that name another certificate', [{ revokes: ['0c'] }], 'good'],
    ['that name the certificate', [{ revokes: ['0c', SERIAL] }], 'revoked'],
    ['of which the newer names it', [{ from: -2 }, { revokes: [SERIAL] }], 'revoked'],
    ['of which the older names it', [{ from: -2, revokes: [SERIAL] }, {}], 'good'],
    ['made in the same second, the longer last', [{}, { revokes: [SERIAL] }], 'revoked'],
    ['made in the same second, the longer first', [{ revokes: [SERIAL] }, {}], 'revoked'],
    ['of which one has expired', [{ from: -3, until: -2, revokes: ['0c'] }, { from: -4 }], 'good'],
    ['that have expired', [{ from: -3, until: -2 }], 'unknown', /has expired/],
    ['that are of tomorrow', [{ from: 24, until: 25 }], 'unknown', /not valid yet/],
    ['that somebody else has signed', [{ forged: true }], 'unknown', /wrong signature/],
    ['that are those of another issuer', [{ issuer: 'CN=Other' }], 'unknown', /no revocation list of its issuer/],
    ['that are not there', [], 'unknown', /no revocation list of its issuer/],
  ])('%s', async (_what, lists, kind, detail = /^$/) => {
    const verdict = judgeByLists(leaf, issuer, await Promise.all(lists.map(makeList)), now);
    expect(verdict.kind).toBe(kind);
    expect(verdict.kind === 'unknown' ? say(verdict.detail) : '').toMatch(detail);
  });

  it('say nothing while nobody knows the issuer', async () => {
    expect(judgeByLists(leaf, null, [await makeList({})], now)).toMatchObject({ kind: 'unknown' });
  });
});

describe('a revocation list', () => {
  const world = makeListWorld();
  it.each(world.cases)('$name', ({ leaf: certificate, issuer: its, lists, verdict }) => {
    const said = judgeByLists(certificate, its, lists.map(parseRevocationList), world.now);
    if (verdict instanceof RegExp)
      expect(sayAll(said)).toEqual({ kind: 'unknown', detail: expect.stringMatching(verdict) });
    else expect(said).toEqual({ kind: verdict });
  });
});

it('a list of which any byte has another value says nothing', () => {
  const { now: then, cases } = makeListWorld();
  const found = cases.find(({ name }) => name === 'names: the certificate');
  const [whole = Buffer.alloc(0)] = found?.lists ?? [];
  expect(whole.length).toBeGreaterThan(0);
  for (let place = 0; place < whole.length; place += 1) {
    for (const change of [0x01, 0x20, 0x80, 0xff]) {
      const damaged = Buffer.from(whole);
      damaged[place] = (damaged[place] ?? 0) ^ change;
      const lists = parseLists(damaged);
      const said = found === undefined ? null : judgeByLists(found.leaf, found.issuer, lists, then);
      expect(said?.kind, `byte ${place} ^ ${change}`).toBe('unknown');
    }
  }
});

it('a list that is cut off anywhere is damaged', async () => {
  const whole = await makeDer({ revokes: [SERIAL] });
  for (let length = 0; length < whole.length; length += 1) {
    expect(() => parseRevocationList(whole.subarray(0, length)), `${length} bytes`).toThrow(Error);
  }
});
