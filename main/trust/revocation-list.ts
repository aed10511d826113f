/** Certificate revocation lists (RFC 5280 5), read by ourselves: large ones have a hundred thousand entries. */
import { type Text, toSay } from '../../preload/words/text.ts';
import {
  bytesOf,
  type CertificateParts,
  type Element,
  type Extension,
  elementAt,
  elementsOf,
  extensionsOf,
  sequenceOf,
  tags,
  timeOf,
} from './der.ts';

export interface RevocationList {
  /** Name in DER. */
  readonly issuer: Buffer;
  /** Milliseconds since the epoch; `nextUpdate` is null when the list does not say. */
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  /** Serial numbers as `serialOf` has them. */
  readonly revoked: ReadonlySet<string>;
  /** keyIdentifier of the authority key identifier. */
  readonly keyId: Buffer | null;
  readonly scope: ListScope;
  /** What was signed, with which algorithm (AlgorithmIdentifier), and the signature. */
  readonly signed: Buffer;
  readonly algorithm: Buffer;
  readonly signature: Buffer;
}

/** What a list is about; `unusable` says why it cannot be used for anything. */
export type ListScope =
  | { readonly kind: 'all' | 'users' | 'authorities'; readonly points: readonly Buffer[] | null }
  | { readonly kind: 'unusable'; readonly reason: Text };

export const extensionIds = {
  subjectKeyIdentifier: '551d0e',
  keyUsage: '551d0f',
  cRLNumber: '551d14',
  reasonCode: '551d15',
  deltaCRLIndicator: '551d1b',
  issuingDistributionPoint: '551d1c',
  certificateIssuer: '551d1d',
  cRLDistributionPoints: '551d1f',
  authorityKeyIdentifier: '551d23',
  freshestCRL: '551d2e',
} as const;

const READ: ReadonlySet<string> = new Set<string>([
  extensionIds.cRLNumber,
  extensionIds.authorityKeyIdentifier,
  extensionIds.issuingDistributionPoint,
  extensionIds.freshestCRL,
]);

const REMOVE_FROM_CRL = 8;

/** A serial number (big-endian two's complement) as one text, however many bytes it was written with. */
export const serialOf = (number: Buffer): string =>
  number.toString('hex').replace(/^(?:00)+(?=[0-7].)|^(?:ff)+(?=[89a-f].)/, '');

/** Reads one list in DER. Throws a RangeError when the bytes are none. */
export function parseRevocationList(der: Buffer): RevocationList {
  const [signed, algorithm, signature] = sequenceOf(der);
  if (signed?.tag !== tags.sequence || algorithm === undefined) {
    throw new RangeError('not a revocation list');
  }
  const fields = elementsOf(signed.content);
  if (fields[0]?.tag === tags.integer) fields.shift();
  const [inner, issuer, thisUpdate, ...rest] = fields;
  if (inner?.tag !== tags.sequence || issuer?.tag !== tags.sequence || thisUpdate === undefined) {
    throw new RangeError('not a revocation list');
  }
  const isTime = ({ tag }: Element) => tag === tags.utcTime || tag === tags.generalizedTime;
  const nextUpdate = rest.find(isTime);
  const entries = rest.find(({ tag }) => tag === tags.sequence);
  const wrapped = rest.find(({ tag }) => tag === tags.constructed(0));
  const extensions = wrapped === undefined ? new Map<string, Extension>() : extensionsOf(wrapped.content);
  const { revoked, odd } = readEntries(entries?.content ?? Buffer.alloc(0));
  const times = [timeOf(thisUpdate), nextUpdate === undefined ? 0 : timeOf(nextUpdate)];
  if (!isTime(thisUpdate) || times.some(Number.isNaN)) throw new RangeError('a date of the list is none');
  return {
    issuer: issuer.raw,
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: nextUpdate === undefined ? null : timeOf(nextUpdate),
    revoked,
    keyId: keyIdOf(extensions.get(extensionIds.authorityKeyIdentifier)),
    scope: odd ? { kind: 'unusable', reason: toSay('clause.list.odd') } : scopeOf(extensions),
    signed: signed.raw,
    algorithm: algorithm.raw,
    signature: bytesOf(signature),
  };
}

