/**
 * The value of one option, read as stunnel reads it. Whoever runs a file, judges it or makes a profile of it reads it here;
 * what they do with a value that cannot be read is their own.
 */
import type { ValueKind } from '../options.ts';
import { readHost } from './host.ts';
import { readInt, readIntWithin, readSeconds } from './numbers.ts';
import { readSocketOption, type SocketOption } from './sockets.ts';
import { readVersion } from './versions.ts';
import { isTlsOption, readFailover, readFlag, readOcspFlag } from './words.ts';

export type OptionValue = string | number | boolean | SocketOption;

/** Kinds of which one look at the text tells whether it is one. */
const readers = {
  flag: readFlag,
  failover: readFailover,
  number: readInt,
  seconds: readSeconds,
  'security-level': (text) => readIntWithin(text, 0, 5),
  'tls-version': readVersion,
  'tls-options': (text) => (isTlsOption(text) ? text : null),
  'ocsp-flag': readOcspFlag,
  verify: (text) => readIntWithin(text, 0, 4),
  socket: readSocketOption,
  host: readHost,
  text: (text) => text,
  path: (text) => text,
  protocol: (text) => text.toLowerCase(),
} as const satisfies Partial<Record<ValueKind, (text: string) => OptionValue | null>>;

export type ReadableKind = keyof typeof readers;

export const isReadable = (kind: ValueKind): kind is ReadableKind => kind in readers;

/** null: stunnel refuses it. */
export const readValue = (kind: ReadableKind, text: string): OptionValue | null => readers[kind](text);
