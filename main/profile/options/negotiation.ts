/** What a client says before TLS starts (stunnel man page, protocol and its options), as a profile's fields. */
import { negotiationSchema } from '../../../preload/fields/negotiation.ts';
import { hostSchema } from '../../../preload/schemas.ts';
import type { Note, Profile } from '../../../preload/types.ts';
import { readAddress } from '../../conf/address.ts';
import { type OptionLine, placeWords } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { allOf, lastOf } from '../../conf/services.ts';
import { cite, noteOn } from '../notes/note.ts';
import type { OpenEndpoint } from '../proposal.ts';
import { isSecretHeader, userOfHeader } from './secret-header.ts';

export interface ReadNegotiation {
  readonly fields: Pick<Profile, 'proxy' | 'negotiation'>;
  /** Where the server is when `connect` names a proxy; null: `connect` names the server. */
  readonly server: { readonly endpoint: OpenEndpoint; readonly line: OptionLine } | null;
  /** What stunnel sends as server name without a `sni` line; null: the host that is connected to. */
  readonly serverName: string | null;
  readonly notes: readonly Note[];
}

const nothing: ReadNegotiation = { fields: {}, server: null, serverName: null, notes: [] };

/** Longest user name that is kept. */
const LONGEST_USER = 255;

/** `connect`: the section's addresses as they were read. */
export function readNegotiation(service: ConfService, connect: readonly OpenEndpoint[]): ReadNegotiation {
  const line = lastOf(service, 'protocol');
  if (line === null || line.meant === '') return { ...nothing, notes: noteWithoutProtocol(service) };
  const kind = line.meant.toLowerCase();
  switch (kind) {
    case 'connect':
      return readConnect(service, line, connect);
    case 'smtp':
      return readSmtp(service);
    case 'pop3':
    case 'imap':
    case 'nntp':
    case 'ldap':
    case 'pgsql':
    case 'cifs':
      return { ...nothing, fields: { negotiation: { kind } }, notes: noteWithoutProtocol(service) };
    case 'socks':
      return readSocks(service, line);
    default:
      return {
        ...nothing,
        notes: [
          noteOn(
            line,
            hasPlaceholder(line.meant)
              ? 'What the server speaks before TLS starts is a placeholder. Choose it in the profile when it speaks something.'
              : isCapWin(kind)
                ? `${cite(line.meant)} is part of the CapWIN product, and Adit does not speak it. Keep stunnel for this service; this tunnel will not work.`
                : `Adit does not know what “${cite(line.meant)}” is, and neither does stunnel. Correct the line, or choose in the profile what is spoken before TLS.`,
          ),
          ...noteWithoutProtocol(service),
        ],
      };
  }
}

/**
 * Why a section cannot become a profile: a password that was to prove itself to the proxy without being shown must not become
 * one that everybody on the way can read. null: it can.
 */
export function explainLogin(service: ConfService): string | null {
  const protocol = lastOf(service, 'protocol');
  const method = lastOf(service, 'protocolAuthentication');
  if (protocol?.meant.toLowerCase() !== 'connect' || method === null || hasPlaceholder(method.meant)) return null;
  if (/^(?:basic)?$/i.test(method.meant)) return null;
  return `The proxy of this section wants the login as ${cite(method.meant)} (${placeWords(method)}), which Adit cannot do. With Basic the password would be readable on the way to the proxy: if the proxy takes that and you want it, write “protocolAuthentication = basic” and import the file again.`;
}

/** stunnel's protocols for a product that nothing else speaks to (protocol.c). */
export const isCapWin = (protocol: string): boolean => protocol === 'capwin' || protocol === 'capwinctrl';

const options = [
  'protocolHost',
  'protocolUsername',
  'protocolPassword',
  'protocolAuthentication',
  'protocolDomain',
  'protocolHeader',
] as const;

function noteWithoutProtocol(service: ConfService): Note[] {
  return options.flatMap((option) =>
    allOf(service, option).map((line) => noteOn(line, 'This protocol has no use for it.')),
  );
}

function readUser(service: ConfService, notes: Note[]): string | null {
  const line = lastOf(service, 'protocolUsername');
  const password = lastOf(service, 'protocolPassword');
  if (password !== null) {
    notes.push(
      noteOn(
        password,
        line === null
          ? 'A password without a user name (protocolUsername) is not used.'
          : 'Passwords are not taken over from a file. Adit asks for it when the tunnel needs it.',
      ),
    );
  }
  if (line === null || line.meant === '') return null;
  if (hasPlaceholder(line.meant) || line.meant.length > LONGEST_USER) {
    notes.push(noteOn(line, 'This is no user name; enter it in the profile.'));
    return null;
  }
  if (password === null) notes.push(noteOn(line, 'The file has no password for it. Adit asks for it.'));
  return line.meant;
}

/** The host of HOST:PORT, for the server name. */
function hostOf(authority: string): string | null {
  const host = authority.replace(/:[^:]*$/, '').replace(/^\[(.*)\]$/, '$1');
  return hostSchema.safeParse(host).success ? host : null;
}

