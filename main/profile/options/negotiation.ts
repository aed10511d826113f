/** What a client says before TLS starts (stunnel man page, protocol and its options), as a profile's fields. */

import { negotiationSchema } from '../../../preload/fields/negotiation.ts';
import { hostSchema } from '../../../preload/schemas.ts';
import { quoted, type Sentence, sentence } from '../../../preload/sentence.ts';
import type { Note, Profile } from '../../../preload/types.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { lastOf } from '../../conf/services.ts';
import { readAddress } from '../../conf/values/address.ts';
import { isCapWin, type NegotiationLines, readNegotiation, unusedBy } from '../../conf/values/negotiation.ts';
import { cite, noteOn } from '../notes/note.ts';
import type { OpenEndpoint } from '../proposal.ts';
import { isSecretHeader, userOfHeader } from './secret-header.ts';
import { type LineSetting, settingsMeant } from './settings.ts';

export interface ReadNegotiation {
  readonly fields: Pick<Profile, 'proxy' | 'negotiation'>;
  /** Where the server is when `connect` names a proxy; null: `connect` names the server. */
  readonly server: { readonly endpoint: OpenEndpoint; readonly line: OptionLine } | null;
  readonly notes: readonly Note[];
}

type Lines = NegotiationLines<LineSetting>;

const nothing: ReadNegotiation = { fields: {}, server: null, notes: [] };

/** Longest user name that is kept. */
const LONGEST_USER = 255;

/** `connect`: the section's addresses as they were read. */
export function readProtocol(service: ConfService, connect: readonly OpenEndpoint[]): ReadNegotiation {
  const settings = settingsMeant(service);
  const lines = readNegotiation(settings);
  const unused = noteUnused(unusedBy(lines.kind, settings));
  switch (lines.kind) {
    case 'none':
      return { ...nothing, notes: unused };
    case 'connect':
      return readConnect(service, lines, connect);
    case 'smtp':
      return readSmtp(lines, unused);
    case 'socks':
      return readSocks(service, lines, unused);
    case 'other':
      return { ...nothing, notes: [...noteOther(service, lines), ...unused] };
    default:
      return { ...nothing, fields: { negotiation: { kind: lines.kind } }, notes: unused };
  }
}

function noteOther(service: ConfService, { protocol }: Extract<Lines, { kind: 'other' }>): Note[] {
  const line = lastOf(service, 'protocol');
  if (line === null || protocol === '') return [];
  const written = cite(line.meant);
  return [
    noteOn(
      line,
      hasPlaceholder(line.meant)
        ? 'What the server speaks before TLS starts is a placeholder. Choose it in the profile when it speaks something.'
        : isCapWin(protocol)
          ? `${written} is part of the CapWIN product, and Adit does not speak it. Keep stunnel for this service; this tunnel will not work.`
          : sentence`Adit does not know what ${quoted(written)} is, and neither does stunnel. Correct the line, or choose in the profile what is spoken before TLS.`,
    ),
  ];
}

/**
 * Why a section cannot become a profile: a password that was to prove itself to the proxy without being shown must not become
 * one that everybody on the way can read. null: it can.
 */
export function explainLogin(service: ConfService): Sentence | null {
  const lines = readNegotiation(settingsMeant(service));
  const method = lastOf(service, 'protocolAuthentication');
  if (lines.kind !== 'connect' || lines.method === 'basic' || method === null) return null;
  if (hasPlaceholder(method.meant)) {
    // Without a login nothing is shown to anybody.
    if (lastOf(service, 'protocolUsername') === null && lastOf(service, 'protocolPassword') === null) return null;
    return sentence`The file has “${cite(method.meant)}” in place of how it logs in to the proxy (${method.place}). Were that NTLM, Basic would make the password readable on the way to the proxy: if the proxy takes Basic and you want it, write “protocolAuthentication = basic” and import the file again.`;
  }
  return sentence`The proxy of this section wants the login as ${cite(method.meant)} (${method.place}), which Adit cannot do. With Basic the password would be readable on the way to the proxy: if the proxy takes that and you want it, write “protocolAuthentication = basic” and import the file again.`;
}

/** stunnel sends the host of protocolHost as the server's name whatever the protocol is. */
const noteUnused = (unused: readonly LineSetting[]): Note[] =>
  unused.map(({ name, line }) =>
    noteOn(
      line,
      name === 'protocolHost'
        ? 'This protocol has no use for it; without “sni” its host is the name that the server is asked for.'
        : 'This protocol has no use for it.',
    ),
  );

