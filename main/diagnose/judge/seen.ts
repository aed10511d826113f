import type { Fault } from '../../../preload/diagnosis.ts';
import { sayClause } from '../../../preload/words/say.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { inEnglish } from '../../../preload/words/words.ts';
import type { Evidence } from '../evidence.ts';

/** A fault with what shows it. */
export type Seen = Fault & { readonly evidence: readonly string[] };
export type Judge = (evidence: Evidence) => Seen | null;

/** `HOST:PORT`, with brackets where an IPv6 address needs them. */
export const placeText = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** `12 ms`, `1.3 s` */
export const timeText = (ms: number): Text =>
  ms < 950 ? toSay('fact.ms', { count: Math.round(ms) }) : toSay('fact.seconds', { count: Math.round(ms / 100) / 10 });

/** As evidence, which only reports have. */
export const asEvidence = (seen: string | Text): string => inEnglish(() => sayClause(seen));
