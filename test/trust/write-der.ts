/** Writes DER (X.690), independently of the program's reading of it, so that tests can write also what nobody should. */

export const tlv = (tag: number, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const digits = body.length.toString(16);
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 + length.length]), length, body]);
};

export const sequence = (...content: readonly Buffer[]): Buffer => tlv(0x30, ...content);
export const set = (...content: readonly Buffer[]): Buffer => tlv(0x31, ...content);
export const octets = (...content: readonly Buffer[]): Buffer => tlv(0x04, ...content);
export const boolean = (value: boolean): Buffer => tlv(0x01, Buffer.from([value ? 0xff : 0]));
export const enumerated = (value: number): Buffer => tlv(0x0a, Buffer.from([value]));
export const nothing = (): Buffer => tlv(0x05);
/** Big-endian two's complement in hexadecimal: the number's content as it is. */
export const integer = (hex: string): Buffer => tlv(0x02, Buffer.from(hex, 'hex'));
/** `unused`: how many of the last bits do not count. */
export const bits = (content: Buffer, unused = 0): Buffer => tlv(0x03, Buffer.from([unused]), content);
/** `[n]` around whole elements. */
export const explicit = (n: number, ...content: readonly Buffer[]): Buffer => tlv(0xa0 + n, ...content);
/** `[n]` in the place of a primitive element's own tag. */
export const implicit = (n: number, content: Buffer = Buffer.alloc(0)): Buffer => tlv(0x80 + n, content);

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return tlv(0x06, Buffer.from(bytes));
}

/** Milliseconds since the epoch, as GeneralizedTime of whole seconds. */
export const time = (ms: number): Buffer =>
  tlv(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));

export const texts = {
  utf8: (text: string): Buffer => tlv(0x0c, Buffer.from(text)),
  printable: (text: string): Buffer => tlv(0x13, Buffer.from(text, 'latin1')),
  teletex: (text: string): Buffer => tlv(0x14, Buffer.from(text, 'latin1')),
  ia5: (text: string): Buffer => tlv(0x16, Buffer.from(text, 'latin1')),
  bmp: (text: string): Buffer => tlv(0x1e, Buffer.from(text, 'utf16le').swap16()),
  universal: (text: string): Buffer =>
    tlv(
      0x1c,
      ...[...text].map((character) =>
        Buffer.from((character.codePointAt(0) ?? 0).toString(16).padStart(8, '0'), 'hex'),
      ),
    ),
} as const;

const attributes = { CN: '2.5.4.3', O: '2.5.4.10', OU: '2.5.4.11', C: '2.5.4.6' } as const;

/** One AttributeTypeAndValue; a name is a SEQUENCE of SETs of them. */
export const attribute = (type: keyof typeof attributes, value: Buffer): Buffer =>
  sequence(objectId(attributes[type]), value);

/** A name that is one common name, as most programs write it. */
export const commonName = (text: string): Buffer => sequence(set(attribute('CN', texts.utf8(text))));
