import { X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { extensions, hourMs, makeCertificate } from '../../test/trust/certificate.ts';
import { type Keys, makeKeys } from '../../test/trust/signatures.ts';
import { hasIssued, issuerAmong, pathToAnchor } from './path.ts';

const now = Date.now();
interface Party {
  readonly subject: string;
  readonly keys: Keys;
}
const party = (subject: string): Party => ({ subject, keys: makeKeys() });
let serial = 1;
const certify = (of: Party, by: Party, wanted = [extensions.authority]): X509Certificate => {
  serial += 1;
  const dates = { from: now - hourMs, until: now + hourMs };
  return makeCertificate({
    ...dates,
    ...of,
    issuer: by,
    extensions: wanted,
    serial: `01${serial.toString(16).padStart(4, '0')}`,
  });
};

const [a, b, c, server] = [party('A'), party('B'), party('C'), party('Server')];
/** A is trusted, has certified B, which has certified C, which has certified the server. */
const rootA = certify(a, a);
const bByA = certify(b, a);
const cByB = certify(c, b);
const leaf = certify(server, c, []);
const rootB = certify(b, b);
const bByC = certify(b, c);
const lookAlike = certify(party('C'), b);
const noAuthority = certify(c, b, []);
const directly = certify(server, a, []);
const ownLeaf = certify(server, server, []);

/** How often certificates are compared. From `most` on nobody has issued anything, so that every search ends. */
function countComparisons(most: number): () => number {
  let count = 0;
  const original = X509Certificate.prototype.checkIssued;
  vi.spyOn(X509Certificate.prototype, 'checkIssued').mockImplementation(function (this: X509Certificate, other) {
    count += 1;
    return count <= most && original.call(this, other);
  });
  return () => count;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the path to who is trusted', () => {
  type Row = [
    what: string,
    leaf: X509Certificate,
    sent: readonly X509Certificate[],
    anchors: readonly X509Certificate[],
    path: readonly X509Certificate[] | null,
  ];
  it.each<Row>([
    ['of one step', directly, [], [rootA], [directly, rootA]],
    ['over others', leaf, [cByB, bByA], [rootA], [leaf, cByB, bByA, rootA]],
    ['over others in any order', leaf, [bByA, cByB], [rootA], [leaf, cByB, bByA, rootA]],
    ['with the root sent as well', leaf, [cByB, bByA, rootA], [rootA], [leaf, cByB, bByA, rootA]],
    ['with the server sent as well', leaf, [leaf, cByB, bByA], [rootA], [leaf, cByB, bByA, rootA]],
    ['the shortest of two', leaf, [cByB, bByA], [rootA, rootB], [leaf, cByB, rootB]],
    ['to one between, who is trusted', leaf, [cByB, bByA], [bByA], [leaf, cByB, bByA]],
    ['past a look-alike', leaf, [lookAlike, cByB, bByA], [rootA], [leaf, cByB, bByA, rootA]],
    [
      'past one that leads nowhere',
      leaf,
      [certify(c, party('Nobody')), cByB, bByA],
      [rootA],
      [leaf, cByB, bByA, rootA],
    ],
    ['past two that vouch for each other', leaf, [bByC, cByB, bByA], [rootA], [leaf, cByB, bByA, rootA]],
    ['of a certificate that is trusted itself', leaf, [], [leaf], [leaf]],
    [
      'of a certificate that is trusted itself, and whose issuer is too',
      leaf,
      [cByB, bByA],
      [leaf, rootA],
      [leaf, cByB, bByA, rootA],
    ],
    ['of a certificate that has signed itself', ownLeaf, [], [ownLeaf], [ownLeaf]],
    ['there is none without those between', leaf, [cByB], [rootA], null],
    ['there is none over one that is no authority', leaf, [noAuthority, bByA], [rootA], null],
    ['there is none over a look-alike', leaf, [lookAlike, bByA], [rootA], null],
    ['there is none to a namesake', directly, [], [certify(party('A'), party('A'))], null],
    ['there is none in a circle', leaf, [cByB, bByC], [rootA], null],
    ['there is none to nobody', leaf, [cByB, bByA, rootA], [], null],
  ])('%s', (_what, certificate, sent, anchors, path) => {
    expect(pathToAnchor(certificate, sent, anchors)?.map(({ serialNumber }) => serialNumber)).toEqual(
      path?.map(({ serialNumber }) => serialNumber),
    );
  });

  it('is found among many that vouch for one another', () => {
    const evil = party('C');
    const circle = Array.from({ length: 30 }, () => certify({ subject: 'C', keys: c.keys }, c));
    const strangers = Array.from({ length: 200 }, () => certify(evil, evil));
    // Twice 32 of those that were sent, and the leaf, each with one another and the anchor: not every order of them.
    const compared = countComparisons(2 * 33 * 34);
    expect(pathToAnchor(leaf, circle, [rootA])).toBeNull();
    expect(pathToAnchor(leaf, [cByB, bByA, ...circle, ...strangers], [rootA])).toHaveLength(4);
    expect(compared()).toBeLessThan(2 * 33 * 34);
  });
});

it('the issuer among candidates is who has signed', () => {
  expect(issuerAmong(leaf, [leaf, lookAlike, cByB])).toBe(cByB);
  expect(issuerAmong(leaf, [lookAlike])).toBeNull();
  expect(hasIssued(cByB, leaf)).toBe(true);
  expect(hasIssued(lookAlike, leaf)).toBe(false);
  expect(hasIssued(bByA, leaf)).toBe(false);
});