function readUser(
  { user, password: secret }: Extract<Lines, { kind: 'connect' | 'smtp' }>,
  notes: Note[],
): string | null {
  const [line, password] = [user?.line ?? null, secret?.line ?? null];
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

function readConnect(
  service: ConfService,
  lines: Extract<Lines, { kind: 'connect' }>,
  connect: readonly OpenEndpoint[],
): ReadNegotiation {
  const notes: Note[] = [];
  const host = lines.host?.line ?? null;
  if (host === null) {
    const line = lastOf(service, 'protocol');
    const reason =
      'The file goes through a proxy, but has no protocolHost: stunnel refuses it. Set the proxy in the profile.';
    const unused = noteUnused(unusedBy('none', settingsMeant(service)));
    return { ...nothing, notes: [...(line === null ? [] : [noteOn(line, reason)]), ...unused] };
  }
  const method = lastOf(service, 'protocolAuthentication');
  if (method !== null && hasPlaceholder(method.meant)) {
    notes.push(noteOn(method, 'This is a placeholder. A password would be sent as Basic, which the proxy can read.'));
  }
  const domain = lastOf(service, 'protocolDomain');
  if (domain !== null) notes.push(noteOn(domain, 'This belongs to NTLM, which Adit cannot do.'));
  const { headers, user: userInHeader } = readHeaders(lines.headers, notes);
  const username = readUser(lines, notes) ?? userInHeader;
  const [proxy] = connect;
  if (connect.length === 1 && headers.length === 0 && proxy?.host != null && proxy.port !== null) {
    return {
      fields: { proxy: { kind: 'http', host: proxy.host, port: proxy.port, username } },
      server: { endpoint: endpointOf(host.meant), line: host },
      notes,
    };
  }
  if (connect.length <= 1 && (proxy?.host == null || proxy.port === null)) {
    const written = lastOf(service, 'connect')?.meant ?? '';
    notes.push(
      noteOn(
        host,
        sentence`The server is behind a proxy, whose address the file leaves open (${quoted(cite(written))}). Set the proxy in the profile.`,
      ),
    );
    for (const { line: header } of lines.headers) {
      if (!isSecretHeader(header.meant)) notes.push(noteOn(header, 'This header is for the proxy; it was left out.'));
    }
    return { ...nothing, server: { endpoint: endpointOf(host.meant), line: host }, notes };
  }
  const parsed = negotiationSchema.safeParse({ kind: 'connect', host: host.meant, username, headers });
  if (!parsed.success || hasPlaceholder(host.meant)) {
    notes.push(noteOn(host, 'This is no address behind the proxy that Adit can use. Set the proxy in the profile.'));
    return { ...nothing, notes };
  }
  return { fields: { negotiation: parsed.data }, server: null, notes };
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

function readHeaders(lines: readonly LineSetting[], notes: Note[]): { headers: string[]; user: string | null } {
  const headers: string[] = [];
  let user: string | null = null;
  for (const { line } of lines) {
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

function readSmtp(lines: Extract<Lines, { kind: 'smtp' }>, unused: readonly Note[]): ReadNegotiation {
  const notes: Note[] = [];
  const { method } = lines;
  const named = lines.host?.line ?? null;
  const host =
    named !== null && hostSchema.safeParse(named.meant).success && !hasPlaceholder(named.meant) ? named.meant : null;
  if (named !== null && named.meant !== '' && host === null) {
    notes.push(noteOn(named, 'This is no host name; EHLO says localhost.'));
  }
  const username = readUser(lines, notes);
  const login = username === null ? null : { method, username };
  return { ...nothing, fields: { negotiation: { kind: 'smtp', host, login } }, notes: [...notes, ...unused] };
}

/** stunnel 5.74 and newer: SOCKS inside TLS, to a destination that the file names. */
function readSocks(
  service: ConfService,
  { host }: Extract<Lines, { kind: 'socks' }>,
  unused: readonly Note[],
): ReadNegotiation {
  const parsed = negotiationSchema.safeParse({ kind: 'socks', host: host?.value ?? '' });
  if (host !== null && parsed.success && !hasPlaceholder(host.value)) {
    return { ...nothing, fields: { negotiation: parsed.data }, notes: unused };
  }
  const line = lastOf(service, 'protocol');
  const reason =
    'The server is a SOCKS proxy, and the file does not say where it shall connect to (protocolHost). Programs can use the local port as a SOCKS5 proxy themselves.';
  return {
    ...nothing,
    notes: [...(line === null ? [] : [noteOn(line, reason)]), ...(host === null ? [] : noteUnused([host])), ...unused],
  };
}
