/** Where, in several files joined without a heading between them, the next one begins inside the last section. */
import type { OptionLine } from './document.ts';
import {
  contradicts,
  hasIdentity,
  isClient,
  isComplete,
  isEndpoint,
  isGlobal,
  leadsAway,
  sideOf,
  sideOfClient,
} from './ends.ts';
import { findOption } from './options.ts';

export interface Join {
  /** The index in the section's own lines from which they belong to the next file; null when all are the section's. */
  readonly start: number | null;
  /** The number of a line that both files could have written. */
  readonly doubt: number | null;
}

export interface Surroundings {
  /** `client` before the first section of the same file. */
  readonly inherited: OptionLine | null;
  /** The lines of the section behind, and the number of its header. */
  readonly next: readonly OptionLine[];
  readonly nextHeader: number;
  /** Whether a section of the same name as the one behind came before. */
  readonly isRepeated: boolean;
}

/** Allowed in a section, but written before the first one. */
const mostlyGlobal: ReadonlySet<string> = new Set(['setuid', 'setgid', 'debug', 'service']);
const isMostlyGlobal = ({ canonical }: OptionLine) => canonical !== null && mostlyGlobal.has(canonical);
const isSingle = ({ canonical }: OptionLine) => canonical !== null && findOption(canonical)?.repeat === 'last';

/**
 * Looks behind the section's last endpoint for what begins another file. An option that may only stand before the first
 * section is proof, and so is a `client` behind a complete section that says the opposite of what its addresses do, or
 * stands apart from it. Any other `client` may be the section's own: then something has to be set again, as a section may
 * well end with options, and addresses only tell which end is usual.
 */
export function findJoin(own: readonly OptionLine[], surroundings: Surroundings): Join {
  const from = own.findLastIndex(isEndpoint) + 1;
  const tail = own.slice(from);
  const proof = tail.find(isGlobal);
  const [first, second] = tail.filter(isClient);
  if (proof === undefined && (from === 0 || first === undefined)) return beforeHeader(own, surroundings);
  const isBehindProof = proof !== undefined && first !== undefined && tail.indexOf(proof) < tail.indexOf(first);
  const isNexts = isBehindProof || (first !== undefined && belongsToNext(first, own, surroundings));
  const client = isNexts ? first : second;
  const repeated = findRepeated(own, from);
  const side = sideOf(own);
  const looksWrong = first !== undefined && contradicts(first, side);
  if (proof === undefined) {
    const isAgain = repeated !== undefined || surroundings.isRepeated || isApart(client, own, surroundings);
    if (client === undefined || !isAgain) {
      const isDoubtful = looksWrong || (isNexts && leadsAway(surroundings.next));
      return { start: null, doubt: isDoubtful ? (first?.number ?? null) : null };
    }
  }
  // What stands before a `client` of the section is the section's as well.
  const kept = isNexts || first === undefined ? from : own.indexOf(first, from) + 1;
  const signs = new Set([proof, client, repeated]);
  const sign = own.findIndex((line, index) => index >= kept && (signs.has(line) || isMostlyGlobal(line)));
  const isUnclear = first !== undefined && !isBehindProof && !isSeparate(own, own.indexOf(first, from));
  const doubt = isUnclear && (isNexts ? side === null : looksWrong) ? first.number : null;
  return { start: paragraphOf(own, kept, sign), doubt };
}

/**
 * Behind a client's section one whose addresses are a server's, with a certificate of its own, is hardly a client by the
 * default of the same file: of the same name it is the other end, of another name it may be. The certificate may stand
 * before its header, as what goes for all services of a file does.
 */
function beforeHeader(own: readonly OptionLine[], surroundings: Surroundings): Join {
  const { inherited, next, nextHeader, isRepeated } = surroundings;
  const start = defaultsBefore(own);
  const hasOwn = hasIdentity(next) || hasIdentity(own.slice(start));
  const isServers = sideOf(next) === 'server' && hasOwn && !next.some(isClient);
  if (inherited === null || sideOfClient(inherited) === 'server' || !isServers || !isComplete(own)) {
    return { start: null, doubt: null };
  }
  return isRepeated ? { start, doubt: null } : { start: null, doubt: nextHeader };
}

/** Where a paragraph behind the section's addresses begins, which may be the next file's first; its end when there is none. */
function defaultsBefore(own: readonly OptionLine[]): number {
  const from = own.findLastIndex(isEndpoint) + 1;
  const start = own.findIndex((_line, index) => index >= from && isSeparate(own, index));
  return start < 0 ? own.length : start;
}

/** Whether a `client` that can be the next file's can hardly be that of the complete section before it. */
function isApart(client: OptionLine | undefined, own: readonly OptionLine[], surroundings: Surroundings): boolean {
  if (client === undefined || !isComplete(own.slice(0, own.indexOf(client)))) return false;
  const isParagraph = isSeparate(own, own.indexOf(client));
  const side = sideOf(own);
  if (contradicts(client, side)) return isParagraph || sideOf(surroundings.next) === sideOfClient(client);
  if (side !== null) return false;
  const { inherited } = surroundings;
  return isParagraph || (inherited !== null && sideOfClient(inherited) !== sideOfClient(client));
}

/** The first line of the tail that sets again what a line of the section has set. */
function findRepeated(own: readonly OptionLine[], from: number): OptionLine | undefined {
  const seen = new Set(own.slice(0, from).map(({ canonical }) => canonical));
  for (const line of own.slice(from)) {
    if (isSingle(line) && seen.has(line.canonical)) return line;
    seen.add(line.canonical);
  }
  return undefined;
}

/** Whether a `client` behind the section's addresses is a default of the next file. */
function belongsToNext(client: OptionLine, own: readonly OptionLine[], { inherited, next }: Surroundings): boolean {
  if (own.some((line) => isClient(line) && line.number < client.number)) return true;
  const side = sideOf(own);
  if (side !== null && contradicts(client, side)) {
    const other = sideOf(next);
    return !next.some(isClient) && (other === null || other !== side);
  }
  if (inherited !== null && inherited.meant.toLowerCase() === client.meant.toLowerCase()) return true;
  return side === null && !next.some(isClient);
}

/** Whether a blank line or a comment stands before the line. */
const isSeparate = (own: readonly OptionLine[], index: number): boolean =>
  index > 0 && (own[index]?.number ?? 0) > (own[index - 1]?.number ?? 0) + 1;

/** The beginning of the paragraph that the line is in, unless what belongs to the section begins that paragraph. */
function paragraphOf(own: readonly OptionLine[], from: number, index: number): number {
  for (let start = index; start >= from; start -= 1) if (isSeparate(own, start)) return start;
  return index;
}
