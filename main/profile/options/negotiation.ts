/** What a client says before TLS starts (stunnel man page, protocol and its options), as a profile's fields. */

import { negotiationSchema } from '../../../preload/fields/negotiation.ts';
import { hostSchema } from '../../../preload/schemas.ts';
import { quoted, type Sentence, told } from '../../../preload/sentence.ts';
import type { Note, Profile } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import { type ConfService, lastOf } from '../../conf/services.ts';
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
        ? toSay('note.protocol.placeholder')
        : isCapWin(protocol)
          ? toSay('note.protocol.capwin', { protocol: written })
          : toSay('note.protocol.unknown', { protocol: quoted(written) }),
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
    return told('problem.login.placeholder', { text: cite(method.meant), place: method.place });
  }
  return told('problem.login', { method: cite(method.meant), place: method.place });
}

/** stunnel sends the host of protocolHost as the server's name whatever the protocol is. */
const noteUnused = (unused: readonly LineSetting[]): Note[] =>
  unused.map(({ name, line }) =>
    noteOn(line, name === 'protocolHost' ? toSay('note.unused.host') : toSay('note.unused')),
  );

function readUser(
  { user, password: secret }: Extract<Lines, { kind: 'connect' | 'smtp' }>,
  notes: Note[],
): string | null {
  const [line, password] = [user?.line ?? null, secret?.line ?? null];
  if (password !== null) {
    notes.push(noteOn(password, line === null ? toSay('note.password.alone') : toSay('note.password')));
  }
  if (line === null || line.meant === '') return null;
  if (hasPlaceholder(line.meant) || line.meant.length > LONGEST_USER) {
    notes.push(noteOn(line, toSay('note.user')));
    return null;
  }
  if (password === null) notes.push(noteOn(line, toSay('note.noPassword')));
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
    const reason = toSay('note.proxy.noHost');
    const unused = noteUnused(unusedBy('none', settingsMeant(service)));
    return { ...nothing, notes: [...(line === null ? [] : [noteOn(line, reason)]), ...unused] };
  }
  const method = lastOf(service, 'protocolAuthentication');
  if (method !== null && hasPlaceholder(method.meant)) {
    notes.push(noteOn(method, toSay('note.proxy.method')));
  }
  const domain = lastOf(service, 'protocolDomain');
  if (domain !== null) notes.push(noteOn(domain, toSay('note.ntlm')));
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
    notes.push(noteOn(host, toSay('note.proxy.open', { address: quoted(cite(written)) })));
    for (const { line: header } of lines.headers) {
      if (!isSecretHeader(header.meant)) notes.push(noteOn(header, toSay('note.proxy.header')));
    }
    return { ...nothing, server: { endpoint: endpointOf(host.meant), line: host }, notes };
  }
  const parsed = negotiationSchema.safeParse({ kind: 'connect', host: host.meant, username, headers });
  if (!parsed.success || hasPlaceholder(host.meant)) {
    notes.push(noteOn(host, toSay('note.proxy.behind')));
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
        noteOn(line, user === null ? toSay('note.header.secret') : toSay('note.header.password', { user: cite(user) })),
      );
    } else if (headers.length >= MOST_HEADERS || header.length > LONGEST_HEADER) {
      notes.push(noteOn(line, toSay('note.header.long')));
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
    notes.push(noteOn(named, toSay('note.ehlo')));
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
  const reason = toSay('note.socks');
  return {
    ...nothing,
    notes: [...(line === null ? [] : [noteOn(line, reason)]), ...(host === null ? [] : noteUnused([host])), ...unused],
  };
}
