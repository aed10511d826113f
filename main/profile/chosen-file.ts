/** What a file that a person chose for a profile holds, so that a wrong one is noticed at once. Pure. */

import type { ChosenFile, FilePurpose } from '../../preload/contract.ts';
import { isPkcs12 } from '../../preload/private-keys.ts';
import { sentenceWords } from '../../preload/sentence.ts';
import type { Explanation } from '../../preload/types.ts';
import { readPsk } from './psk-secrets.ts';

/** What the file holds, or why it is of no use for this purpose. */
export function judgeFile(
  purpose: FilePurpose,
  bytes: Uint8Array,
): { readonly ok: true; readonly holds: ChosenFile['holds'] } | { readonly ok: false; readonly why: string } {
  const text = new TextDecoder('latin1').decode(bytes);
  const hasKey = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/.test(text);
  const hasCertificate = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(text);
  switch (purpose) {
    case 'certificate':
      if (hasCertificate) return { ok: true, holds: hasKey ? 'certificate-and-key' : 'certificate' };
      if (isPkcs12(bytes)) return { ok: true, holds: 'pkcs12' };
      if (hasKey) return { ok: false, why: 'It holds a private key, but no certificate.' };
      return bytes[0] === 0x30
        ? { ok: false, why: 'It is in binary form (DER). Certificates are read as PEM text or as a PKCS#12 file.' }
        : { ok: false, why: 'It holds no certificate, neither as PEM text nor as a PKCS#12 file.' };
    case 'key':
      if (hasKey) return { ok: true, holds: 'key' };
      return { ok: false, why: 'It holds no private key as PEM text.' };
    case 'revocation':
      if (/-----BEGIN X509 CRL-----/.test(text)) return { ok: true, holds: 'revocation' };
      return bytes[0] === 0x30
        ? { ok: false, why: 'It is in binary form (DER). Revocation lists are read as PEM text.' }
        : { ok: false, why: 'It holds no revocation list as PEM text.' };
    case 'authority':
      if (hasCertificate) return { ok: true, holds: 'authority' };
      return bytes[0] === 0x30
        ? { ok: false, why: 'It is in binary form (DER or PKCS#12). Certificates are read as PEM text.' }
        : { ok: false, why: 'It holds no certificate as PEM text.' };
    case 'openvpn':
      if (isOpenvpnConfiguration(text)) return { ok: true, holds: 'openvpn' };
      return { ok: false, why: 'It is not the configuration of an OpenVPN client: “remote” or “client” is missing.' };
    case 'psk': {
      const read = readPsk(new TextDecoder().decode(bytes), null);
      return read.ok ? { ok: true, holds: 'psk' } : { ok: false, why: sentenceWords(read.problem) };
    }
  }
}

/** By the directives that every client's configuration has. */
export const isOpenvpnConfiguration = (text: string): boolean =>
  /^[ \t]*(?:remote[ \t]+\S|<connection>)/m.test(text) && /^[ \t]*(?:client|tls-client|pull)[ \t]*$/m.test(text);

const wanted: Readonly<Record<FilePurpose, string>> = {
  certificate: 'Choose the certificate that the server knows you by: a .pem, .crt, .p12 or .pfx file.',
  key: 'Choose the private key that belongs to the certificate.',
  psk: 'Choose the file with lines of the form IDENTITY:KEY, as in PSKsecrets of stunnel.',
  revocation: 'Choose the revocation list of the authority, as PEM text.',
  openvpn: 'Choose the .ovpn file that you got from the people who run the server.',
  authority: 'Choose the certificate of the server, or of the authority that issued it: a .pem or .crt file.',
};

export const unsuitableFile = (name: string, why: string, purpose: FilePurpose): Explanation => ({
  what: `${name} cannot be used here.`,
  why,
  next: wanted[purpose],
});
