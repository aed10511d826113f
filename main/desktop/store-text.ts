/** The store as text. Of many profiles one has changed, so that the others' text is known. */

/**
 * As `JSON.stringify` with tabs writes what it is given, without writing a profile again that it has written before: one
 * that is the same object, which nobody changes.
 */
export function storeText(): (store: Record<string, unknown>) => string {
  const known = new WeakMap<object, string>();
  const textOf = (value: unknown): string => indented(JSON.stringify(value, null, '\t'), 2);
  const element = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return textOf(value ?? null);
    const text = known.get(value) ?? textOf(value);
    known.set(value, text);
    return text;
  };
  return (store) => {
    const members = Object.entries(store).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const text =
        Array.isArray(value) && value.length > 0
          ? `[\n\t\t${value.map(element).join(',\n\t\t')}\n\t]`
          : indented(JSON.stringify(value, null, '\t'), 1);
      return [`\t${JSON.stringify(name)}: ${text}`];
    });
    return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n}`;
  };
}

const indented = (text: string, depth: number): string => text.replaceAll('\n', `\n${'\t'.repeat(depth)}`);
