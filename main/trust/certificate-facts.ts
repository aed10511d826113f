import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { CertificateSummary } from '../../preload/types.ts';
import { describeCertificate } from './describe.ts';

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_USE = '2.5.29.37.0';

/**
 * A certificate with what its extensions say it is for (RFC 5280 4.2.1.9 and 4.2.1.12); null when the DER is none. A
 * self-signed certificate that may issue others is often a server's own, and is no authority here when it names a host.
 */
export function certificateFacts(
  der: Uint8Array,
): { summary: CertificateSummary; authority: boolean; forServers: boolean; publicRoot: boolean } | null {
  try {
    const certificate = new X509Certificate(der);
    const summary = describeCertificate(certificate);
    const uses = certificate.keyUsage ?? [];
    const ownHost = summary.selfSigned && summary.names.length > 0;
    return {
      summary,
      authority: certificate.ca && !ownHost,
      publicRoot: publicRoots().has(Buffer.from(der).toString('base64')),
      forServers: uses.length === 0 || uses.includes(SERVER_AUTH) || uses.includes(ANY_USE),
    };
  } catch {
    return null;
  }
}

let known: ReadonlySet<string> | null = null;

/** Authorities that sign for everybody, as Node comes with them (Mozilla's list), each as the base64 text of its DER. */
function publicRoots(): ReadonlySet<string> {
  known ??= new Set(rootCertificates.map((pem) => pem.replace(/-----[^-]+-----|\s/g, '')));
  return known;
}
