/** The store as the bytes of a text. Of many profiles one has changed, so that the others' bytes are known. */

/**
 * As `JSON.stringify` with tabs writes what it is given, in UTF-8, without writing a profile again that it has written before:
 * one that is the same object, which nobody changes. Bytes, because V8 puts a text together only when it is read, each time anew.
 */
export function storeText(): (store: Record<string, unknown>) => Uint8Array {
  const known = new WeakMap<object, Uint8Array>();
  const written = (value: unknown, depth: number): Uint8Array =>
    Buffer.from(JSON.stringify(value, null, '\t').replaceAll('\n', `\n${'\t'.repeat(depth)}`));
  const element = (value: unknown): Uint8Array => {
    if (typeof value !== 'object' || value === null) return written(value ?? null, 2);
    const bytes = known.get(value) ?? written(value, 2);
    known.set(value, bytes);
    return bytes;
  };
  return (store) => {
    const members = Object.entries(store).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const content =
        Array.isArray(value) && value.length > 0
          ? enclosed('[\n\t\t', value.map(element), ',\n\t\t', '\n\t]')
          : [written(value, 1)];
      return [[Buffer.from(`\t${JSON.stringify(name)}: `), ...content]];
    });
    if (members.length === 0) return Buffer.from('{}');
    return Buffer.concat(
      enclosed(
        '{\n',
        members.map((parts) => Buffer.concat(parts)),
        ',\n',
        '\n}',
      ),
    );
  };
}

function enclosed(before: string, parts: readonly Uint8Array[], between: string, after: string): readonly Uint8Array[] {
  const separator = Buffer.from(between);
  return [
    Buffer.from(before),
    ...parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])),
    Buffer.from(after),
  ];
}
