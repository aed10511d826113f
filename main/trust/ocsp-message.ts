/** OCSP requests and responses (RFC 6960) as bytes. This file alone knows the ASN.1 library, and is loaded when needed. */
import { createHash, X509Certificate } from 'node:crypto';
import {
  BasicOCSPResponse,
  CertID,
  id_kp_OCSPSigning,
  id_pkix_ocsp_basic,
  id_pkix_ocsp_nonce,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  Request,
  type SingleResponse,
  TBSRequest,
} from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, AuthorityInfoAccessSyntax, Extension, id_ad_ocsp } from '@peculiar/asn1-x509';
import { certificateParts, elementAt, sequenceOf, tags } from './der.ts';
import { sameName } from './name.ts';
import { hasIssued } from './path.ts';
import { serialOf } from './revocation-list.ts';
import { isSignedBy } from './signature.ts';

/** What a responder says. Times in milliseconds since the epoch; `until` is null when it may say otherwise any time. */
export type OcspVerdict =
  | { readonly kind: 'good' | 'revoked'; readonly until: number | null }
  /** Nothing that counts. `detail` is a clause for the middle of a sentence. */
  | { readonly kind: 'unknown'; readonly detail: string };

export interface OcspQuestion {
  readonly certificate: X509Certificate;
  /** Of the certificate. */
  readonly issuer: X509Certificate;
  /** What the answer has to repeat; null: nothing. */
  readonly nonce: Buffer | null;
  /** Only the issuer itself may sign, as with stunnel's `OCSPflag = NOINTERN`. */
  readonly issuerOnly: boolean;
}

const unknown = (detail: string): OcspVerdict => ({ kind: 'unknown', detail });

/** stunnel's leeway for both ends of a response's time (ocsp.c). */
const LEEWAY_MS = 60_000;

const SHA1 = '1.3.14.3.2.26';
const HASHES: Partial<Record<string, string>> = {
  [SHA1]: 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const hashOf = (name: string, bytes: Buffer): Buffer => createHash(name).update(bytes).digest();

/** The bits of the public key without the algorithm around them. */
function keyBits(certificate: X509Certificate): Buffer {
  const [, bits] = sequenceOf(certificateParts(certificate.raw).publicKeyInfo);
  if (bits?.tag !== tags.bitString) throw new RangeError('not a public key');
  return bits.content.subarray(1);
}

/** A request for one certificate in DER. Throws when a certificate is damaged. */
export function makeRequest({ certificate, issuer, nonce }: OcspQuestion): Buffer {
  const { issuer: name, serialNumber } = certificateParts(certificate.raw);
  const reqCert = new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA1, parameters: null }),
    issuerNameHash: new OctetString(hashOf('sha1', name)),
    issuerKeyHash: new OctetString(hashOf('sha1', keyBits(issuer))),
    serialNumber: new Uint8Array(serialNumber).buffer,
  });
  const tbsRequest = new TBSRequest({
    requestList: [new Request({ reqCert })],
    ...(nonce === null ? {} : { requestExtensions: [nonceExtension(nonce)] }),
  });
  return Buffer.from(AsnConvert.serialize(new OCSPRequest({ tbsRequest })));
}

function nonceExtension(nonce: Buffer): Extension {
  const value = AsnConvert.serialize(new OctetString(nonce));
  return new Extension({ extnID: id_pkix_ocsp_nonce, extnValue: new OctetString(value) });
}

/** What a response in DER says of the certificate, at `now` (milliseconds since the epoch). Never throws. */
export function judgeResponse(der: Buffer, question: OcspQuestion, now: number): OcspVerdict {
  try {
    return judge(der, question, now);
  } catch {
    return unknown('the OCSP response is damaged');
  }
}

function judge(der: Buffer, question: OcspQuestion, now: number): OcspVerdict {
  const { responseStatus, responseBytes } = AsnConvert.parse(der, OCSPResponse);
  if (responseStatus !== OCSPResponseStatus.successful) {
    return unknown(`the OCSP responder refuses to answer (${OCSPResponseStatus[responseStatus] ?? responseStatus})`);
  }
  if (responseBytes?.responseType !== id_pkix_ocsp_basic) return unknown('the OCSP response is of an unknown kind');
  const basic = Buffer.from(responseBytes.response.buffer);
  const { tbsResponseData } = AsnConvert.parse(basic, BasicOCSPResponse);
  if (question.nonce !== null && !repeatsNonce(tbsResponseData.responseExtensions, question.nonce)) {
    return unknown('the OCSP response does not repeat the nonce');
  }
  const { byName, byKey } = tbsResponseData.responderID;
  const isResponder = (certificate: X509Certificate): boolean =>
    byKey === undefined
      ? byName !== undefined &&
        sameName(Buffer.from(AsnConvert.serialize(byName)), certificateParts(certificate.raw).subject)
      : hashOf('sha1', keyBits(certificate)).equals(Buffer.from(byKey.buffer));
  if (!isSignedByResponder(basic, question, isResponder, now)) {
    return unknown('the OCSP response is not signed by the issuer of the certificate, or by who speaks for it');
  }
  const single = tbsResponseData.responses.find((each) => isAbout(each, question));
  if (single === undefined) return unknown('the OCSP response is about another certificate');
  return statusOf(single, now);
}

