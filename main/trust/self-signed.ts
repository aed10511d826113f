/** Certificates that a server makes for itself: the demo server's. */
import { isIP } from 'node:net';

export interface SelfSignedOptions {
  readonly commonName: string;
  /** DNS names and IP addresses of the subject alternative name. */
  readonly names: readonly string[];
  /** Valid from an hour ago, for clocks that are a little behind, until this many days from now. */
  readonly days: number;
}

export interface CertificateAndKey {
  /** PEM. */
  readonly certificate: string;
  /** PKCS #8 as PEM, not encrypted. */
  readonly key: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/**
 * A self-signed server certificate (RFC 5280) with a fresh EC P-256 key. Key usage is stated because BoringSSL checks
 * it: a server's key signs the handshake, so `digitalSignature` it is.
 *
 * The ASN.1 library is loaded here and not above: nothing but the demo needs it, and starting the app should not wait.
 */
export async function makeSelfSigned(options: SelfSignedOptions): Promise<CertificateAndKey> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [options.commonName] }],
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(now - hourMs),
    notAfter: new Date(now + options.days * dayMs),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        options.names.map((name) => ({ type: isIP(name) ? ('ip' as const) : ('dns' as const), value: name })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
  };
}
