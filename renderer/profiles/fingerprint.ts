import { headAt } from '../../preload/der.ts';

/**
 * SHA-256 of the first certificate in PEM text, as `openssl x509 -fingerprint -sha256` prints it; null when there is
 * none. A profile keeps only the certificate, so this is worked out where it is shown.
 */
export async function fingerprintOf(pem: string): Promise<string | null> {
  const body = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([^-]*)-----END/.exec(pem)?.[1];
  if (body === undefined) return null;
  try {
    const der = Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0));
    // `TRUSTED CERTIFICATE` has OpenSSL's own data behind the certificate.
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der.slice(0, headAt(der)?.end ?? der.length)));
    return [...digest].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
  } catch {
    return null;
  }
}
