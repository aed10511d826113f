/** Distinguished names (X.501), compared as RFC 5280 7.1 wants it. */
import { type Element, elementsOf, sequenceOf } from './der.ts';

/** Whether two names in DER are the same, whatever kinds of strings they use. False when one of them is damaged. */
export function sameName(one: Buffer, other: Buffer): boolean {
  if (one.equals(other)) return true;
  try {
    return canonical(one) === canonical(other);
  } catch {
    return false;
  }
}

function canonical(name: Buffer): string {
  const parts = sequenceOf(name).map((set) => elementsOf(set.content).map(attribute).sort());
  return JSON.stringify(parts);
}

function attribute({ content }: Element): string {
  const [type, value] = elementsOf(content);
  if (type === undefined || value === undefined) throw new RangeError('not a name');
  const words = text(value)?.toLowerCase().replace(/\s+/g, ' ').trim();
  // What is no text is compared as it stands.
  return JSON.stringify([type.content.toString('hex'), words ?? [value.raw.toString('hex')]]);
}

const UTF8_STRING = 0x0c;
/** PrintableString, TeletexString (which everybody takes for Latin 1), IA5String and VisibleString. */
const ONE_BYTE_STRINGS: readonly number[] = [0x13, 0x14, 0x16, 0x1a];
const UNIVERSAL_STRING = 0x1c;
const BMP_STRING = 0x1e;

/** null for other things than texts. Throws for damaged ones, which are not the same because nobody can read either. */
function text({ tag, content }: Element): string | null {
  if (tag === UTF8_STRING) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  if (tag === BMP_STRING) return Buffer.from(content).swap16().toString('utf16le');
  if (tag === UNIVERSAL_STRING) return utf32(content);
  return ONE_BYTE_STRINGS.includes(tag) ? content.toString('latin1') : null;
}

function utf32(content: Buffer): string {
  if (content.length % 4 !== 0) throw new RangeError('not a text');
  const places = Array.from({ length: content.length / 4 }, (_, index) => content.readUInt32BE(index * 4));
  return String.fromCodePoint(...places);
}
