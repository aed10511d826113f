/** Just enough DER (X.690) to cut a certificate into the parts that trust decisions compare. */

/** The parts of a certificate (RFC 5280 4.1.2) as the bytes that were signed, tag and length included. */
export interface CertificateParts {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKeyInfo: Buffer;
}

interface Element {
  readonly tag: number;
  /** Offset of the tag, of the first content byte, and past the last one. */
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

const SEQUENCE = 0x30;
const EXPLICIT_VERSION = 0xa0;

function elementAt(der: Buffer, start: number, limit: number): Element {
  const tag = der[start];
  const first = der[start + 1];
  if (tag === undefined || first === undefined) throw new RangeError('DER ends early');
  let content = start + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4 || content + count > limit) throw new RangeError('DER length is not usable');
    length = der.readUIntBE(content, count);
    content += count;
  }
  const end = content + length;
  if (end > limit) throw new RangeError('DER ends early');
  return { tag, start, content, end };
}

/** Cuts a DER certificate into its parts. Throws a RangeError when the bytes are no certificate. */
export function certificateParts(der: Buffer): CertificateParts {
  const certificate = elementAt(der, 0, der.length);
  const signed = elementAt(der, certificate.content, certificate.end);
  if (certificate.tag !== SEQUENCE || signed.tag !== SEQUENCE) throw new RangeError('not a certificate');
  const fields: Buffer[] = [];
  let offset = signed.content;
  while (offset < signed.end && fields.length < 6) {
    const element = elementAt(der, offset, signed.end);
    if (element.tag !== EXPLICIT_VERSION) fields.push(der.subarray(element.start, element.end));
    offset = element.end;
  }
  // serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo
  const [, , issuer, , subject, publicKeyInfo] = fields;
  if (issuer === undefined || subject === undefined || publicKeyInfo === undefined) {
    throw new RangeError('not a certificate');
  }
  return { issuer, subject, publicKeyInfo };
}
