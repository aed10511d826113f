/** OCSP requests and responses (RFC 6960) as bytes. This file alone knows the ASN.1 library, and is loaded when needed. */

import { createHash, X509Certificate } from 'node:crypto';
import {
  CertID,
  id_kp_OCSPSigning,
  id_pkix_ocsp_nonce,
  OCSPRequest,
  OCSPResponseStatus,
  Request,
  type ResponderID,
  ResponseData,
  type SingleResponse,
  TBSRequest,
} from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, AuthorityInfoAccessSyntax, Extension, id_ad_ocsp } from '@peculiar/asn1-x509';
import { type Text, toSay } from '../../preload/words/text.ts';
import { bytesOf, certificateParts, type Element, elementAt, sequenceOf, tags } from './der.ts';
import { sameName } from './name.ts';
import { hasIssued } from './path.ts';
import { serialOf } from './revocation-list.ts';
import { isSignedBy } from './signature.ts';

/** What a responder says. Times in milliseconds since the epoch; `until` is null when it may say otherwise any time. */
export type OcspVerdict =
  | { readonly kind: 'good' | 'revoked'; readonly until: number | null }
  /** Nothing that counts. `detail` is a clause for the middle of a sentence. */
  | { readonly kind: 'unknown'; readonly detail: Text };

export interface OcspQuestion {
  readonly certificate: X509Certificate;
  /** Of the certificate. */
  readonly issuer: X509Certificate;
  /** What the answer has to repeat; null: nothing. */
  readonly nonce: Buffer | null;
  /** Only the issuer itself may sign, as with stunnel's `OCSPflag = NOINTERN`. */
  readonly issuerOnly: boolean;
}

const unknown = (detail: Text): OcspVerdict => ({ kind: 'unknown', detail });
const damaged = unknown(toSay('clause.ocsp.damaged'));

/** stunnel's leeway for both ends of a response's time (ocsp.c). */
const LEEWAY_MS = 60_000;

/**
 * How long "good" counts when the response does not say until when. Newer information is then there at any time (RFC 6960
 * 2.4). stunnel gives OCSP_check_validity no greatest age, so that such an answer is good for ever; a day is what Firefox
 * grants (mozilla::pkix).
 */
const OPEN_END_MS = 86_400_000;

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
  return bytesOf(bits);
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
    return damaged;
  }
}

/** id-pkix-ocsp-basic. */
const BASIC = '2b0601050507300101';

function judge(der: Buffer, question: OcspQuestion, now: number): OcspVerdict {
  const [status, wrapped] = sequenceOf(der);
  if (status?.tag !== tags.enumerated) return damaged;
  const said = status.content.readUIntBE(0, status.content.length);
  if (said !== OCSPResponseStatus.successful) {
    return unknown(toSay('clause.ocsp.refuses', { status: OCSPResponseStatus[said] ?? said }));
  }
  if (wrapped?.tag !== tags.constructed(0)) return damaged;
  const [type, content] = sequenceOf(wrapped.content);
  if (type?.tag !== tags.objectId || content?.tag !== tags.octetString) return damaged;
  if (type.content.toString('hex') !== BASIC) return unknown(toSay('clause.ocsp.kind'));
  const [signed, algorithm, signature, certificates] = sequenceOf(content.content);
  if (signed === undefined || algorithm === undefined) return damaged;
  const signatureBytes = bytesOf(signature);
  // Cut out byte for byte: what is judged is what was signed, and the library is less strict than the signature.
  const data = AsnConvert.parse(signed.raw, ResponseData);
  if (question.nonce !== null && !repeatsNonce(data.responseExtensions, question.nonce)) {
    return unknown(toSay('clause.ocsp.nonce'));
  }
  const isSigner = (certificate: X509Certificate): boolean =>
    isResponder(certificate, data.responderID) && isSignedBy(certificate, algorithm.raw, signed.raw, signatureBytes);
  if (certificates !== undefined && certificates.tag !== tags.constructed(0)) return damaged;
  const delegates = certificates === undefined ? [] : sequenceOf(certificates.content);
  if (!isSignedByResponder(question, isSigner, delegates, now)) {
    return unknown(toSay('clause.ocsp.unsigned'));
  }
  const single = data.responses.find((each) => isAbout(each, question));
  if (single === undefined) return unknown(toSay('clause.ocsp.other'));
  return statusOf(single, now);
}

function statusOf({ certStatus, thisUpdate, nextUpdate }: SingleResponse, now: number): OcspVerdict {
  const from = thisUpdate.getTime();
  const until = nextUpdate?.getTime() ?? null;
  if (from > now + LEEWAY_MS) return unknown(toSay('clause.ocsp.early'));
  if (until !== null && until < now - LEEWAY_MS) return unknown(toSay('clause.ocsp.expired'));
  if (until !== null && until < from) return unknown(toSay('clause.ocsp.order'));
  // Without an end, who is revoked stays so; stunnel sees it alike.
  if (certStatus.revoked !== undefined) return { kind: 'revoked', until };
  if (until === null && from < now - OPEN_END_MS - LEEWAY_MS) {
    return unknown(toSay('clause.ocsp.old'));
  }
  if (certStatus.good !== undefined) return { kind: 'good', until };
  return unknown(toSay('clause.ocsp.unknown'));
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

/** Whether the response means this certificate when it says whose it is. */
function isResponder(certificate: X509Certificate, { byName, byKey }: ResponderID): boolean {
  if (byKey !== undefined) return hashOf('sha1', keyBits(certificate)).equals(Buffer.from(byKey.buffer));
  const { subject } = certificateParts(certificate.raw);
  return byName !== undefined && sameName(Buffer.from(AsnConvert.serialize(byName)), subject);
}

/** RFC 6960 4.2.2.2: the issuer signs itself, or has given a certificate for it to who does. */
function isSignedByResponder(
  { issuer, issuerOnly }: OcspQuestion,
  isSigner: (certificate: X509Certificate) => boolean,
  delegates: readonly Element[],
  now: number,
): boolean {
  if (isSigner(issuer)) return true;
  if (issuerOnly) return false;
  return delegates
    .map(({ raw }) => new X509Certificate(raw))
    .some((delegate) => maySpeakFor(issuer, delegate, now) && isSigner(delegate));
}

/** basicConstraints, keyUsage, extKeyUsage, subjectAltName, certificatePolicies and id-pkix-ocsp-nocheck. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  '551d13',
  '551d0f',
  '551d25',
  '551d11',
  '551d20',
  '2b0601050507300105',
]);

function maySpeakFor(issuer: X509Certificate, delegate: X509Certificate, now: number): boolean {
  const current = Date.parse(delegate.validFrom) <= now && Date.parse(delegate.validTo) >= now;
  const { extensions } = certificateParts(delegate.raw);
  const understood = [...extensions].every(([id, { critical }]) => !critical || UNDERSTOOD.has(id));
  // Node's `keyUsage` is the extended one.
  const mandated = (delegate.keyUsage ?? []).includes(id_kp_OCSPSigning);
  return current && understood && mandated && hasIssued(issuer, delegate);
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
