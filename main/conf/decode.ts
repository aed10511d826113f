/** The text of a file whose encoding nobody declared. */

/** Share of NUL bytes at even or odd places from which a text is taken for UTF-16. */
const MOSTLY = 0.7;
const SAMPLE = 4096;

/**
 * Decodes a configuration: UTF-8, UTF-16 in either byte order with or without a mark (Windows editors), else Windows-1252,
 * in which every byte is a character. A byte order mark of UTF-8 is kept, as `parse` knows it. Never throws.
 */
export function decodeConf(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const text = new TextDecoder('windows-1252').decode(marked ? bytes.subarray(3) : bytes);
    return marked ? `\uFEFF${text}` : text;
  }
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE);
  if (sample.length < 4) return null;
  let even = 0;
  let odd = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = sample.length / 2;
  if (odd / half > MOSTLY && even === 0) return 'utf-16le';
  return even / half > MOSTLY && odd === 0 ? 'utf-16be' : null;
}
