/**
 * A client's section as stunnel would run it: literally, without the defaults that a profile gets. Port only listens on
 * all interfaces, and nothing is verified unless the section says so.
 */

import path from 'node:path';
import { sentenceWords } from '../../../preload/sentence.ts';
import type { Note, Revocation, Timeouts, TlsOptions, Trust } from '../../../preload/types.ts';
import { hasDrive } from '../../conf/paths.ts';
import type { ConfService } from '../../conf/services.ts';
import { allOf, lastOf } from '../../conf/services.ts';
import { readAddress } from '../../conf/values/address.ts';
import { readHost } from '../../conf/values/host.ts';
import { readNegotiation } from '../../conf/values/negotiation.ts';
import { readSeconds } from '../../conf/values/numbers.ts';
import { readOcsp } from '../../conf/values/ocsp.ts';
import { readServerName } from '../../conf/values/server-name.ts';
import { readVerification } from '../../conf/values/verification.ts';
import { readFailover, readFlag } from '../../conf/values/words.ts';
import { defaultTimeouts, defaultTls, NO_LIMIT } from '../../profile/defaults.ts';
import { cite, noteOn } from '../../profile/notes/note.ts';
import { lineFields, readLines } from '../../profile/options/lines.ts';
import { settingsWritten } from '../../profile/options/settings.ts';
import { readTlsExtras, readTlsVersions } from '../../profile/options/tls.ts';
import { readPsk } from '../../profile/psk-secrets.ts';
import type { Address, Identity, Negotiation, PreSharedKey, TunnelSpecification } from '../../specification.ts';
import { noteNotApplied } from './not-applied.ts';
import { readSocketLines } from './socket-lines.ts';

/** The files that a configuration names. The caller reads them; paths are absolute. */
export interface ClientFiles {
  /** null when it cannot be read. */
  read(file: string): Uint8Array | null;
}

export interface ClientContext {
  /** Names the tunnel in every event. */
  readonly id: string;
  /** Where relative paths of the section begin. */
  readonly directory: string;
  readonly files: ClientFiles;
  /**
   * The section is run over standard input and output: it needs no `accept`. The specification then listens nowhere.
   */
  readonly inetd?: boolean;
}

export type ClientSpecification =
  | { readonly ok: true; readonly specification: TunnelSpecification; readonly notApplied: readonly Note[] }
  /** Why the section cannot be run. A sentence. */
  | { readonly ok: false; readonly problem: string };

/** Thrown inside this file only, so that every reader can give up where it stands. */
class Unusable extends Error {}

/**
 * Everything the engine needs to run a client's section of a file that stunnel accepts (conf/check.ts). What has no
 * effect is in `notApplied`. Never throws.
 */
export function clientSpecification(service: ConfService, context: ClientContext): ClientSpecification {
  const notes: Note[] = [];
  try {
    const specification = build(service, context, notes);
    notes.push(...service.options.flatMap((line) => noteNotApplied(line) ?? []));
    return { ok: true, specification, notApplied: notes };
  } catch (error) {
    if (error instanceof Unusable) return { ok: false, problem: error.message };
    throw error;
  }
}

/** The name that stunnel's log gives the service; a file without sections has one by `service`. */
export const serviceName = (service: ConfService): string =>
  service.section ?? lastOf(service, 'service')?.value ?? 'stunnel';

const KEYS_ELSEWHERE = 'Let stunnel hold the key: docs/keys-elsewhere.md of Adit shows how.';

