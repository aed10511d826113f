/**
 * Values of every kind that a page can send, without an end: about half of them are a valid request with something in it
 * changed. The same ones for the same seed. One function without anything around it, because a page runs its text.
 */
export function* oddValues(seed: number, valid: unknown): Generator<unknown, never> {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (most: number): number => Math.floor(random() * (most + 1));
  const oneOf = <Value>(values: readonly Value[]): Value => values[whole(values.length - 1)] as Value;

  const id = (): string => {
    const hex = (length: number) => Array.from({ length }, () => whole(15).toString(16)).join('');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
  };
  const numbers = [0, -0, 1, -1, 0.5, 80, 65_535, 65_536, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, 5e-324];
  const texts = [
    '',
    ' ',
    'x',
    '0',
    'null',
    '__proto__',
    '../../etc/passwd',
    'C:\\nul',
    '\0',
    '\n[evil]\nexec = x',
    '\u202e',
    '\ud800',
  ];
  const more = [
    'é́́',
    '٣',
    'ａ．ｂ',
    'a'.repeat(201),
    '127.0.0.1:443',
    '-oProxyCommand=x',
    '<script>',
    '{"a":1}',
    'AB:'.repeat(32),
  ];
  const text = (): string => {
    const kind = random();
    if (kind < 0.6) return oneOf([...texts, ...more]);
    if (kind < 0.8) return id();
    if (kind < 0.998) return Array.from({ length: whole(40) }, () => String.fromCodePoint(whole(0x10ffff))).join('');
    return 'x'.repeat(whole(3_000_000));
  };
  const names = [
    'profileId',
    'id',
    'kind',
    'text',
    'name',
    'length',
    'then',
    'toString',
    'constructor',
    'prototype',
    'toJSON',
    '',
  ];
  const property = (target: object, name: string, value: unknown): void => {
    // A list has a length of its own.
    if (Array.isArray(target) && name === 'length') return;
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  };
  const record = (depth: number): object => {
    const made = {};
    for (let count = whole(5); count > 0; count -= 1)
      property(made, oneOf([...names, '__proto__', text()]), any(depth + 1));
    return made;
  };
  const deep = (): unknown => {
    let value: unknown = text();
    for (let depth = whole(300); depth > 0; depth -= 1) value = random() < 0.5 ? [value] : { a: value };
    return value;
  };
  const cyclic = (): unknown => {
    const made: Record<string, unknown> = { profileId: id() };
    property(made, 'self', made);
    return made;
  };
  class Odd {
    readonly profileId = id();
  }
  const kinds: readonly ((depth: number) => unknown)[] = [
    () => undefined,
    () => null,
    () => random() < 0.5,
    () => oneOf([...numbers, Number.NaN, Number.POSITIVE_INFINITY, whole(70_000)]),
    () => 10n ** BigInt(whole(40)),
    text,
    text,
    (depth) => (depth > 4 ? [] : Array.from({ length: whole(6) }, () => any(depth + 1))),
    (depth) => (depth > 4 ? {} : record(depth)),
    (depth) => (depth > 4 ? {} : record(depth)),
    () => new Date(oneOf([0, Number.NaN, 8.64e15])),
    () => /x/giu,
    (depth) => new Map([[text(), depth > 4 ? 1 : any(depth + 1)]]),
    () => new Set([text(), id()]),
    () => new Error(text()),
    () => new Uint8Array(whole(64)),
    () => new Float64Array(whole(8)),
    () => new ArrayBuffer(whole(64)),
    () => new DataView(new ArrayBuffer(8)),
    () => new Odd(),
    () => Object.create(null),
    () => Object.assign([], { [whole(50)]: 1 }),
    () => Object(text()),
    () => Symbol(text()),
    () => () => id(),
    cyclic,
    deep,
  ];
  const any = (depth: number): unknown => oneOf(kinds)(depth);

  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
  const mutated = (value: unknown): unknown => {
    const inside = Array.isArray(value) || isRecord(value);
    if (!inside || random() < 0.08) return any(2);
    const copy: unknown = Array.isArray(value) ? [...value] : { ...value };
    const keys = Object.keys(copy as object);
    const kind = random();
    if (kind < 0.12) property(copy as object, oneOf([...names, '__proto__', text()]), any(3));
    else if (kind < 0.24 && keys.length > 0) Reflect.deleteProperty(copy as object, oneOf(keys));
    else if (kind < 0.3 && Array.isArray(copy)) copy.push(...Array.from({ length: whole(3) }, () => any(3)));
    else if (kind < 0.305 && Array.isArray(copy)) copy.length = whole(20_000);
    else if (keys.length > 0) {
      const key = oneOf(keys);
      property(copy as object, key, mutated((copy as Record<string, unknown>)[key]));
    }
    return copy;
  };
  for (;;) yield valid !== undefined && random() < 0.6 ? mutated(valid) : any(0);
}
