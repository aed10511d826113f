import { pskKeyBytes, pskLimits } from '../../preload/secret-schemas.ts';
import { type Sentence, sentence } from '../../preload/sentence.ts';
import type { PreSharedKey } from '../specification.ts';

export type PskResult =
  | { readonly ok: true; readonly psk: PreSharedKey }
  | { readonly ok: false; readonly problem: Sentence };

/**
 * The key of `identity`, or the first one without, in a file of `IDENTITY:KEY` lines (stunnel man page, PSKsecrets).
 * Keys are hexadecimal, colons allowed between bytes, or else the text itself. There are no comments.
 */
export function readPsk(content: string, identity: string | null): PskResult {
  const keys: PreSharedKey[] = [];
  for (const [index, raw] of content.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const colon = line.indexOf(':');
    const place = { file: null, line: index + 1 };
    if (colon < 0) return { ok: false, problem: sentence`Failed to read PSK secrets: ${place} is not IDENTITY:KEY.` };
    const key = pskKeyBytes(line.slice(colon + 1));
    if (key.length < pskLimits.shortest) {
      return {
        ok: false,
        problem: sentence`Failed to read PSK secrets: the key in ${place} is shorter than ${pskLimits.shortest} bytes.`,
      };
    }
    keys.push({ identity: line.slice(0, colon), key: hexOf(key) });
  }
  const found = identity === null ? keys[0] : keys.find((known) => known.identity === identity);
  if (found !== undefined) return { ok: true, psk: found };
  return {
    ok: false,
    problem:
      identity === null
        ? sentence`Failed to read PSK secrets: there are none.`
        : sentence`No key found for the specified PSK identity.`,
  };
}

/** A key as a person types it, as hexadecimal digits. */
export const pskKeyOf = (text: string): string => hexOf(pskKeyBytes(text.trim()));

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