function build(service: ConfService, context: ClientContext, notes: Note[]): TunnelSpecification {
  const program = lastOf(service, 'exec');
  if (program !== null) {
    throw new Unusable(`It would start ${cite(program.value)}, and Adit runs no programs from a configuration.`);
  }
  const engine = lastOf(service, 'engineId') ?? lastOf(service, 'engineNum');
  if (engine !== null) {
    throw new Unusable(
      `Its key is kept by an engine of OpenSSL (line ${engine.number}), and Adit uses none. ${KEYS_ELSEWHERE}`,
    );
  }
  const elsewhere = [lastOf(service, 'key'), lastOf(service, 'cert')].find((line) =>
    /^(?:pkcs11|engine):/i.test(line?.value ?? ''),
  );
  if (elsewhere != null) {
    throw new Unusable(
      `Its key is on a token or in a key store (line ${elsewhere.number}), which the TLS library here does not reach. ${KEYS_ELSEWHERE}`,
    );
  }
  const accept = context.inetd ? [] : addresses(service, 'accept');
  if (accept.length === 0 && !context.inetd) {
    throw new Unusable(
      `It has no “accept” address that Adit can listen on. Its end may be had with: adit connect FILE ${serviceName(service)}`,
    );
  }
  const connect = addresses(service, 'connect');
  if (connect.length === 0) throw new Unusable('It has no “connect” address that Adit can reach.');
  const { tls, leavesNothing, notes: versionNotes } = readTlsVersions(service, 'client');
  if (leavesNothing !== null) {
    const { line, left } = leavesNothing;
    throw new Unusable(
      `“${cite(line.raw.trim())}” (line ${line.number}) leaves ${left === 'nothing' ? 'no TLS version that the TLS library has' : 'only TLS versions that are outdated and unsafe'}. Allow TLS 1.2 or newer${left === 'nothing' ? '' : ', or name the old version as the lowest (sslVersionMin)'}.`,
    );
  }
  const extras = readTlsExtras(service);
  const lists = readLines(service, 'client', tlsLines);
  notes.push(...versionNotes, ...lists.notes, ...extras.notes);
  const { sockets, notes: socketNotes } = readSocketLines(service);
  notes.push(...socketNotes);
  const local = readHost(lastOf(service, 'local')?.value ?? '');
  const reset = readFlag(lastOf(service, 'reset')?.value ?? '') ?? true;
  const negotiation = negotiationOf(service);
  const identity = readIdentity(service, context);
  const psk = readPreSharedKey(service, context);
  const revocation = readRevocation(service, context);
  return {
    id: context.id,
    name: serviceName(service),
    accept,
    connect,
    failover: failoverOf(service),
    tls: { ...defaultTls, ...tls, ...lists.tls, sni: readSni(service, connect), ...extras.tls },
    trust: readTrust(service, context),
    timeouts: readTimeouts(service, notes),
    ...(local === null ? {} : { local }),
    ...(Object.keys(sockets).length === 0 ? {} : { sockets }),
    ...(reset ? {} : { reset }),
    ...(negotiation === null ? {} : { negotiation }),
    ...(identity === null ? {} : { identity }),
    ...(psk === null ? {} : { psk }),
    ...(revocation === null ? {} : { revocation }),
  };
}

/** Of the lines that fields are made of those that the TLS library gets. */
const tlsLines = lineFields.filter(({ field }) => field.isTls);

/** `delay = yes` looks names up for each connection, which is always so here, and goes through them in order. */
function failoverOf(service: ConfService): TunnelSpecification['failover'] {
  const delayed = readFlag(lastOf(service, 'delay')?.value ?? '') ?? false;
  return delayed ? 'prio' : (readFailover(lastOf(service, 'failover')?.value ?? '') ?? 'prio');
}

function addresses(service: ConfService, option: 'accept' | 'connect'): Address[] {
  const nowhere = option === 'accept' ? '0.0.0.0' : 'localhost';
  return allOf(service, option).map((line): Address => {
    const address = readAddress(line.value);
    if (address.kind === 'unix') return { path: address.path };
    const { host, port } = address;
    // Only who listens can have any port.
    const isPort = port.kind === 'number' || (port.kind === 'odd' && (option === 'accept' || port.number > 0));
    if (!isPort || host.kind === 'placeholder') {
      throw new Unusable(`“${cite(line.value)}” (line ${line.number}) is no address that Adit knows.`);
    }
    return { host: host.kind === 'name' ? host.name : nowhere, port: port.number };
  });
}

/** Without a line the host of protocolHost, else that of the first connect address. */
function readSni(service: ConfService, [first]: readonly Address[]): TlsOptions['sni'] {
  const read = readServerName(settingsWritten(service));
  if (read.kind !== 'default') return read;
  const name = read.negotiated ?? (first === undefined || 'path' in first ? null : first.host);
  return name === null ? { kind: 'default' } : { kind: 'name', name };
}

function readTimeouts(service: ConfService, notes: Note[]): Timeouts {
  const read = (option: string, otherwise: number): number => {
    const line = lastOf(service, option);
    const seconds = line === null ? otherwise : readSeconds(line.value);
    if (line !== null && seconds === 0 && option !== 'TIMEOUTclose') notes.push(noteOn(line, NO_LIMIT));
    return seconds ?? otherwise;
  };
  return {
    connect: read('TIMEOUTconnect', defaultTimeouts.connect),
    busy: read('TIMEOUTbusy', defaultTimeouts.busy),
    idle: read('TIMEOUTidle', defaultTimeouts.idle),
    close: read('TIMEOUTclose', defaultTimeouts.close),
  };
}

/** null for what is not given, and for an empty value, which resets the option. */
function pathOf(service: ConfService, option: string, { directory }: ClientContext): string | null {
  const line = lastOf(service, option);
  return line === null || line.value === '' ? null : path.resolve(directory, line.value);
}

