/** Which of a server's accept lines its clients use: host and port come from the same one. */

import { isLoopback } from '../../../preload/loopback.ts';
import { quoted, type Sentence, told } from '../../../preload/sentence.ts';
import type { Note } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { allOf, type ConfService } from '../../conf/services.ts';
import { type Address, readAddress } from '../../conf/values/address.ts';
import { hostAndPort, isHostName, isIpv6 } from '../host-name.ts';
import { cite, noteOn } from '../notes/note.ts';

type TcpAddress = Extract<Address, { readonly kind: 'tcp' }>;

export interface AcceptLine {
  readonly line: OptionLine;
  readonly address: TcpAddress;
  /** The address that others reach the server by; null when the line names none. */
  readonly host: string | null;
}

/** All networks; `::` and `*` are no names of hosts anyway. */
const ANY_IPV4 = '0.0.0.0';

/** Who can reach an address: its own computer, those of a network, or everybody. */
export type Reach = 'computer' | 'network' | 'everybody';

function acceptLines(service: ConfService): AcceptLine[] {
  return allOf(service, 'accept').flatMap((line) => {
    const address = readAddress(line.meant);
    if (address.kind === 'unix') return [];
    const name = address.host.kind === 'name' ? address.host.name : '';
    const isOne = name !== ANY_IPV4 && (isHostName(name) || isIpv6(name) || reachOf(name) === 'computer');
    return [{ line, address, host: isOne ? name : null }];
  });
}

/** Addresses of private networks (RFC 1918, RFC 6598, RFC 4193) and of a link (RFC 3927, RFC 4291 2.5.6). */
const isPrivate = (host: string) =>
  /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.\d|^f[cd][0-9a-f]{2}:|^fe[89ab][0-9a-f]:/i.test(
    host.replace(/^::ffff:/i, ''),
  );

/** Ends of names that mean something in one network only (RFC 6762 3 and appendix G, RFC 8375, ICANN on `.internal`). */
const PRIVATE_NAMES = /\.(?:local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa)\.?$/i;

export function reachOf(host: string): Reach {
  if (isLoopback(host)) return 'computer';
  return isPrivate(host) || PRIVATE_NAMES.test(host) ? 'network' : 'everybody';
}

const ranks: Readonly<Record<Reach, number>> = { computer: 0, network: 1, everybody: 3 };

/** The more computers reach it, the better; a port that is known only breaks ties. */
function rank({ host, address }: AcceptLine): number {
  const reach = host === null ? 2 : ranks[reachOf(host)];
  return 2 * reach + (address.port.kind === 'number' ? 1 : 0);
}

/** The line that clients use, of equal ones the first; null when there is none. */
export function chooseAccept(service: ConfService): AcceptLine | null {
  const [best] = acceptLines(service).toSorted((one, other) => rank(other) - rank(one));
  return best ?? null;
}

/**
 * The port that clients connect to. Other places where the server listens are noted. One that only the server's own
 * computer reaches is not it, unless that is where the person said the server is.
 */
export function readRemotePort(
  service: ConfService,
  givenHost: string | null,
  notes: Note[],
): { port: number | null; reason: Sentence } {
  const chosen = chooseAccept(service);
  for (const line of allOf(service, 'accept')) {
    if (readAddress(line.meant).kind === 'unix') notes.push(noteOn(line, toSay('note.accept.socket')));
  }
  for (const other of acceptLines(service)) {
    if (other.line !== chosen?.line) notes.push(noteOn(other.line, explainOther(other)));
  }
  if (chosen === null) return { port: null, reason: told('question.port.unsaid') };
  const { port } = chosen.address;
  const { place } = chosen.line;
  const isHidden = chosen.host !== null && reachOf(chosen.host) === 'computer';
  const isHere = givenHost !== null && reachOf(givenHost) === 'computer';
  if (port.kind === 'number' && isHidden && !isHere) {
    return {
      port: null,
      reason: told('question.port.outside', { address: hostAndPort(chosen.host, port.number), place }),
    };
  }
  if (port.kind === 'number') {
    return { port: port.number, reason: told('reason.port.accepts', { place }) };
  }
  const text = cite(port.text);
  return {
    port: null,
    reason:
      port.kind === 'placeholder'
        ? told('question.port.placeholder', { text, place })
        : told('question.port.unknown', { text, place }),
  };
}

function explainOther({ host, address: { port } }: AcceptLine): Text {
  if (port.kind !== 'number') return toSay('note.accept.unknown', { port: quoted(cite(port.text)) });
  if (host === null) return toSay('note.accept.port', { port: port.number });
  const place = hostAndPort(host, port.number);
  return reachOf(host) === 'computer' ? toSay('note.accept.hidden', { place }) : toSay('note.accept.other', { place });
}
