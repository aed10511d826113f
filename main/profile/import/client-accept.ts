/** Where the tunnel of a client's section listens: as its file says, but on this computer only unless it names an address. */

import { fields } from '../../../preload/fields/profile.ts';
import { isLoopback } from '../../../preload/loopback.ts';
import { hostSchema } from '../../../preload/schemas.ts';
import { quoted, type Sentence, told } from '../../../preload/sentence.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { allOf, type ConfService } from '../../conf/services.ts';
import { type AddressHost, readAddress } from '../../conf/values/address.ts';
import { LOOPBACK } from '../defaults.ts';
import { nextFree } from '../local-port.ts';
import { cite, noteOn } from '../notes/note.ts';
import type { ProfileTemplate } from '../proposal.ts';
import { reachOf } from './accept-line.ts';
import { asInFile, type Findings, type ImportContext } from './context.ts';
import { isApart, meets, targetsHere } from './local-ports.ts';

/** As many as a profile keeps. */
const MOST_ACCEPTS = 16;

/** `accept` is empty where the file has a socket and no port. */
export interface ReadAccepts {
  readonly accept: ProfileTemplate['accept'];
  readonly fields: Pick<ProfileTemplate, 'socket'>;
}

export function readAccepts(
  service: ConfService,
  { takenPorts, takenAddresses, reservedPorts, ownAddresses }: ImportContext,
  { reasons, notes }: Findings,
): ReadAccepts {
  const accepts: { host: string; port: number | null }[] = [];
  const own = targetsHere(service);
  const elsewhere = new Set([...takenPorts, ...reservedPorts]);
  let socket: string | undefined;
  for (const line of allOf(service, 'accept')) {
    const address = readAddress(line.meant);
    if (address.kind === 'unix') {
      const read = fields.socket.schema.safeParse(address.path);
      if (!read.success) notes.push(noteOn(line, toSay('note.socket.path')));
      else if (socket !== undefined) notes.push(noteOn(line, toSay('note.socket.one')));
      else socket = read.data;
      continue;
    }
    if (accepts.length >= MOST_ACCEPTS) {
      notes.push(noteOn(line, toSay('note.addresses', { count: MOST_ACCEPTS })));
      continue;
    }
    const meant = localHost(address.host);
    const isForeign = ownAddresses !== null && isElsewhere(meant, ownAddresses);
    const host = isForeign ? LOOPBACK : meant;
    if (isForeign) {
      const port = address.port.kind === 'number' ? `:${address.port.number}` : '';
      const reason = toSay('note.listen.foreign', {
        address: quoted(cite(meant)),
        used: `${LOOPBACK}${port}`,
      });
      notes.push(noteOn(line, reason));
    }
    if (host === '0.0.0.0' || host === '::') {
      notes.push(noteOn(line, toSay('note.listen.networks')));
    }
    const first = accepts.length === 0;
    if (address.port.kind !== 'number') {
      const what = cite(address.port.text);
      if (first) {
        accepts.push({ host, port: null });
        reasons.localPort = told('question.local.placeholder', { text: what, place: line.place });
      } else {
        notes.push(noteOn(line, toSay('note.listen.unknown', { port: quoted(what) })));
      }
      continue;
    }
    const wanted = address.port.number;
    const isOwn = listensHere(host) && own.some((target) => target.port === wanted && meets(host, target.host));
    const isTaken = isApart(host) ? takenAddresses.has(`${host}:${wanted}`) : takenPorts.has(wanted);
    const port = isOwn || isTaken ? nextFree(wanted, elsewhere) : wanted;
    accepts.push({ host, port });
    const why = isOwn ? toSay('reason.local.itself') : toSay('reason.local.another');
    if (first) reasons.localPort = explainLocalPort(wanted, port, why, address.host, line);
    else if (port !== wanted) notes.push(noteOn(line, toSay('note.listen.taken', { wanted, why, port })));
  }
  if (accepts.length === 0 && socket !== undefined) return { accept: [], fields: { socket } };
  if (accepts.length === 0) {
    reasons.localPort = told('question.local.unsaid');
    accepts.push({ host: LOOPBACK, port: null });
  }
  return { accept: accepts, fields: socket === undefined ? {} : { socket } };
}

function localHost(host: AddressHost): string {
  if (host.kind === 'any') return '0.0.0.0';
  if (host.kind !== 'name') return LOOPBACK;
  return hostSchema.safeParse(host.name).success ? host.name : LOOPBACK;
}

/** Whether the address is none of this computer's: it has others, and the name is another one's as far as its text tells. */
function isElsewhere(host: string, own: ReadonlySet<string>): boolean {
  const name = host.toLowerCase().replace(/%.*$/, '').replace(/\.$/, '');
  return name !== '0.0.0.0' && name !== '::' && reachOf(name) !== 'computer' && !own.has(name);
}

/** Whether programs of this computer reach the address by its loopback. */
const listensHere = (host: string) => host === '0.0.0.0' || host === '::' || isLoopback(host);

/** `why`: the wanted port is not had, as a clause. */
function explainLocalPort(wanted: number, port: number, why: Text, host: AddressHost, line: OptionLine): Sentence {
  const { place } = line;
  const placeholder = host.kind === 'placeholder' ? toSay('reason.local.placeholder', { text: cite(host.text) }) : '';
  if (port !== wanted) return told('reason.local.taken', { wanted, place, why, port, more: placeholder });
  const privileged = wanted < 1024 ? toSay('reason.local.privileged') : '';
  return host.kind === 'default'
    ? told('reason.local.onlyHere', { place, more: privileged })
    : placeholder === ''
      ? privileged === ''
        ? asInFile(line)
        : told('reason.local.asInFile', { place, more: privileged })
      : told('reason.local.port', { place, placeholder, privileged });
}
