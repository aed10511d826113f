import type { PreSharedKey } from '../../preload/types.ts';

/** In bytes; shorter keys are refused (stunnel's ctx.c and options.c, psk_read). */
const SHORTEST_KEY = 16;

export type PskResult =
  | { readonly ok: true; readonly psk: PreSharedKey }
  /** A sentence. */
  | { readonly ok: false; readonly problem: string };

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
    if (colon < 0) return { ok: false, problem: `Failed to read PSK secrets: line ${index + 1} is not IDENTITY:KEY.` };
    const key = keyBytes(line.slice(colon + 1));
    if (key.length < SHORTEST_KEY) {
      return {
        ok: false,
        problem: `Failed to read PSK secrets: the key in line ${index + 1} is shorter than ${SHORTEST_KEY} bytes.`,
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
        ? 'Failed to read PSK secrets: there are none.'
        : 'No key found for the specified PSK identity.',
  };
}

function keyBytes(text: string): Uint8Array {
  const digits = text.replaceAll(':', '');
  const hexadecimal = /^(?:[0-9a-f]{2})+$/i.test(digits);
  return hexadecimal
    ? Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
    : new TextEncoder().encode(text);
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
