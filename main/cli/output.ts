/** Where commands write, and how what they have to say is laid out. */

import { protocolWords } from '../../preload/status-words.ts';
import type { CertificateSummary, Explanation, Note, TunnelError } from '../../preload/types.ts';
import { sayKept } from '../../preload/words/kept-text.ts';
import { sayAll } from '../../preload/words/say.ts';
import { explain } from '../tunnel/explain.ts';

/**
 * stdout carries results, stderr messages. Both take whole lines, without the line's end. What a file says may be quoted
 * in them as it is: it cannot steer a terminal.
 */
export interface Output {
  result(line: string): void;
  message(line: string): void;
}

export const standardOutput: Output = {
  result: (line) => process.stdout.write(`${visible(line)}\n`),
  message: (line) => process.stderr.write(`${visible(line)}\n`),
};

/** Control characters but for tabs and line feeds, line separators, and what changes the direction of a text (UAX #9). */
const INVISIBLE = /(?![\t\n])\p{Cc}|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/** The text with `\u001b` for an escape character and the like, which in a string of JSON means the same. */
export const visible = (text: string): string => text.replace(INVISIBLE, escaped);

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Exit statuses. */
export const exitStatus = { done: 0, failed: 1, misused: 2 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

export const printJson = (output: Output, value: unknown): void =>
  output.result(JSON.stringify(sayAll(value), null, 2));

/** What happened, why, and what to do next, a line each. */
export function explanationLines({ what, why, next }: Explanation): string[] {
  return [what, why, next].filter((line) => line !== '');
}

/** The same of an error. */
export const errorLines = (error: TunnelError): string[] => explanationLines(explain(error));

interface Handshake {
  readonly protocol: Parameters<typeof protocolWords>[0];
  readonly cipher: string;
  readonly handshakeMs: number;
}

/** `TLS 1.3, TLS_AES_128_GCM_SHA256`, and how long the handshake took. */
export function handshakeWords({ protocol, cipher, handshakeMs }: Handshake): {
  readonly tls: string;
  readonly time: string;
} {
  return { tls: `${protocolWords(protocol)}, ${cipher}`, time: `${Math.round(handshakeMs)} ms` };
}

/** Two columns; the first is as wide as its longest word. */
export function table(rows: readonly (readonly [label: string, value: string])[], indent = '  '): string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${indent}${label.padEnd(width)}  ${value}`);
}

export function noteLine({ line, file, text, reason }: Note, indent = '  '): string {
  const place = [...(file === undefined ? [] : [file]), ...(line === null ? [] : [`line ${line}`])]
    .map((part) => `${part}: `)
    .join('');
  const note = `note: ${place}${text === '' ? '' : `“${text}”: `}${sayKept(reason)}`;
  // The name of a file may have a line feed in it.
  return `${indent}${note.replaceAll('\n', escaped)}`;
}

const dayMs = 86_400_000;

function validity({ validFrom, validTo }: CertificateSummary, now: number): string {
  const days = Math.floor((Date.parse(validTo) - now) / dayMs);
  const left = days < 0 ? 'expired' : Date.parse(validFrom) > now ? 'not valid yet' : `${days} days left`;
  return `${validFrom.slice(0, 10)} to ${validTo.slice(0, 10)} (${left})`;
}

/** `now` in milliseconds since the epoch. */
export function certificateRows(certificate: CertificateSummary, now: number): [label: string, value: string][] {
  return [
    ['subject', certificate.subject],
    ['names', certificate.names.join(', ') || 'none'],
    ['issuer', certificate.selfSigned ? 'itself (self-signed)' : certificate.issuer],
    ['valid', validity(certificate, now)],
    ['key', certificate.key],
    ['SHA-256', certificate.sha256],
  ];
}

/** `host:port`, with brackets where an IPv6 address needs them. */
export function addressText({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
