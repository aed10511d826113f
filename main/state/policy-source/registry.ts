/** Policies as Windows has them: values of a key, read with `reg query`. Pure. */

/** The values of the key itself, of each by its name with a small first letter. */
export function valuesOf(output: string): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const line of output.split(/\r?\n/)) {
    const [, name, type, data = ''] = /^ {4}(\S.*?) {4}(REG_\w+)(?: {4}(.*))?$/.exec(line) ?? [];
    if (name === undefined || type === undefined) continue;
    values[smallFirst(name)] = type === 'REG_DWORD' ? numberOf(name, data) : textOf(data);
  }
  return values;
}

export const smallFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** A policy of two states is 1 or 0. */
const numberOf = (name: string, data: string): unknown => {
  const number = Number(data);
  return /^(?:RequireVerification|CheckOthers)$/i.test(name) ? number === 1 : number;
};

/** Of profiles there is a list, as JSON. */
const textOf = (data: string): unknown => {
  if (!data.startsWith('[')) return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
};