function readConnect(service: ConfService, line: OptionLine, connect: readonly OpenEndpoint[]): ReadNegotiation {
  const notes: Note[] = [];
  const host = lastOf(service, 'protocolHost');
  if (host === null) {
    return {
      ...nothing,
      notes: [
        noteOn(
          line,
          'The file goes through a proxy, but has no protocolHost: stunnel refuses it. Set the proxy in the profile.',
        ),
        ...noteWithoutProtocol(service),
      ],
    };
  }
  const method = lastOf(service, 'protocolAuthentication');
  if (method !== null && hasPlaceholder(method.meant)) {
    notes.push(noteOn(method, 'This is a placeholder. A password would be sent as Basic, which the proxy can read.'));
  }
  const domain = lastOf(service, 'protocolDomain');
  if (domain !== null) notes.push(noteOn(domain, 'This belongs to NTLM, which Adit cannot do.'));
  const { headers, user: userInHeader } = readHeaders(service, notes);
  const username = readUser(service, notes) ?? userInHeader;
  const [proxy] = connect;
  if (connect.length === 1 && headers.length === 0 && proxy?.host != null && proxy.port !== null) {
    return {
      fields: { proxy: { kind: 'http', host: proxy.host, port: proxy.port, username } },
      server: { endpoint: endpointOf(host.meant), line: host },
      serverName: null,
      notes,
    };
  }
  if (connect.length <= 1 && (proxy?.host == null || proxy.port === null)) {
    const written = lastOf(service, 'connect')?.meant ?? '';
    notes.push(
      noteOn(
        host,
        `The server is behind a proxy, whose address the file leaves open (“${cite(written)}”). Set the proxy in the profile.`,
      ),
    );
    for (const header of allOf(service, 'protocolHeader')) {
      if (!isSecretHeader(header.meant)) notes.push(noteOn(header, 'This header is for the proxy; it was left out.'));
    }
    return { ...nothing, server: { endpoint: endpointOf(host.meant), line: host }, notes };
  }
  const parsed = negotiationSchema.safeParse({ kind: 'connect', host: host.meant, username, headers });
  if (!parsed.success || hasPlaceholder(host.meant)) {
    notes.push(noteOn(host, 'This is no address behind the proxy that Adit can use. Set the proxy in the profile.'));
    return { ...nothing, notes };
  }
  return { fields: { negotiation: parsed.data }, server: null, serverName: hostOf(host.meant), notes };
}

function endpointOf(authority: string): OpenEndpoint {
  const address = readAddress(authority);
  if (address.kind === 'unix') return { host: null, port: null };
  const name =
    address.host.kind === 'name' && hostSchema.safeParse(address.host.name).success ? address.host.name : null;
  return { host: name, port: address.port.kind === 'number' ? address.port.number : null };
}

/** As many as a profile keeps. */
const MOST_HEADERS = 64;
const LONGEST_HEADER = 4096;

function readHeaders(service: ConfService, notes: Note[]): { headers: string[]; user: string | null } {
  const headers: string[] = [];
  let user: string | null = null;
  for (const line of allOf(service, 'protocolHeader')) {
    const header = line.meant;
    if (header === '') continue;
    if (isSecretHeader(header)) {
      user ??= userOfHeader(header);
      notes.push(
        noteOn(
          line,
          user === null
            ? 'This header holds a secret, which is not taken over from a file. Set a user name in the profile when the proxy asks for one.'
            : `This header holds the password of ${cite(user)}, which is not taken over from a file. Adit asks for it.`,
        ),
      );
    } else if (headers.length >= MOST_HEADERS || header.length > LONGEST_HEADER) {
      notes.push(noteOn(line, 'This header is too long, or there are too many; it was left out.'));
    } else headers.push(header);
  }
  return { headers, user };
}

function readSmtp(service: ConfService): ReadNegotiation {
  const notes: Note[] = [];
  const named = lastOf(service, 'protocolHost');
  const host =
    named !== null && hostSchema.safeParse(named.meant).success && !hasPlaceholder(named.meant) ? named.meant : null;
  if (named !== null && named.meant !== '' && host === null) {
    notes.push(noteOn(named, 'This is no host name; EHLO says localhost.'));
  }
  const username = readUser(service, notes);
  const method = lastOf(service, 'protocolAuthentication')?.meant.toLowerCase() === 'login' ? 'login' : 'plain';
  return {
    fields: { negotiation: { kind: 'smtp', host, login: username === null ? null : { method, username } } },
    server: null,
    serverName: host,
    notes: [
      ...notes,
      ...['protocolHeader', 'protocolDomain'].flatMap((option) =>
        allOf(service, option).map((line) => noteOn(line, 'This protocol has no use for it.')),
      ),
    ],
  };
}

/** stunnel 5.74 and newer: SOCKS inside TLS, to a destination that the file names. */
function readSocks(service: ConfService, line: OptionLine): ReadNegotiation {
  const host = lastOf(service, 'protocolHost');
  const parsed = negotiationSchema.safeParse({ kind: 'socks', host: host?.meant ?? '' });
  if (host === null || !parsed.success || hasPlaceholder(host.meant)) {
    return {
      ...nothing,
      notes: [
        noteOn(
          line,
          'The server is a SOCKS proxy, and the file does not say where it shall connect to (protocolHost). Programs can use the local port as a SOCKS5 proxy themselves.',
        ),
        ...noteWithoutProtocol(service),
      ],
    };
  }
  const notes = noteWithoutProtocol(service).filter(({ line: number }) => number !== host.number);
  return { fields: { negotiation: parsed.data }, server: null, serverName: hostOf(host.meant), notes };
}
