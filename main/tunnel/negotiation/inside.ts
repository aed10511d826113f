/** What is said right after TLS has started, before the local program's bytes (stunnel's protocol.c, PROTOCOL_LATE). */

import type { TLSSocket } from 'node:tls';
import { toSay } from '../../../preload/words/text.ts';
import type { TunnelSpecification } from '../../specification.ts';
import type { Signal } from '../base/abort.ts';
import { type Place, TunnelFault } from '../base/errors.ts';
import type { ReceiveBuffer } from '../tls/receive-buffer.ts';
import { type Channel, type Conversation, converse } from './conversation.ts';
import { requestSocks5 } from './socks.ts';

/** A finished handshake, as far as this file is concerned. */
interface Inside {
  readonly socket: TLSSocket;
  readonly incoming: ReceiveBuffer;
  readonly target: Place;
}

/**
 * Asks a SOCKS server inside TLS for the destination, or logs in to a mail server. What the server says after its last
 * answer stays in the buffer. Rejects with a TunnelFault; the socket is then destroyed.
 */
export async function negotiateInside(
  { socket, incoming, target }: Inside,
  { negotiation, timeouts }: TunnelSpecification,
  signal: Signal,
): Promise<void> {
  const talk = conversationOf(negotiation, target);
  if (talk === null) return;
  const channel: Channel = {
    socket,
    listen: (take) => incoming.divert(take),
    unread: (bytes) => void incoming.accept(bytes),
  };
  socket.resume();
  await converse(channel, target, timeouts.busy, signal, talk);
}

function conversationOf(
  negotiation: TunnelSpecification['negotiation'],
  target: Place,
): ((talk: Conversation) => Promise<void>) | null {
  if (negotiation?.kind === 'socks') {
    const server = { ...target, username: null, password: null };
    return (talk) => requestSocks5(server, destinationOf(negotiation.host, target), talk);
  }
  if (negotiation?.kind !== 'smtp' || negotiation.login === null) return null;
  const { login, host, password } = negotiation;
  return (talk) => logIn(talk, target, { ...login, password, host: host ?? 'localhost' });
}

/** stunnel's protocolHost: split at the last colon; brackets around an IPv6 address are taken as well. */
function destinationOf(text: string, server: Place): Place {
  const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(text) ?? [];
  const number = Number(port);
  if (host !== '' && number >= 1 && number <= 65535) return { host, port: number };
  throw new TunnelFault({
    kind: 'unsupported-option',
    option: 'protocolHost',
    value: text,
    reason: toSay('clause.inside.noPlace', { server: server.host }),
  });
}

interface Login {
  readonly method: 'plain' | 'login';
  readonly username: string;
  readonly password: string | null;
  readonly host: string;
}

/** RFC 4954; a server forgets after STARTTLS who greeted it (RFC 3207 4.2). */
async function logIn(talk: Conversation, server: Place, { method, username, password, host }: Login): Promise<void> {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const secret = password ?? '';
  const ask = async (request: string, wanted: number): Promise<void> => {
    const refusal = await replyTo(talk, request, wanted);
    if (refusal !== null) refused(server, refusal, password !== null);
  };
  await ask(`EHLO ${host}`, 250);
  if (method === 'plain') {
    await ask(`AUTH PLAIN ${base64(`\0${username}\0${secret}`)}`, 235);
    return;
  }
  await ask('AUTH LOGIN', 334);
  await ask(base64(username), 334);
  await ask(base64(secret), 235);
}

/** The line that is not the one wanted; null when all went well. */
async function replyTo(talk: Conversation, request: string, wanted: number): Promise<string | null> {
  talk.say(`${request}\r\n`);
  for (;;) {
    const line = await talk.line();
    if (!line.startsWith(String(wanted))) return line.slice(0, 200);
    if (line[3] !== '-') return null;
  }
}

function refused({ host, port }: Place, line: string, given: boolean): never {
  // 535: the user name or the password is wrong (RFC 4954 6); everything else is not for a person to type.
  if (line.startsWith('535')) {
    const credentials = { field: 'protocol-password', given, asker: 'server' } as const;
    const detail = toSay('clause.proxy.wrongLogin535');
    throw new TunnelFault({ kind: 'proxy', host, port, detail, credentials });
  }
  throw new TunnelFault({
    kind: 'unsupported-option',
    option: 'protocol',
    value: 'smtp',
    reason: toSay('clause.inside.noLogin', { answer: line }),
  });
}
