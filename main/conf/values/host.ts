/** The host of an address, and values that are one (`local`), as stunnel and glibc's getaddrinfo read them. */

/** A name that a computer may know. null: none can. */
export const readHostName = (text: string): string | null =>
  /^[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?$/.test(text) ? text : null;

export const isAddress = (text: string): boolean => isIpv4(text) || isIpv6(text);

/** Of `local`. null: stunnel refuses it. */
export const readHost = (text: string): string | null => (text === '*' || isAddress(text) ? text : readHostName(text));

/** inet_aton's forms: one to four numbers, decimal, octal or hexadecimal. */
function isIpv4(host: string): boolean {
  const parts = host.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(?:0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.test(part))) return false;
  const numbers = parts.map((part) => (/^0[0-7]+$/.test(part) ? Number.parseInt(part, 8) : Number(part)));
  const last = numbers.pop() ?? 0;
  return numbers.every((number) => number <= 255) && last < 256 ** (4 - numbers.length);
}

function isIpv6(host: string): boolean {
  const [address = '', scope] = host.split('%');
  if (scope === '' || !/^[0-9a-f:.]+$/i.test(address) || !address.includes(':')) return false;
  const dotted = /:((?:\d{1,3}\.){3}\d{1,3})$/.exec(address)?.[1];
  if (dotted?.split('.').some((part) => Number(part) > 255)) return false;
  const groups = dotted === undefined ? address : `${address.slice(0, -dotted.length)}0:0`;
  if (groups.includes('.')) return false;
  const halves = groups.split('::');
  if (halves.length > 2) return false;
  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const complete = halves.length === 2 ? parts.length <= 7 : parts.length === 8;
  return complete && parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part));
}
