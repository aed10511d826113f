/**
 * Values of D-Bus to bytes and back, little-endian: what a panel and a tray icon say to each other needs all types.
 * https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-marshaling
 */

/** Integers of 64 bits are bigint, structures and arrays are arrays, a dictionary is a Map, bytes are a Buffer. */
export type Value = string | number | bigint | boolean | Buffer | readonly Value[] | Map<Value, Value> | Variant;

/** A value that says its own type. */
export interface Variant {
  readonly signature: string;
  readonly value: Value;
}

const sizes: Readonly<Record<string, number>> = { y: 1, b: 4, n: 2, q: 2, i: 4, u: 4, x: 8, t: 8, d: 8 };

function alignmentOf(type: string): number {
  const [first = ''] = type;
  if ('({'.includes(first)) return 8;
  if ('sao'.includes(first)) return 4;
  return sizes[first] ?? 1;
}

/** The complete types that a signature consists of. */
export function typesOf(signature: string): readonly string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, from: number): number {
  let at = from;
  while (signature[at] === 'a') at += 1;
  if (!'({'.includes(signature[at] ?? '')) return at + 1;
  for (let depth = 0; ; at += 1) {
    if ('({'.includes(signature[at] ?? '')) depth += 1;
    if (')}'.includes(signature[at] ?? '')) depth -= 1;
    if (depth === 0) return at + 1;
  }
}

const insideOf = (type: string): readonly string[] => typesOf(type.slice(1, -1));

/** The bytes of values that begin at a multiple of eight. */
export function encode(signature: string, values: readonly Value[]): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  const add = (bytes: Buffer): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  const align = (to: number): void => add(Buffer.alloc((to - (length % to)) % to));
  const number = (type: string, value: number | bigint): void => {
    const bytes = Buffer.alloc(sizes[type] ?? 1);
    if (type === 'd') bytes.writeDoubleLE(Number(value));
    else if (bytes.length === 8) bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
    else bytes.writeUIntLE(Number(BigInt.asUintN(bytes.length * 8, BigInt(value))), 0, bytes.length);
    add(bytes);
  };
  const text = (type: string, value: string): void => {
    const bytes = Buffer.from(`${value}\0`);
    number(type === 'g' ? 'y' : 'u', bytes.length - 1);
    add(bytes);
  };
  const list = (type: string, value: Value): void => {
    number('u', 0);
    const size = parts.at(-1);
    align(alignmentOf(type));
    const before = length;
    if (Buffer.isBuffer(value)) add(value);
    else if (value instanceof Map) for (const entry of value) write(type, entry);
    else for (const entry of value as readonly Value[]) write(type, entry);
    size?.writeUInt32LE(length - before);
  };
  const write = (type: string, value: Value): void => {
    align(alignmentOf(type));
    const [first = ''] = type;
    if ('sog'.includes(first)) text(first, String(value));
    else if (first === 'a') list(type.slice(1), value);
    else if ('({'.includes(first))
      insideOf(type).forEach((inner, at) => void write(inner, (value as Value[])[at] ?? 0));
    else if (first === 'v') {
      const { signature: inner, value: content } = value as Variant;
      text('g', inner);
      write(inner, content);
    } else number(first, typeof value === 'boolean' ? Number(value) : (value as number | bigint));
  };
  typesOf(signature).forEach((type, at) => void write(type, values[at] ?? 0));
  return Buffer.concat(parts);
}

/** The values in bytes that begin at a multiple of eight, and where they end. */
export function decode(signature: string, bytes: Buffer): { readonly values: readonly Value[]; readonly end: number } {
  let at = 0;
  const align = (to: number): void => {
    at += (to - (at % to)) % to;
  };
  const number = (type: string): number | bigint => {
    const size = sizes[type] ?? 1;
    const from = at;
    at += size;
    if (type === 'd') return bytes.readDoubleLE(from);
    if (type === 'x') return bytes.readBigInt64LE(from);
    if (type === 't') return bytes.readBigUInt64LE(from);
    return 'ni'.includes(type) ? bytes.readIntLE(from, size) : bytes.readUIntLE(from, size);
  };
  const text = (type: string): string => {
    const size = Number(number(type === 'g' ? 'y' : 'u'));
    at += size + 1;
    return bytes.toString('utf8', at - size - 1, at - 1);
  };
  const list = (type: string): Value => {
    const size = Number(number('u'));
    align(alignmentOf(type));
    const end = at + size;
    if (type === 'y') {
      at = end;
      return bytes.subarray(end - size, end);
    }
    const entries: Value[] = [];
    while (at < end) entries.push(read(type));
    return type.startsWith('{') ? new Map(entries as [Value, Value][]) : entries;
  };
  const read = (type: string): Value => {
    align(alignmentOf(type));
    const [first = ''] = type;
    if ('sog'.includes(first)) return text(first);
    if (first === 'a') return list(type.slice(1));
    if ('({'.includes(first)) return insideOf(type).map(read);
    if (first === 'v') {
      const inner = text('g');
      return { signature: inner, value: read(inner) };
    }
    const value = number(first);
    return first === 'b' ? value === 1 : value;
  };
  const values = typesOf(signature).map(read);
  return { values, end: at };
}
