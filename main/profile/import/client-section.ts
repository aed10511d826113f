/** A client's section is taken as it is, except that it listens on loopback unless the file named an address. */

import { applicationLabels } from '../../../preload/fields/application.ts';
import { describeTrust } from '../../../preload/fields/trust.ts';
import type { ImportField, ImportService } from '../../../preload/import-preview.ts';
import { hostSchema, isLoopback } from '../../../preload/schemas.ts';
import type { Note, Timeouts, TlsOptions } from '../../../preload/types.ts';
import { type AddressHost, readAddress } from '../../conf/address.ts';
import { withDefaults } from '../../conf/meaning.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { allOf, lastOf } from '../../conf/services.ts';
import { guessClientApplication } from '../application.ts';
import { defaultTimeouts, LOOPBACK, NO_LIMIT } from '../defaults.ts';
import { hostAndPort } from '../host-name.ts';
import { nextFree } from '../local-port.ts';
import { cite, noteOn } from '../notes/note.ts';
import { readCredentials } from '../options/identity.ts';
import { type ReadNegotiation, readNegotiation } from '../options/negotiation.ts';
import { placedReason } from '../options/place-path.ts';
import { readRevocation } from '../options/revocation.ts';
import { readTlsBounds, readTlsExtras } from '../options/tls.ts';
import { readTrust, verificationOf } from '../options/trust.ts';
import { explainNoVersion } from '../options/versions.ts';
import type { OpenEndpoint, ProfileTemplate, ProposedService } from '../proposal.ts';
import type { ImportContext } from './context.ts';
import { explainName, nameOf, originOf, unnamed } from './context.ts';
import { targetsHere } from './local-ports.ts';

/** As many as a profile keeps. */
const MOST_ACCEPTS = 16;
const MOST_CONNECTS = 32;

interface Findings {
  readonly reasons: Partial<Record<ImportField, string>>;
  readonly notes: Note[];
}

/** The profile that a client's section is. `key` names it within the import. */
export function proposeClient(service: ConfService, key: string, context: ImportContext): ProposedService {
  const findings: Findings = { reasons: {}, notes: [] };
  const { reasons, notes } = findings;
  const accept = readAccepts(service, context, findings);
  const named = readConnects(service, findings);
  const negotiation = readNegotiation(service, named);
  const connect = behindProxy(named, negotiation, findings);
  const localPort = accept[0]?.port ?? null;
  const remote = connect[0] ?? { host: null, port: null };

  const section = withDefaults(service.section ?? lastOf(service, 'service')?.meant ?? '');
  const guess = guessClientApplication(section, [localPort, remote.port]);
  reasons.application =
    guess.because === null
      ? 'Nothing in the file says what it is for.'
      : `${applicationLabels[guess.application]}, because ${guess.because}.`;
  reasons.name = explainName(service);

  const bounds = readTlsBounds(service, 'client');
  const extras = readTlsExtras(service);
  const credentials = readCredentials(service, context.directory);
  const revocation = readRevocation(service, context.directory);
  const local = readLocal(service, notes);
  const trust = readTrust(service, context.directory);
  const { chain, peer } = verificationOf(service);
  const authorities = lastOf(service, 'CAfile');
  const isNamed = 'certificates' in trust.trust && authorities !== null;
  reasons.trust = trust.reason + (isNamed ? placedReason(authorities.meant, context.directory) : '');
  const sni = readSni(service, negotiation, notes);
  const timeouts = readTimeouts(service, notes);
  for (const part of [bounds, extras, trust, negotiation, credentials, revocation]) notes.push(...part.notes);
  notes.push(...noteUnsupported(service));

  return {
    view: {
      key,
      section: service.section ?? '',
      role: 'client',
      name: nameOf(section, unnamed(guess.application, remote.port)),
      application: guess.application,
      host: remote.host,
      remotePort: remote.port,
      localPort,
      user: null,
      ...(accept.length === 1 && accept[0]?.host === LOOPBACK ? {} : { accept }),
      ...reservesOf(connect),
      trust: describeTrust(trust.trust),
      ...(chain || peer ? {} : { unverified: true as const }),
      ...(credentials.needs.length === 0 ? {} : { needs: credentials.needs }),
      reasons,
      notes,
      problem: findProblem(service) ?? explainNoVersion(bounds.leavesNothing, 'in the file'),
    },
    template: {
      group: context.group,
      accept,
      connect: connect.length > 0 ? connect : [remote],
      failover: lastOf(service, 'failover')?.meant.toLowerCase() === 'rr' ? 'rr' : 'prio',
      tls: { ...bounds.tls, ...extras.tls, sni },
      trust: trust.trust,
      checkAnsweredHost: trust.checkAnsweredHost,
      timeouts,
      ...credentials.fields,
      ...negotiation.fields,
      ...revocation.fields,
      ...(local === null ? {} : { local }),
      startWithApp: false,
      demo: false,
      origin: { ...originOf(context, service), notes: [] },
    },
  };
}

