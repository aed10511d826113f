/** Where a client's section connects to: its server, those in reserve, and the proxy in front of it. */

import type { ImportService } from '../../../preload/import-preview.ts';
import { isLoopback } from '../../../preload/loopback.ts';
import { hostSchema } from '../../../preload/schemas.ts';
import { goOn, type Sentence, told } from '../../../preload/sentence.ts';
import { toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { allOf, type ConfService } from '../../conf/services.ts';
import { readAddress } from '../../conf/values/address.ts';
import { hostAndPort } from '../host-name.ts';
import { cite, noteOn } from '../notes/note.ts';
import type { ReadNegotiation } from '../options/negotiation.ts';
import type { OpenEndpoint } from '../proposal.ts';
import { asInFile, type Findings } from './context.ts';

/** As many as a profile keeps. */
const MOST_CONNECTS = 32;

export function readConnects(service: ConfService, { reasons, notes }: Findings): OpenEndpoint[] {
  const connects: OpenEndpoint[] = [];
  for (const line of allOf(service, 'connect')) {
    const address = readAddress(line.meant);
    if (connects.length >= MOST_CONNECTS) {
      notes.push(noteOn(line, toSay('note.addresses', { count: MOST_CONNECTS })));
      continue;
    }
    if (address.kind === 'unix') {
      notes.push(noteOn(line, toSay('note.connect.socket')));
      continue;
    }
    const written = 'name' in address.host ? address.host.name : 'localhost';
    const host = address.host.kind === 'placeholder' || !hostSchema.safeParse(written).success ? null : written;
    const port = address.port.kind === 'number' ? address.port.number : null;
    if (connects.length > 0 && (host === null || port === null)) {
      notes.push(noteOn(line, toSay('note.connect.incomplete')));
      continue;
    }
    connects.push({ host, port });
    if (connects.length > 1) continue;
    reasons.host =
      host === null
        ? told('question.host.placeholder', {
            text: cite(address.host.kind === 'placeholder' ? address.host.text : written),
            place: line.place,
          })
        : explainHost(host, address.host.kind === 'default', line);
    reasons.remotePort =
      port === null && address.port.kind !== 'number'
        ? told('question.port.placeholder', { text: cite(address.port.text), place: line.place })
        : asInFile(line);
  }
  if (connects.length > 1) {
    // Those in reserve are shown as they are.
    const isPlain = reasons.host?.plain === true;
    reasons.host = {
      ...goOn(reasons.host, told('reason.host.reserves', { count: connects.length - 1 })),
      ...(isPlain ? { plain: true } : {}),
    };
  }
  return connects;
}

/** What else is connected to; only where it is whole, as the rest is left out with a note. */
export function reservesOf([, ...others]: readonly OpenEndpoint[]): Pick<ImportService, 'reserves'> {
  const reserves = others.flatMap(({ host, port }) => (host === null || port === null ? [] : [{ host, port }]));
  return reserves.length === 0 ? {} : { reserves };
}

function explainHost(host: string, portOnly: boolean, line: OptionLine): Sentence {
  if (portOnly) return told('reason.host.portOnly', { place: line.place });
  return isLoopback(host) ? told('reason.host.thisComputer', { place: line.place }) : asInFile(line);
}

/** `connect` names the proxy of a file that goes through one, and `protocolHost` the server. */
export function behindProxy(
  named: OpenEndpoint[],
  { server, fields: { proxy } }: ReadNegotiation,
  { reasons }: Findings,
): OpenEndpoint[] {
  if (server === null) return named;
  const { endpoint, line } = server;
  const behind = proxy !== undefined && proxy.kind !== 'system' ? hostAndPort(cite(proxy.host), proxy.port) : null;
  const { place } = line;
  reasons.host =
    endpoint.host === null
      ? behind === null
        ? told('question.host.placeholder', { text: cite(line.meant), place })
        : told('question.host.behind', { text: cite(line.meant), place, proxy: behind })
      : behind === null
        ? told('reason.host.protocol', { place })
        : told('reason.host.behind', { place, proxy: behind });
  reasons.remotePort =
    endpoint.port === null
      ? told('question.port.placeholder', { text: cite(line.meant), place: line.place })
      : told('reason.host.protocol', { place: line.place });
  return [endpoint];
}
