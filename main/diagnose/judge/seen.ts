import type { Fault } from '../../../preload/diagnosis.ts';
import type { Evidence } from '../evidence.ts';

/** A fault with what shows it. */
export type Seen = Fault & { readonly evidence: readonly string[] };
export type Judge = (evidence: Evidence) => Seen | null;

/** `HOST:PORT`, with brackets where an IPv6 address needs them. */
export const placeText = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

export const seconds = (ms: number): string => {
  const rounded = ms < 950 ? Math.round(ms) : Math.round(ms / 100) / 10;
  return ms < 950 ? `${rounded} ms` : `${rounded} s`;
};
