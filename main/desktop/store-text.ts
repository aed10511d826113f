/** The store as the bytes of a text. Of many profiles one has changed, so that the others' bytes are known. */

/**
 * As `JSON.stringify` with tabs writes what it is given, in UTF-8, without writing a profile again that it has written before:
 * one that is the same object, which nobody changes. Bytes, because V8 puts a text together only when it is read, each time anew.
 * They hold until the next call, which writes into the same memory: new memory costs more than what is written into it.
 */
export function storeText(): (store: Record<string, unknown>) => Uint8Array {
  const known = new WeakMap<object, Uint8Array>();
  let room = Buffer.alloc(0);
  const element = (value: unknown): Uint8Array => {
    if (typeof value !== 'object' || value === null) return written(value ?? null, 2);
    const bytes = known.get(value) ?? written(value, 2);
    known.set(value, bytes);
    return bytes;
  };
  const parts = function* (store: Record<string, unknown>): Generator<Uint8Array> {
    const members = Object.entries(store).filter(([, value]) => value !== undefined);
    if (members.length === 0) yield Buffer.from('{}');
    for (const [index, [name, value]] of members.entries()) {
      yield Buffer.from(`${index === 0 ? '{' : ','}\n\t${JSON.stringify(name)}: `);
      if (Array.isArray(value) && value.length > 0) {
        yield* separated(value.map(element));
        yield Buffer.from('\n\t]');
      } else yield written(value, 1);
    }
    if (members.length > 0) yield Buffer.from('\n}');
  };
  return (store) => {
    const all = [...parts(store)];
    const size = all.reduce((sum, { length }) => sum + length, 0);
    if (room.length < size) room = Buffer.alloc(Math.ceil(size * 1.25));
    let at = 0;
    for (const part of all) {
      room.set(part, at);
      at += part.length;
    }
    return room.subarray(0, size);
  };
}

const OPENING = Buffer.from('[\n\t\t');
const BETWEEN = Buffer.from(',\n\t\t');

function* separated(elements: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const [index, element] of elements.entries()) {
    yield index === 0 ? OPENING : BETWEEN;
    yield element;
  }
}

const written = (value: unknown, depth: number): Uint8Array =>
  Buffer.from(JSON.stringify(value, null, '\t').replaceAll('\n', `\n${'\t'.repeat(depth)}`));
