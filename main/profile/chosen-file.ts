/** What a file that a person chose for a profile holds, so that a wrong one is noticed at once. Pure. */

import type { ChosenFile, FilePurpose } from '../../preload/contract.ts';
import { isPkcs12 } from '../../preload/private-keys.ts';
import { sentenceWords } from '../../preload/sentence.ts';
import { type Text, toSay, type UnsaidExplanation } from '../../preload/words/text.ts';
import { readPsk } from './psk-secrets.ts';

/** What the file holds, or why it is of no use for this purpose. */
export function judgeFile(
  purpose: FilePurpose,
  bytes: Uint8Array,
): { readonly ok: true; readonly holds: ChosenFile['holds'] } | { readonly ok: false; readonly why: Text } {
  const text = new TextDecoder('latin1').decode(bytes);
  const hasKey = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/.test(text);
  const hasCertificate = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(text);
  switch (purpose) {
    case 'certificate':
      if (hasCertificate) return { ok: true, holds: hasKey ? 'certificate-and-key' : 'certificate' };
      if (isPkcs12(bytes)) return { ok: true, holds: 'pkcs12' };
      if (hasKey) return { ok: false, why: toSay('failure.file.keyOnly') };
      return bytes[0] === 0x30
        ? { ok: false, why: toSay('failure.file.binaryCertificate') }
        : { ok: false, why: toSay('failure.file.noCertificate') };
    case 'key':
      if (hasKey) return { ok: true, holds: 'key' };
      return { ok: false, why: toSay('failure.file.noKey') };
    case 'revocation':
      if (/-----BEGIN X509 CRL-----/.test(text)) return { ok: true, holds: 'revocation' };
      return bytes[0] === 0x30
        ? { ok: false, why: toSay('failure.file.binaryList') }
        : { ok: false, why: toSay('failure.file.noList') };
    case 'authority':
      if (hasCertificate) return { ok: true, holds: 'authority' };
      return bytes[0] === 0x30
        ? { ok: false, why: toSay('failure.file.binaryAuthority') }
        : { ok: false, why: toSay('failure.file.noPem') };
    case 'openvpn':
      if (isOpenvpnConfiguration(text)) return { ok: true, holds: 'openvpn' };
      return { ok: false, why: toSay('failure.file.noOpenvpn') };
    case 'psk': {
      const read = readPsk(new TextDecoder().decode(bytes), null);
      return read.ok
        ? { ok: true, holds: 'psk' }
        : { ok: false, why: toSay('failure.file.psk', { problem: sentenceWords(read.problem) }) };
    }
  }
}

/** By the directives that every client's configuration has. */
export const isOpenvpnConfiguration = (text: string): boolean =>
  /^[ \t]*(?:remote[ \t]+\S|<connection>)/m.test(text) && /^[ \t]*(?:client|tls-client|pull)[ \t]*$/m.test(text);

const wanted: Readonly<Record<FilePurpose, Text>> = {
  certificate: toSay('failure.file.choose.certificate'),
  key: toSay('failure.file.choose.key'),
  psk: toSay('failure.file.choose.psk'),
  revocation: toSay('failure.file.choose.revocation'),
  openvpn: toSay('failure.file.choose.openvpn'),
  authority: toSay('failure.file.choose.authority'),
};

export const unsuitableFile = (name: string, why: Text, purpose: FilePurpose): UnsaidExplanation => ({
  what: toSay('failure.file.unsuitable', { name }),
  why,
  next: wanted[purpose],
});
