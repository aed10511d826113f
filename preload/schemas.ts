/**
 * What several fields of a profile are made of, as zod schemas; the profile itself is in fields/profile.ts.
 * Main parses what comes from the renderer and from disk with these; the editor validates with the same ones.
 */

import { z } from 'zod';
import { because } from './words/because.ts';
import { asWritten, isKeptText } from './words/kept-text.ts';
import type { Text } from './words/text.ts';

/** A TCP port that can be connected to or listened on. */
export const portSchema = z
  .int(because('schema.port.whole'))
  .min(1, because('schema.port.least'))
  .max(65535, because('schema.port.most'));

/** Colons are those of an IPv6 address, with or without its zone (RFC 4007 11); anything else has a port behind it. */
const isIpv6 = (host: string): boolean => z.ipv6().safeParse(host.replace(/%[\w.-]+$/, '')).success;

const noHost = because('schema.host');

/**
 * A host name or an IP address without brackets. The characters are those of names (also internationalised ones) and of
 * addresses; no leading hyphen, so that a host can never be taken for an option on a command line.
 */
export const hostSchema = z
  .string()
  .trim()
  .min(1, because('schema.host.missing'))
  .max(253, because('schema.host.long'))
  .regex(/^(?![-.])[\p{L}\p{N}._:%-]+$/u, { ...noHost, abort: true })
  .refine((host) => !/^[^:]+:\d*$/.test(host), because('schema.host.port'))
  .refine((host) => !host.includes(':') || /^[^:]+:\d*$/.test(host) || isIpv6(host), noHost);

export const endpointSchema = z.strictObject({ host: hostSchema, port: portSchema });

export const filePathSchema = z.string().min(1).max(4096);

/** Something of an imported file that has no effect here, kept so that nothing is dropped silently. */
export const noteSchema = z.strictObject({
  /** 1-based line of the imported file; null when it is about the file as a whole. */
  line: z.int().min(1).nullable(),
  /** Which file of an imported set the line is in; left out when there was one file only. */
  file: z.string().max(1024).optional(),
  text: z.string().max(20_000),
  /** What is said of it; a sentence is kept as it is. */
  reason: z.union([z.custom<Text>(isKeptText), z.string().max(2000).transform(asWritten)]),
});
