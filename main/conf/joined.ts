/** Where, in several files joined without a heading between them, the next one begins inside the last section. */
import { readAddress } from './address.ts';
import type { OptionLine } from './document.ts';
import { findOption } from './options.ts';

export interface Join {
  /** The index in the section's own lines from which they belong to the next file; null when all are the section's. */
  readonly start: number | null;
  /** A line that both files could have written. */
  readonly doubt: OptionLine | null;
}

export interface Surroundings {
  /** `client` before the first section of the same file. */
  readonly inherited: OptionLine | null;
  /** The lines of the section behind. */
  readonly next: readonly OptionLine[];
  /** Whether a section of the same name as the one behind came before. */
  readonly isRepeated: boolean;
}

const endpoints: ReadonlySet<string> = new Set(['accept', 'connect', 'exec']);
export const isEndpoint = ({ canonical }: OptionLine) => canonical !== null && endpoints.has(canonical);

const isGlobal = ({ canonical }: OptionLine) => canonical !== null && findOption(canonical)?.scope === 'global';
/** Allowed in a section, but written before the first one. */
const mostlyGlobal: ReadonlySet<string> = new Set(['setuid', 'setgid', 'debug', 'service']);
const isMostlyGlobal = ({ canonical }: OptionLine) => canonical !== null && mostlyGlobal.has(canonical);
const isClient = ({ canonical }: OptionLine) => canonical === 'client';
const isSingle = ({ canonical }: OptionLine) => canonical !== null && findOption(canonical)?.repeat === 'last';

/**
 * Looks behind the section's last endpoint for what begins another file. An option that may only stand before the first
 * section is proof. Without one stunnel takes the text as it is: then it needs a `client` that is not the section's and
 * something that is set again, as a section may well end with options, and addresses only tell which end is usual.
 */
export function findJoin(own: readonly OptionLine[], surroundings: Surroundings): Join {
  const from = own.findLastIndex(isEndpoint) + 1;
  const tail = own.slice(from);
  const proof = tail.find(isGlobal);
  const [first, second] = tail.filter(isClient);
  if (proof === undefined && (from === 0 || first === undefined)) return { start: null, doubt: null };
  const isBehindProof = proof !== undefined && first !== undefined && tail.indexOf(proof) < tail.indexOf(first);
  const isNexts = isBehindProof || (first !== undefined && belongsToNext(first, own, surroundings));
  const client = isNexts ? first : second;
  const repeated = findRepeated(own, from);
  const side = sideOf(own);
  const looksWrong = first !== undefined && contradicts(first, side);
  if (proof === undefined) {
    const isAgain = repeated !== undefined || surroundings.isRepeated;
    if (client === undefined || !isAgain) {
      const isDoubtful = looksWrong || (isNexts && leadsAway(surroundings.next));
      return { start: null, doubt: isDoubtful ? (first ?? null) : null };
    }
  }
  // What stands before a `client` of the section is the section's as well.
  const kept = isNexts || first === undefined ? from : own.indexOf(first, from) + 1;
  const signs = new Set([proof, client, repeated]);
  const sign = own.findIndex((line, index) => index >= kept && (signs.has(line) || isMostlyGlobal(line)));
  const isUnclear = first !== undefined && !isBehindProof && !isSeparate(own, own.indexOf(first, from));
  const doubt = isUnclear && (isNexts ? side === null : looksWrong) ? first : null;
  return { start: paragraphOf(own, kept, sign), doubt };
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

type Side = 'client' | 'server';

const contradicts = ({ meant }: OptionLine, side: Side | null): boolean =>
  side === 'server' ? meant.toLowerCase() === 'yes' : side === 'client' && meant.toLowerCase() === 'no';

const isLocal = (name: string) => /^(?:localhost|127\.[\d.]+|::1)$/i.test(name);

interface End {
  /** This computer, or for a listener only this computer. */
  readonly isHere: boolean;
  readonly isTls: boolean;
}

function endsOf(own: readonly OptionLine[], name: 'accept' | 'connect'): readonly End[] {
  return own.flatMap(({ canonical, meant }) => {
    const address = canonical === name ? readAddress(meant) : null;
    if (address?.kind !== 'tcp') return [];
    const { host, port } = address;
    const isHere = host.kind === 'default' ? name === 'connect' : host.kind === 'name' && isLocal(host.name);
    return [{ isHere, isTls: port.kind === 'number' && port.number === 443 }];
  });
}

/** The end of a tunnel that the addresses are of: a server connects to its own computer, a client listens on it. */
function sideOf(own: readonly OptionLine[]): Side | null {
  const accepts = endsOf(own, 'accept');
  const connects = endsOf(own, 'connect');
  if (accepts.length === 0 || connects.length === 0) return null;
  const listensHere = accepts.every(({ isHere }) => isHere);
  if (connects.every(({ isHere }) => isHere)) return listensHere ? null : 'server';
  if (connects.some(({ isHere }) => isHere)) return null;
  return listensHere || connects.every(({ isTls }) => isTls) ? 'client' : null;
}

/** Whether the section connects to other computers only, as most clients and few servers do. */
function leadsAway(own: readonly OptionLine[]): boolean {
  const connects = endsOf(own, 'connect');
  return connects.length > 0 && connects.every(({ isHere }) => !isHere);
}

/** Whether a blank line or a comment stands before the line. */
const isSeparate = (own: readonly OptionLine[], index: number): boolean =>
  index > 0 && (own[index]?.number ?? 0) > (own[index - 1]?.number ?? 0) + 1;

/** The beginning of the paragraph that the line is in, unless what belongs to the section begins that paragraph. */
function paragraphOf(own: readonly OptionLine[], from: number, index: number): number {
  for (let start = index; start >= from; start -= 1) if (isSeparate(own, start)) return start;
  return index;
}