/** `odd`: an entry has a critical extension that is not read, so that nobody knows what the entry means. */
function readEntries(content: Buffer): { revoked: ReadonlySet<string>; odd: boolean } {
  const revoked = new Set<string>();
  let odd = false;
  for (let offset = 0; offset < content.length; ) {
    const entry = elementAt(content, offset);
    offset += entry.raw.length;
    const [serial, , wrapped] = elementsOf(entry.content);
    if (serial?.tag !== tags.integer) throw new RangeError('not an entry of a revocation list');
    const extensions = wrapped === undefined ? null : extensionsOf(wrapped.raw);
    const reason = extensions?.get(extensionIds.reasonCode)?.value.at(-1);
    for (const [id, { critical }] of extensions ?? []) {
      if (critical && id !== extensionIds.reasonCode) odd = true;
    }
    if (reason !== REMOVE_FROM_CRL) revoked.add(serialOf(serial.content));
  }
  return { revoked, odd };
}

function scopeOf(extensions: ReadonlyMap<string, Extension>): ListScope {
  const unusable = (reason: Text): ListScope => ({ kind: 'unusable', reason });
  if (extensions.has(extensionIds.deltaCRLIndicator)) {
    return unusable(toSay('clause.list.delta'));
  }
  for (const [id, { critical }] of extensions) {
    if (critical && !READ.has(id)) return unusable(toSay('clause.list.critical'));
  }
  const point = extensions.get(extensionIds.issuingDistributionPoint);
  if (point === undefined) return { kind: 'all', points: null };
  const parts = sequenceOf(point.value);
  const has = (n: number) => parts.some(({ tag, content }) => tag === tags.primitive(n) && content[0] !== 0);
  if (has(4)) return unusable(toSay('clause.list.indirect'));
  if (has(5)) return unusable(toSay('clause.list.attributes'));
  if (parts.some(({ tag }) => tag === tags.primitive(3))) return unusable(toSay('clause.list.itsReasons'));
  const name = parts.find(({ tag }) => tag === tags.constructed(0));
  const points = name === undefined ? null : fullNames(name.content);
  if (has(1) && has(2)) return unusable(toSay('clause.list.nothing'));
  return { kind: has(1) ? 'users' : has(2) ? 'authorities' : 'all', points };
}

/** The GeneralNames of a DistributionPointName; of a name relative to the issuer none, which then matches nothing. */
function fullNames(content: Buffer): Buffer[] {
  const choice = elementAt(content);
  return choice.tag === tags.constructed(0) ? elementsOf(choice.content).map(({ raw }) => raw) : [];
}

/** Where a certificate says that its issuer's lists about it are (RFC 5280 4.2.1.13). */
export interface DistributionPoint {
  /** GeneralNames; null when it does not say. */
  readonly names: readonly Buffer[] | null;
  /** What is found there is about some reasons to revoke, not about all. */
  readonly someReasons: boolean;
}

/** Those for lists of others than the issuer are left out. Throws a RangeError when the extension is damaged. */
export function distributionPointsOf({ extensions }: CertificateParts): DistributionPoint[] {
  const found = extensions.get(extensionIds.cRLDistributionPoints);
  if (found === undefined) return [];
  return sequenceOf(found.value)
    .map((point) => elementsOf(point.content))
    .filter((parts) => parts.every(({ tag }) => tag !== tags.constructed(2)))
    .map((parts) => {
      const name = parts.find(({ tag }) => tag === tags.constructed(0));
      const someReasons = parts.some(({ tag }) => tag === tags.primitive(1));
      return { names: name === undefined ? null : fullNames(name.content), someReasons };
    });
}

function keyIdOf(extension: Extension | undefined): Buffer | null {
  if (extension === undefined) return null;
  return sequenceOf(extension.value).find(({ tag }) => tag === tags.primitive(0))?.content ?? null;
}