function readAccepts(
  service: ConfService,
  { takenPorts, reservedPorts }: ImportContext,
  { reasons, notes }: Findings,
): ProfileTemplate['accept'] {
  const accepts: { host: string; port: number | null }[] = [];
  const own = new Set(targetsHere(service));
  const elsewhere = new Set([...takenPorts, ...reservedPorts]);
  for (const line of allOf(service, 'accept')) {
    const address = readAddress(line.meant);
    if (accepts.length >= MOST_ACCEPTS) {
      notes.push(noteOn(line, `Only the first ${MOST_ACCEPTS} addresses are used.`));
      continue;
    }
    if (address.kind === 'unix') {
      notes.push(noteOn(line, 'Adit does not listen on Unix sockets.'));
      continue;
    }
    const host = localHost(address.host);
    if (host === '0.0.0.0' || host === '::') {
      notes.push(noteOn(line, 'The file listens on all networks: other computers can use this tunnel.'));
    }
    const first = accepts.length === 0;
    if (address.port.kind !== 'number') {
      const what = cite(address.port.text);
      if (first) {
        accepts.push({ host, port: null });
        reasons.localPort = `Which port should the tunnel have on this computer? The file has “${what}” in its place (line ${line.number}).`;
      } else {
        notes.push(noteOn(line, `“${what}” is no port that Adit knows; this address was left out.`));
      }
      continue;
    }
    const wanted = address.port.number;
    const isOwn = own.has(wanted) && listensHere(host);
    const port = isOwn || takenPorts.has(wanted) ? nextFree(wanted, elsewhere) : wanted;
    accepts.push({ host, port });
    const why = isOwn ? 'where this tunnel connects to as well' : 'which another tunnel has';
    if (first) reasons.localPort = explainLocalPort(wanted, port, why, address.host, line.number);
    else if (port !== wanted) notes.push(noteOn(line, `The file says ${wanted}, ${why}; ${port} is free.`));
  }
  if (accepts.length === 0) {
    reasons.localPort = 'Which port should the tunnel have on this computer? The file does not say.';
    accepts.push({ host: LOOPBACK, port: null });
  }
  return accepts;
}

function localHost(host: { readonly kind: string; readonly name?: string }): string {
  if (host.kind !== 'name' || host.name === undefined) return LOOPBACK;
  if (host.name === '*') return '0.0.0.0';
  return hostSchema.safeParse(host.name).success ? host.name : LOOPBACK;
}

/** Whether programs of this computer reach the address by its loopback. */
const listensHere = (host: string) => host === '0.0.0.0' || host === '::' || isLoopback(host);

/** `why`: the wanted port is not had, as a clause. */
function explainLocalPort(wanted: number, port: number, why: string, host: AddressHost, line: number): string {
  const placeholder =
    host.kind === 'placeholder'
      ? ` The file has “${cite(host.text)}” in place of the address; Adit listens on this computer only.`
      : '';
  if (port !== wanted) return `The file says ${wanted} (line ${line}), ${why}; ${port} is free.${placeholder}`;
  const privileged = wanted < 1024 ? ' Some systems keep ports below 1024 for administrators.' : '';
  return host.kind === 'default'
    ? `As in the file (line ${line}), but on this computer only: stunnel would listen on all networks.${privileged}`
    : placeholder === ''
      ? `As in the file (line ${line}).${privileged}`
      : `The port is that of the file (line ${line}).${placeholder}${privileged}`;
}

function readConnects(service: ConfService, { reasons, notes }: Findings): OpenEndpoint[] {
  const connects: OpenEndpoint[] = [];
  for (const line of allOf(service, 'connect')) {
    const address = readAddress(line.meant);
    if (connects.length >= MOST_CONNECTS) {
      notes.push(noteOn(line, `Only the first ${MOST_CONNECTS} addresses are used.`));
      continue;
    }
    if (address.kind === 'unix') {
      notes.push(noteOn(line, 'Adit does not connect to Unix sockets.'));
      continue;
    }
    const written = address.host.kind === 'name' ? address.host.name : 'localhost';
    const host = address.host.kind === 'placeholder' || !hostSchema.safeParse(written).success ? null : written;
    const port = address.port.kind === 'number' ? address.port.number : null;
    if (connects.length > 0 && (host === null || port === null)) {
      notes.push(noteOn(line, 'This address is incomplete; it was left out.'));
      continue;
    }
    connects.push({ host, port });
    if (connects.length > 1) continue;
    reasons.host =
      host === null
        ? `Which host name or address does the server have? The file has “${cite(address.host.kind === 'placeholder' ? address.host.text : written)}” in its place (line ${line.number}).`
        : explainHost(host, address.host.kind === 'default', line.number);
    reasons.remotePort =
      port === null && address.port.kind !== 'number'
        ? `Which port does the server listen on? The file has “${cite(address.port.text)}” in its place (line ${line.number}).`
        : `As in the file (line ${line.number}).`;
  }
  if (connects.length > 1) reasons.host = `${reasons.host ?? ''} ${connects.length - 1} more in reserve.`.trim();
  return connects;
}

