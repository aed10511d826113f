/** stunnel's `protocol` values for clients that ask a server to start TLS (protocol.c; man page, "protocol"). */

import { lengthOctets, unsigned } from '../../../preload/der.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { Negotiation } from '../../specification.ts';
import { TunnelFault } from '../base/errors.ts';
import type { Conversation } from './conversation.ts';

export type StartTls = Exclude<Negotiation, { readonly kind: 'connect' | 'socks' }>;

/** What the server said for the local program's ears: its greeting, which it does not repeat after TLS has started. */
export async function startTls(negotiation: StartTls, talk: Conversation): Promise<Buffer> {
  return Buffer.from(await dialects[negotiation.kind](talk, negotiation), 'latin1');
}

/** PostgreSQL's SSLRequest (Frontend/Backend Protocol, Message Formats); the answer is `S` or `N`. */
export const PGSQL_SSL_REQUEST: Uint8Array = Buffer.from('0000000804d2162f', 'hex');

/** RFC 4511 4.14: message 1, an extended request with the name 1.3.6.1.4.1.1466.20037 */
export const LDAP_START_TLS: Uint8Array = ldapRequest('1.3.6.1.4.1.1466.20037');

function ldapRequest(name: string): Uint8Array {
  const request = Buffer.from([0x77, name.length + 2, 0x80, name.length, ...Buffer.from(name)]);
  return Buffer.from([0x30, request.length + 3, 0x02, 0x01, 0x01, ...request]);
}

type Dialect = (talk: Conversation, negotiation: StartTls) => Promise<string>;

const dialects: { readonly [Kind in StartTls['kind']]: Dialect } = {
  /** RFC 3207 */
  smtp: async (talk, negotiation) => {
    const greeting = await reply(talk, 'smtp', /^220[ -]/);
    talk.say(`EHLO ${('host' in negotiation ? negotiation.host : null) ?? 'localhost'}\r\n`);
    await reply(talk, 'smtp', /^250[ -]/);
    talk.say('STARTTLS\r\n');
    await reply(talk, 'smtp', /^220[ -]/);
    return greeting;
  },
  /** RFC 2595 */
  pop3: async (talk) => {
    const greeting = await expected(talk, 'pop3', /^\+OK/);
    talk.say('STLS\r\n');
    await expected(talk, 'pop3', /^\+OK/);
    return greeting;
  },
  /** RFC 3501 6.2.1 */
  imap: async (talk) => {
    const greeting = await expected(talk, 'imap', /^\* OK/);
    talk.say('stunnel CAPABILITY\r\n');
    let offered = false;
    for (;;) {
      const line = await talk.line();
      if (/^\* CAPABILITY\b.*\bSTARTTLS\b/i.test(line)) offered = true;
      if (!line.startsWith('*')) {
        if (!line.startsWith('stunnel OK') || !offered) refused('imap', offered ? line : toSay('clause.starttls.imap'));
        break;
      }
    }
    talk.say('stunnel STARTTLS\r\n');
    await expected(talk, 'imap', /^stunnel OK/);
    return greeting;
  },
  /** RFC 4642 */
  nntp: async (talk) => {
    const greeting = await expected(talk, 'nntp', /^20[01]/);
    talk.say('STARTTLS\r\n');
    await expected(talk, 'nntp', /^382/);
    return greeting;
  },
  ldap: async (talk) => {
    talk.say(LDAP_START_TLS);
    const response = await ldapMessage(talk);
    // messageID 1, then an ExtendedResponse whose first element is the resultCode, which has to be success
    const start = response.indexOf(Buffer.from([0x02, 0x01, 0x01, 0x78]));
    const body = start === -1 ? -1 : response.indexOf(Buffer.from([0x0a, 0x01]), start + 5);
    if (body === -1 || response[body + 2] !== 0)
      refused(
        'ldap',
        toSay('clause.starttls.result', { result: body === -1 ? 'missing' : (response[body + 2] ?? '') }),
      );
    return '';
  },
  pgsql: async (talk) => {
    talk.say(PGSQL_SSL_REQUEST);
    const answer = (await talk.bytes(1)).toString('latin1');
    if (answer !== 'S')
      refused(
        'pgsql',
        answer === 'N'
          ? toSay('clause.starttls.pgsql')
          : toSay('clause.starttls.said', { answer: JSON.stringify(answer) }),
      );
    return '';
  },
  /** NetBIOS session request; the answer is the error "use another port", as stunnel's server gives it. */
  cifs: async (talk) => {
    talk.say(Buffer.from('81000000', 'hex'));
    const answer = await talk.bytes(5);
    if (!answer.equals(Buffer.from('830000018e', 'hex')))
      refused('cifs', toSay('clause.starttls.said', { answer: answer.toString('hex') }));
    return '';
  },
};

async function ldapMessage(talk: Conversation): Promise<Buffer> {
  const [tag = 0, first = 0] = await talk.bytes(2);
  if (tag !== 0x30) refused('ldap', toSay('clause.starttls.noLdap'));
  const octets = lengthOctets(first);
  if (octets === 0) return talk.bytes(first & 0x7f);
  return talk.bytes(Math.min(unsigned(await talk.bytes(octets)), 4096));
}

/** One line that has to begin as told, with its end. */
async function expected(talk: Conversation, protocol: StartTls['kind'], start: RegExp): Promise<string> {
  const line = await talk.line();
  if (!start.test(line)) refused(protocol, line);
  return `${line}\r\n`;
}

/** A reply of several lines, `250-…` up to `250 …`. */
async function reply(talk: Conversation, protocol: StartTls['kind'], start: RegExp): Promise<string> {
  let lines = '';
  for (;;) {
    const line = await expected(talk, protocol, start);
    lines += line;
    if (line[3] !== '-') return lines;
  }
}

function refused(protocol: StartTls['kind'], said: string | Text): never {
  throw new TunnelFault({
    kind: 'unsupported-option',
    option: 'protocol',
    value: protocol,
    reason: toSay('clause.starttls.no', { said: typeof said === 'string' ? said.slice(0, 200) : said }),
  });
}
