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

function attribute(pair: Element): string {
  const [type, value] = elementsOf(pair.content);
  if (type === undefined || value === undefined) throw new RangeError('not a name');
  return `${type.content.toString('hex')}=${text(value).toLowerCase().replace(/\s+/g, ' ').trim()}`;
}

const BMP_STRING = 0x1e;
const UNIVERSAL_STRING = 0x1c;
const UTF8_STRING = 0x0c;

function text({ tag, content }: Element): string {
  switch (tag) {
    case UTF8_STRING:
      return content.toString('utf8');
    case BMP_STRING:
      return Buffer.from(content).swap16().toString('utf16le');
    case UNIVERSAL_STRING:
      return content.toString('hex');
    default:
      return content.toString('latin1');
  }
}
