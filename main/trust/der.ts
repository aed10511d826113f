/** Just enough DER (X.690) to cut certificates and revocation lists into the parts that trust decisions compare. */
import { headAt } from '../../preload/der.ts';

/** One tag-length-value of a larger buffer. */
export interface Element {
  readonly tag: number;
  /** Tag and length included. */
  readonly raw: Buffer;
  readonly content: Buffer;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  /** `[n]` with an inner element, and `[n]` in the place of a primitive one's tag. */
  constructed: (n: number) => 0xa0 + n,
  primitive: (n: number) => 0x80 + n,
} as const;

/** The element that starts at `start` of `der`. Throws a RangeError when the bytes end early or are no DER. */
export function elementAt(der: Buffer, start = 0): Element {
  const head = headAt(der, start);
  if (head === null || head.end === null || head.end > der.length) throw new RangeError('DER ends early, or is none');
  const { tag, content, end } = head;
  return { tag, raw: der.subarray(start, end), content: der.subarray(content, end) };
}

/** The elements of a constructed one's content, in order. Throws a RangeError as `elementAt` does. */
export function elementsOf(content: Buffer): Element[] {
  const elements: Element[] = [];
  for (let offset = 0; offset < content.length; ) {
    const element = elementAt(content, offset);
    elements.push(element);
    offset += element.raw.length;
  }
  return elements;
}

/** The elements of a SEQUENCE that is the whole buffer. Throws a RangeError when it is none. */
export function sequenceOf(der: Buffer): Element[] {
  const outer = elementAt(der);
  if (outer.tag !== tags.sequence) throw new RangeError('not a SEQUENCE');
  return elementsOf(outer.content);
}

/** The bytes of a BIT STRING of whole bytes, such as a key or a signature. Throws a RangeError when it is none. */
export function bytesOf(element: Element | undefined): Buffer {
  if (element?.tag !== tags.bitString || element.content[0] !== 0) throw new RangeError('not a BIT STRING of bytes');
  return element.content.subarray(1);
}

export interface Extension {
  readonly critical: boolean;
  /** What the extension says, as DER. */
  readonly value: Buffer;
}

/** Extensions (RFC 5280 4.2) by the hexadecimal content of their object identifier. Throws a RangeError. */
export function extensionsOf(sequence: Buffer): Map<string, Extension> {
  const found = new Map<string, Extension>();
  for (const extension of sequenceOf(sequence)) {
    const parts = elementsOf(extension.content);
    const [id] = parts;
    const value = parts.at(-1);
    if (id === undefined || value?.tag !== tags.octetString) throw new RangeError('not an extension');
    const critical = parts.some(({ tag, content }) => tag === tags.boolean && content[0] !== 0);
    found.set(id.content.toString('hex'), { critical, value: value.content });
  }
  return found;
}

/** The parts of a certificate (RFC 5280 4.1.2) as the bytes that were signed, tag and length included. */
export interface CertificateParts {
  /** Without tag and length: the number itself, big-endian two's complement. */
  readonly serialNumber: Buffer;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKeyInfo: Buffer;
  readonly extensions: ReadonlyMap<string, Extension>;
}

/** Cuts a DER certificate into its parts. Throws a RangeError when the bytes are no certificate. */
export function certificateParts(der: Buffer): CertificateParts {
  const [signed] = sequenceOf(der);
  if (signed?.tag !== tags.sequence) throw new RangeError('not a certificate');
  const fields = elementsOf(signed.content).filter(({ tag }) => tag !== tags.constructed(0));
  const [serialNumber, , issuer, , subject, publicKeyInfo, ...rest] = fields;
  if (serialNumber === undefined || issuer === undefined || subject === undefined || publicKeyInfo === undefined) {
    throw new RangeError('not a certificate');
  }
  const extensions = rest.find(({ tag }) => tag === tags.constructed(3));
  return {
    serialNumber: serialNumber.content,
    issuer: issuer.raw,
    subject: subject.raw,
    publicKeyInfo: publicKeyInfo.raw,
    extensions: extensions === undefined ? new Map() : extensionsOf(extensions.content),
  };
}

/** UTCTime or GeneralizedTime as RFC 5280 4.1.2.5 has them, in milliseconds since the epoch; NaN when it is neither. */
export function timeOf({ tag, content }: Element): number {
  const text = content.toString('latin1');
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  const [year, ...rest] = match?.slice(1) ?? [];
  if (year === undefined || (tag === tags.utcTime) !== (year.length === 2)) return Number.NaN;
  if (tag !== tags.utcTime && tag !== tags.generalizedTime) return Number.NaN;
  const full = year.length === 4 ? year : `${Number(year) >= 50 ? '19' : '20'}${year}`;
  const [month, day, hour, minute, second] = rest;
  return Date.parse(`${full}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