function statusOf({ certStatus, thisUpdate, nextUpdate }: SingleResponse, now: number): OcspVerdict {
  const until = nextUpdate?.getTime() ?? null;
  if (thisUpdate.getTime() > now + LEEWAY_MS) return unknown('the OCSP response is not valid yet');
  if (until !== null && until < now - LEEWAY_MS) return unknown('the OCSP response has expired');
  if (certStatus.revoked !== undefined) return { kind: 'revoked', until };
  if (certStatus.good !== undefined) return { kind: 'good', until };
  return unknown('the OCSP responder does not know the certificate');
}

function repeatsNonce(extensions: readonly Extension[] | undefined, nonce: Buffer): boolean {
  const sent = Buffer.from(nonceExtension(nonce).extnValue.buffer);
  return (extensions ?? []).some(
    ({ extnID, extnValue }) => extnID === id_pkix_ocsp_nonce && Buffer.from(extnValue.buffer).equals(sent),
  );
}

function isAbout({ certID }: SingleResponse, { certificate, issuer }: OcspQuestion): boolean {
  const { issuer: name, serialNumber } = certificateParts(certificate.raw);
  const hash = HASHES[certID.hashAlgorithm.algorithm];
  return (
    hash !== undefined &&
    serialOf(Buffer.from(certID.serialNumber)) === serialOf(serialNumber) &&
    Buffer.from(certID.issuerNameHash.buffer).equals(hashOf(hash, name)) &&
    Buffer.from(certID.issuerKeyHash.buffer).equals(hashOf(hash, keyBits(issuer)))
  );
}

/**
 * RFC 6960 4.2.2.2: the issuer signs itself, or has given a certificate for it to who does. What was signed is cut out
 * byte for byte, because an ASN.1 library may write it otherwise than it was read.
 */
function isSignedByResponder(
  basic: Buffer,
  { issuer, issuerOnly }: OcspQuestion,
  isResponder: (certificate: X509Certificate) => boolean,
  now: number,
): boolean {
  const [signed, algorithm, signature, certificates] = sequenceOf(basic);
  if (signed === undefined || algorithm === undefined || signature?.tag !== tags.bitString) return false;
  const has = (certificate: X509Certificate) =>
    isResponder(certificate) &&
    isSignedBy(certificate.publicKey, algorithm.raw, signed.raw, signature.content.subarray(1));
  if (has(issuer)) return true;
  if (issuerOnly || certificates === undefined) return false;
  return sequenceOf(certificates.content)
    .map(({ raw }) => new X509Certificate(raw))
    .some((delegate) => maySpeakFor(issuer, delegate, now) && has(delegate));
}

function maySpeakFor(issuer: X509Certificate, delegate: X509Certificate, now: number): boolean {
  const current = Date.parse(delegate.validFrom) <= now && Date.parse(delegate.validTo) >= now;
  // Node's `keyUsage` is the extended one.
  return current && (delegate.keyUsage ?? []).includes(id_kp_OCSPSigning) && hasIssued(issuer, delegate);
}

const AUTHORITY_INFO_ACCESS = '2b06010505070101';

/** Addresses of the responders that a certificate names (RFC 5280 4.2.2.1); none when the extension is damaged. */
export function respondersOf(certificate: X509Certificate): string[] {
  try {
    const extension = certificateParts(certificate.raw).extensions.get(AUTHORITY_INFO_ACCESS);
    if (extension === undefined) return [];
    // Checked to be one element: the library would read on.
    const access = AsnConvert.parse(elementAt(extension.value).raw, AuthorityInfoAccessSyntax);
    return access.flatMap(({ accessMethod, accessLocation: { uniformResourceIdentifier: uri } }) =>
      accessMethod === id_ad_ocsp && uri !== undefined ? [uri] : [],
    );
  } catch {
    return [];
  }
}