function readTrust(service: ConfService, context: ClientContext): Trust {
  const { chain, peer } = readVerification(settingsWritten(service));
  if (!chain && !peer) return { kind: 'none' };
  const file = pathOf(service, 'CAfile', context);
  const folder = pathOf(service, 'CApath', context);
  const certificates = [
    ...(file === null ? [] : [{ kind: 'file' as const, path: file }]),
    ...(folder === null ? [] : [{ kind: 'directory' as const, path: folder }]),
  ];
  if (certificates.length === 0) {
    throw new Unusable('It verifies the server, but neither CAfile nor CApath says with which certificates.');
  }
  const values = (option: string) => allOf(service, option).map(({ value }) => value);
  const checks = { hosts: values('checkHost'), emails: values('checkEmail'), ips: values('checkIP') };
  if (!chain) return { kind: 'pinned', certificates, checks };
  return { kind: 'authority', certificates, checks, ...(peer ? { peer } : {}) };
}

/**
 * The lists' folder stays one: as in stunnel, files that come into it count without a new start. OCSP takes effect with
 * verifyChain only, and the flags of OpenSSL are judged where they are used (trust/ocsp.ts).
 */
function readRevocation(service: ConfService, context: ClientContext): Revocation | null {
  const places = [pathOf(service, 'CRLfile', context), pathOf(service, 'CRLpath', context)];
  const lists = places.filter((place) => place !== null);
  const ocsp = readOcsp(settingsWritten(service));
  return lists.length === 0 && ocsp === null
    ? null
    : { lists, ocsp: ocsp === null ? null : { ...ocsp, flags: [...ocsp.flags] } };
}

function readIdentity(service: ConfService, context: ClientContext): Identity | null {
  const certificate = pathOf(service, 'cert', context);
  if (certificate === null) return null;
  const given = lastOf(service, 'cert')?.value ?? '';
  if (/^[a-z][a-z0-9+.-]+:/i.test(given) && !hasDrive(given)) {
    throw new Unusable(`“${cite(given)}” (cert) is not a file, and Adit reads certificates from files only.`);
  }
  const bytes = context.files.read(certificate);
  if (bytes === null) throw new Unusable(`The file ${cite(certificate)} (cert) cannot be read.`);
  // Text cannot begin with a SEQUENCE of DER, as every PKCS#12 file does.
  if (bytes[0] === 0x30) return { kind: 'pkcs12', path: certificate, passphrase: null };
  return { kind: 'pem', certificate, key: pathOf(service, 'key', context) ?? certificate, passphrase: null };
}

function readPreSharedKey(service: ConfService, context: ClientContext): PreSharedKey | null {
  const file = pathOf(service, 'PSKsecrets', context);
  if (file === null) return null;
  const bytes = context.files.read(file);
  if (bytes === null) throw new Unusable(`The file ${cite(file)} (PSKsecrets) cannot be read.`);
  const result = readPsk(new TextDecoder().decode(bytes), lastOf(service, 'PSKidentity')?.value ?? null);
  if (!result.ok) throw new Unusable(sentenceWords(result.problem));
  return result.psk;
}

/** stunnel sends a login only where both name and password are there. */
function negotiationOf(service: ConfService): Negotiation | null {
  const lines = readNegotiation(settingsWritten(service));
  switch (lines.kind) {
    case 'none':
      return null;
    case 'connect': {
      if (lines.method === 'ntlm') {
        throw new Unusable('The proxy wants NTLM, which Adit cannot do. Basic authentication works.');
      }
      const both = lines.user !== null && lines.password !== null;
      return {
        kind: 'connect',
        host: lines.host?.value ?? '',
        username: both ? lines.user.value : null,
        password: both ? lines.password.value : null,
        headers: lines.headers.map(({ value }) => value),
      };
    }
    case 'smtp': {
      const { method, user, password } = lines;
      const host = lines.host?.value ?? null;
      return user === null || password === null
        ? { kind: 'smtp', host, login: null, password: null }
        : { kind: 'smtp', host, login: { method, username: user.value }, password: password.value };
    }
    case 'socks':
      if (lines.host === null) {
        throw new Unusable(
          'With “protocol = socks” the file has to say in “protocolHost” where the server shall connect to.',
        );
      }
      return { kind: 'socks', host: lines.host.value };
    case 'other':
      throw new Unusable(
        `Before TLS it speaks ${cite(lines.protocol)} (line ${lastOf(service, 'protocol')?.number}), which is part of the CapWIN product and which Adit does not know. Keep stunnel for this service.`,
      );
    default:
      return { kind: lines.kind };
  }
}
