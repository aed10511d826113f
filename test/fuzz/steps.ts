/**
 * Counts what a piece of work costs, on every machine alike: the characters that searches and changes of texts pass over, and
 * the elements that lists are gone through for. What a regular expression does within one search, beyond going on, is not seen.
 */

type Method = (this: never, ...values: never[]) => unknown;
/** What a call that gave `result` has passed over. */
type Cost = (self: { readonly length: number }, values: readonly unknown[], result: unknown) => number;

const whole: Cost = ({ length }) => length;
const ofResult: Cost = (_self, _values, result) => (result as { readonly length: number }).length;
const toIndex: Cost = ({ length }, [, from], result) => {
  const start = typeof from === 'number' ? Math.min(length, Math.max(0, from)) : 0;
  return typeof result === 'number' && result >= 0 ? result - start + 1 : length - start;
};
const fromEnd: Cost = ({ length }, _values, result) => length - (typeof result === 'number' ? Math.max(0, result) : 0);

const ofText: Readonly<Record<string, Cost>> = {
  indexOf: toIndex,
  lastIndexOf: fromEnd,
  replaceAll: whole,
  split: whole,
  toLowerCase: whole,
  toUpperCase: whole,
};

const ofList: Readonly<Record<string, Cost>> = {
  concat: ofResult,
  indexOf: toIndex,
  join: whole,
  slice: ofResult,
  toReversed: whole,
};

/** Those that call somebody for each element until they have their answer. */
const withCallback = [
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'some',
  'sort',
  'toSorted',
] as const satisfies readonly (keyof unknown[])[];

/** The steps of what `work` does before it returns. Also of nothing else: texts and lists are counted meanwhile only. */
export function stepsOf(work: () => void): number {
  let steps = 0;
  const undo: (() => void)[] = [];
  const patch = (owner: object, name: string | symbol, make: (original: Method) => Method) => {
    const before = Object.getOwnPropertyDescriptor(owner, name);
    if (before === undefined) throw new Error(`There is no ${String(name)}.`);
    undo.push(() => Object.defineProperty(owner, name, before));
    Object.defineProperty(owner, name, { ...before, value: make(before.value as Method) });
  };
  const call = (original: Method, self: unknown, values: ArrayLike<unknown>): unknown =>
    Reflect.apply(original, self, values);
  const measure = (owner: object, costs: Readonly<Record<string, Cost>>) => {
    for (const [name, cost] of Object.entries(costs)) {
      patch(owner, name, (original) => {
        return function (this: { readonly length: number }, ...values: unknown[]) {
          const result = call(original, this, values);
          steps += 1 + cost(this, values, result);
          return result;
        };
      });
    }
  };
  measure(String.prototype, ofText);
  measure(Array.prototype, ofList);
  const { indexOf } = Array.prototype;
  const { indexOf: placeOf } = String.prototype;
  patch(Array.prototype, 'includes', () => {
    return function (this: unknown[], wanted: unknown) {
      return indexOf.call(this, wanted) >= 0;
    };
  });
  patch(String.prototype, 'includes', () => {
    return function (this: string, wanted: string, from?: number) {
      return placeOf.call(this, wanted, from) >= 0;
    };
  });
  for (const name of withCallback) {
    patch(Array.prototype, name, (original) => {
      return function (this: unknown[], ...[callback, ...values]: unknown[]) {
        steps += 1;
        const counted = (...given: unknown[]) => {
          steps += 1;
          return Reflect.apply(callback as Method, undefined, given);
        };
        return call(original, this, typeof callback === 'function' ? [counted, ...values] : []);
      };
    });
  }
  patch(Array.prototype, Symbol.iterator, (original) => {
    return function (this: unknown[]) {
      const iterator = call(original, this, []) as Iterator<unknown>;
      const next = iterator.next.bind(iterator);
      iterator.next = () => {
        steps += 1;
        return next();
      };
      return iterator;
    };
  });
  patch(RegExp.prototype, 'exec', (original) => {
    return function (this: RegExp, text: string) {
      const start = this.global || this.sticky ? this.lastIndex : 0;
      const found = call(original, this, [text]) as RegExpExecArray | null;
      const end = found === null ? (this.sticky ? start : text.length) : found.index + found[0].length;
      steps += 1 + Math.max(0, end - start);
      return found;
    };
  });
  try {
    work();
  } finally {
    for (const each of undo.reverse()) each();
  }
  return steps;
}