/** What else is connected to; only where it is whole, as the rest is left out with a note. */
function reservesOf([, ...others]: readonly OpenEndpoint[]): Pick<ImportService, 'reserves'> {
  const reserves = others.flatMap(({ host, port }) => (host === null || port === null ? [] : [{ host, port }]));
  return reserves.length === 0 ? {} : { reserves };
}

function explainHost(host: string, portOnly: boolean, line: number): string {
  if (portOnly) return `The file names only a port (line ${line}), which means this computer.`;
  return isLoopback(host) ? `As in the file (line ${line}): this computer.` : `As in the file (line ${line}).`;
}

/** `connect` names the proxy of a file that goes through one, and `protocolHost` the server. */
function behindProxy(
  named: OpenEndpoint[],
  { server, fields: { proxy } }: ReadNegotiation,
  { reasons }: Findings,
): OpenEndpoint[] {
  if (server === null) return named;
  const { endpoint, line } = server;
  const behind =
    proxy !== undefined && proxy.kind !== 'system'
      ? ` behind the proxy ${hostAndPort(cite(proxy.host), proxy.port)}`
      : '';
  reasons.host =
    endpoint.host === null
      ? `Which host name or address does the server${behind} have? The file has “${cite(line.meant)}” in its place (line ${line.number}).`
      : `As in the file (protocolHost, line ${line.number}),${behind}.`;
  reasons.remotePort =
    endpoint.port === null
      ? `Which port does the server listen on? The file has “${cite(line.meant)}” in its place (line ${line.number}).`
      : `As in the file (protocolHost, line ${line.number}).`;
  return [endpoint];
}

function readLocal(service: ConfService, notes: Note[]): string | null {
  const line = lastOf(service, 'local');
  if (line === null || line.meant === '') return null;
  if (!hasPlaceholder(line.meant) && hostSchema.safeParse(line.meant).success) return line.meant;
  notes.push(noteOn(line, 'This is no address of a computer; the system chooses where connections come from.'));
  return null;
}

function readSni(service: ConfService, { serverName }: ReadNegotiation, notes: Note[]): TlsOptions['sni'] {
  const line = lastOf(service, 'sni');
  // stunnel sends the host of protocolHost (options.c, sni_init)
  if (line === null) return serverName === null ? { kind: 'default' } : { kind: 'name', name: serverName };
  if (line.meant === '') return { kind: 'none' };
  if (!hasPlaceholder(line.meant) && hostSchema.safeParse(line.meant).success) {
    return { kind: 'name', name: line.meant };
  }
  notes.push(noteOn(line, 'This is no host name; the host name of the server is sent instead.'));
  return { kind: 'default' };
}

const timeoutOptions = {
  connect: 'TIMEOUTconnect',
  busy: 'TIMEOUTbusy',
  idle: 'TIMEOUTidle',
  close: 'TIMEOUTclose',
} as const;

/** The largest number of seconds that a timer takes (2^31 milliseconds). */
const LONGEST = 2_147_483;

function readTimeouts(service: ConfService, notes: Note[]): Timeouts {
  const read = (field: keyof Timeouts): number => {
    const line = lastOf(service, timeoutOptions[field]);
    if (line === null) return defaultTimeouts[field];
    if (/^\d+$/.test(line.meant)) {
      const seconds = Math.min(Number(line.meant), LONGEST);
      if (seconds === 0 && field !== 'close') notes.push(noteOn(line, NO_LIMIT));
      return seconds;
    }
    notes.push(noteOn(line, `This is no number of seconds; ${defaultTimeouts[field]} is used.`));
    return defaultTimeouts[field];
  };
  return { connect: read('connect'), busy: read('busy'), idle: read('idle'), close: read('close') };
}

function noteUnsupported(service: ConfService): Note[] {
  const notes: Note[] = [];
  const program = lastOf(service, 'exec');
  if (program !== null) {
    notes.push(noteOn(program, 'stunnel would start this program for each connection. Adit runs nothing from a file.'));
  }
  for (const line of allOf(service, 'redirect')) notes.push(noteOn(line, 'This means something for servers only.'));
  return notes;
}

function findProblem(service: ConfService): string | null {
  const connects = allOf(service, 'connect');
  if (connects.length === 0) {
    return 'This section has no “connect” line, so nothing says where the server is. Add the line and import the file again.';
  }
  if (connects.every((line) => readAddress(line.meant).kind === 'unix')) {
    return 'This section connects to a Unix socket, which Adit cannot do.';
  }
  return null;
}
