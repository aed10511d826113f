/** A client's section is taken as it is, except that it listens on loopback unless the file named an address. */
import { hostSchema, isLoopback } from '../../preload/schemas.ts';
import type { ImportField, Note, Timeouts, TlsOptions, Trust } from '../../preload/types.ts';
import { readAddress } from '../conf/address.ts';
import { hasPlaceholder } from '../conf/placeholder.ts';
import type { ConfService } from '../conf/services.ts';
import { allOf, lastOf } from '../conf/services.ts';
import { applicationLabels, guessClientApplication } from './application.ts';
import type { ImportContext } from './context.ts';
import { nameOf, originOf } from './context.ts';
import { defaultTimeouts, LOOPBACK } from './defaults.ts';
import { nextFree } from './local-port.ts';
import { cite, noteOn } from './note.ts';
import type { OpenEndpoint, ProfileTemplate, ProposedService } from './template.ts';
import { readTlsBounds } from './tls-options.ts';
import { describeTrust, readTrust, verificationOf } from './trust-options.ts';

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
  const accept = readAccepts(service, context.takenPorts, findings);
  const connect = readConnects(service, findings);
  const localPort = accept[0]?.port ?? null;
  const remote = connect[0] ?? { host: null, port: null };

  const section = service.section ?? lastOf(service, 'service')?.meant ?? '';
  const guess = guessClientApplication(section, [localPort, remote.port]);
  reasons.application =
    guess.because === null
      ? 'Nothing in the file says what it is for.'
      : `${applicationLabels[guess.application]}, because ${guess.because}.`;
  reasons.name = service.section === null ? 'The file has no section to name it.' : 'The name of the section.';

  const bounds = readTlsBounds(service);
  const trust = readTrust(service);
  const { chain, peer } = verificationOf(service);
  reasons.trust = trust.reason;
  notes.push(...noteBoth(service, trust.trust));
  const sni = readSni(service, notes);
  const timeouts = readTimeouts(service, notes);
  notes.push(...bounds.notes, ...trust.notes, ...noteUnsupported(service));

  return {
    view: {
      key,
      section: service.section ?? '',
      role: 'client',
      name: nameOf(section, applicationLabels[guess.application]),
      application: guess.application,
      host: remote.host,
      remotePort: remote.port,
      localPort,
      user: null,
      ...(accept.length === 1 && accept[0]?.host === LOOPBACK ? {} : { accept }),
      trust: describeTrust(trust.trust),
      ...(chain || peer ? {} : { unverified: true as const }),
      reasons,
      notes,
      problem: findProblem(service),
    },
    template: {
      group: context.group,
      accept,
      connect: connect.length > 0 ? connect : [remote],
      failover: lastOf(service, 'failover')?.meant.toLowerCase() === 'rr' ? 'rr' : 'prio',
      tls: { ...bounds.tls, sni },
      trust: trust.trust,
      checkAnsweredHost: trust.checkAnsweredHost,
      timeouts,
      startWithApp: false,
      demo: false,
      origin: { ...originOf(context, service), notes: [] },
    },
  };
}

/** `verify = 3`: stunnel looks at the chain and at the certificate itself; the latter is the stricter. */
function noteBoth(service: ConfService, trust: Trust): Note[] {
  const { chain, peer } = verificationOf(service);
  const line = service.options.findLast(({ canonical }) => canonical === 'verify' || canonical === 'verifyChain');
  if (!chain || !peer || trust.kind !== 'pinned' || line === undefined) return [];
  return [
    noteOn(
      line,
      'Adit accepts exactly the certificates in the file; who issued them is not looked at in addition, as stunnel would.',
    ),
  ];
}

function readAccepts(
  service: ConfService,
  taken: ReadonlySet<number>,
  { reasons, notes }: Findings,
): ProfileTemplate['accept'] {
  const accepts: { host: string; port: number | null }[] = [];
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
    const port = nextFree(wanted, taken);
    accepts.push({ host, port });
    if (first) reasons.localPort = explainLocalPort(wanted, port, address.host.kind === 'default', line.number);
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

function explainLocalPort(wanted: number, port: number, portOnly: boolean, line: number): string {
  if (port !== wanted) return `The file says ${wanted} (line ${line}), which another tunnel has; ${port} is free.`;
  const privileged = wanted < 1024 ? ' Some systems keep ports below 1024 for administrators.' : '';
  return portOnly
    ? `As in the file (line ${line}), but on this computer only: stunnel would listen on all networks.${privileged}`
    : `As in the file (line ${line}).${privileged}`;
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

function explainHost(host: string, portOnly: boolean, line: number): string {
  if (portOnly) return `The file names only a port (line ${line}), which means this computer.`;
  return isLoopback(host) ? `As in the file (line ${line}): this computer.` : `As in the file (line ${line}).`;
}

function readSni(service: ConfService, notes: Note[]): TlsOptions['sni'] {
  const line = lastOf(service, 'sni');
  if (line === null) return { kind: 'default' };
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
    if (/^\d+$/.test(line.meant)) return Math.min(Number(line.meant), LONGEST);
    notes.push(noteOn(line, `This is no number of seconds; ${defaultTimeouts[field]} is used.`));
    return defaultTimeouts[field];
  };
  return { connect: read('connect'), busy: read('busy'), idle: read('idle'), close: read('close') };
}

function noteUnsupported(service: ConfService): Note[] {
  const notes: Note[] = [];
  const protocol = lastOf(service, 'protocol');
  if (protocol !== null) {
    notes.push(
      noteOn(
        protocol,
        hasPlaceholder(protocol.meant)
          ? 'What the server speaks before TLS starts is a placeholder.'
          : protocol.meant.toLowerCase() === 'connect'
            ? 'The file goes through an HTTP proxy, which Adit cannot do yet. The connection will fail where the proxy is needed.'
            : `The server speaks ${cite(protocol.meant)} before TLS starts, which Adit cannot do yet. The connection will fail.`,
      ),
    );
  }
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
