/** Values in words, as several fields have them. */
import { type Text, toSay } from '../words/text.ts';

/** Longest value inside a sentence, in characters. */
const LONGEST = 120;

/** A value of a file inside a sentence. */
export const cite = (value: string): string => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);

/** As people write an endpoint: an IPv6 address in brackets (RFC 3986 3.2.2). */
export const endpointWords = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

export const LIBRARY_DEFAULT = toSay('value.library');

/** Several things that hold at once. */
export const parted = (parts: readonly (string | Text)[]): Text => toSay('value.parts', { parts: { list: parts } });
