/** Values in words, as several fields have them. */

/** Longest value inside a sentence, in characters. */
const LONGEST = 120;

/** A value of a file inside a sentence. */
export const cite = (value: string): string => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);

/** As people write an endpoint: an IPv6 address in brackets (RFC 3986 3.2.2). */
export const endpointWords = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

export const LIBRARY_DEFAULT = 'the TLS library’s own';
