/**
 * What a request may be made of at all, looked at before its schema is. Structured cloning hands on more than plain data, and a
 * schema that refuses unknown names lists all that there are: of a text or a list of bytes in the place of an object these
 * are millions, which takes seconds and gigabytes.
 */

/** More than any request has: the longest are answers to some thousand services. */
const MOST_VALUES = 100_000;

/** Whether it is plain data, and not too much of it. Bytes are a value only under their own name. */
export function isPlainRequest(request: unknown): boolean {
  const left: unknown[] = [request];
  for (let seen = 0; left.length > 0; seen += 1) {
    if (seen + left.length > MOST_VALUES) return false;
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      if (value.length > MOST_VALUES) return false;
      for (const inside of value) left.push(inside);
    } else {
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype !== Object.prototype && prototype !== null) return false;
      for (const [name, inside] of Object.entries(value)) {
        if (name !== 'bytes' || !(inside instanceof Uint8Array)) left.push(inside);
      }
    }
  }
  return true;
}
