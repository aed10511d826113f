/** SOCKS proxies: version 5 (RFC 1928, with RFC 1929 for user names) and version 4 with names (4a). */

import { isIP } from 'node:net';
import type { Credentials } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { ProxyServer } from '../../specification.ts';
import { type Place, TunnelFault } from '../base/errors.ts';
import type { Conversation } from './conversation.ts';

const NO_AUTHENTICATION = 0;
const USER_AND_PASSWORD = 2;
const NONE_ACCEPTABLE = 0xff;

/** Names are sent as they are: the proxy resolves them. Rejects with a TunnelFault `proxy`. */
export async function requestSocks5(
  proxy: Omit<ProxyServer, 'kind'>,
  destination: Place,
  talk: Conversation,
): Promise<void> {
  const methods = proxy.username === null ? [NO_AUTHENTICATION] : [NO_AUTHENTICATION, USER_AND_PASSWORD];
  talk.say(Buffer.from([5, methods.length, ...methods]));
  const [version, method] = await talk.bytes(2);
  if (version !== 5) refuse(proxy, toSay('clause.socks.no5'));
  if (method === NONE_ACCEPTABLE) {
    if (proxy.username !== null) refuse(proxy, toSay('clause.socks.noLogin'));
    refuse(proxy, toSay('clause.proxy.wantsLogin'), { field: 'proxy-password', given: false, asker: 'proxy' });
  }
  if (method === USER_AND_PASSWORD) {
    talk.say(Buffer.from([1, ...counted(proxy, proxy.username ?? ''), ...counted(proxy, proxy.password ?? '')]));
    const [, status] = await talk.bytes(2);
    if (status !== 0) {
      const given = proxy.password !== null;
      const detail = given ? toSay('clause.proxy.wrongLogin') : toSay('clause.socks.wantsPassword');
      refuse(proxy, detail, { field: 'proxy-password', given, asker: 'proxy' });
    }
  }
  talk.say(Buffer.from([5, 1, 0, ...address(proxy, destination.host), ...portBytes(destination.port)]));
  const [, reply = 1, , type] = await talk.bytes(4);
  if (reply !== 0) refuse(proxy, SOCKS5_REPLIES[reply] ?? toSay('clause.socks.reply', { reply: reply ?? 0 }));
  const length = type === 1 ? 4 : type === 4 ? 16 : ((await talk.bytes(1))[0] ?? 0);
  await talk.bytes(length + 2);
}

/** Version 4a has no passwords, only the user name. */
export async function socks4a(proxy: ProxyServer, destination: Place, talk: Conversation): Promise<void> {
  const user = Buffer.from(proxy.username ?? '');
  const named = isIP(destination.host) !== 4;
  const ip = named ? [0, 0, 0, 1] : destination.host.split('.').map(Number);
  const name = named ? [...Buffer.from(destination.host), 0] : [];
  talk.say(Buffer.from([4, 1, ...portBytes(destination.port), ...ip, ...user, 0, ...name]));
  const [version, reply] = await talk.bytes(8);
  if (version !== 0) refuse(proxy, toSay('clause.socks.no4'));
  if (reply !== 90)
    refuse(proxy, reply === 91 ? toSay('clause.socks.refused') : toSay('clause.socks.reply', { reply: reply ?? 0 }));
}

const SOCKS5_REPLIES: Readonly<Record<number, Text>> = {
  1: toSay('clause.socks.failed'),
  2: toSay('clause.socks.forbidden'),
  3: toSay('clause.socks.noNetwork'),
  4: toSay('clause.socks.noHost'),
  5: toSay('clause.socks.serverRefused'),
  6: toSay('clause.socks.late'),
  7: toSay('clause.socks.command'),
  8: toSay('clause.socks.address'),
};

function address(proxy: Place, host: string): number[] {
  if (isIP(host) === 4) return [1, ...host.split('.').map(Number)];
  if (isIP(host) === 6) return [4, ...ipv6Bytes(host)];
  return [3, ...counted(proxy, host)];
}

/** The sixteen bytes of an IPv6 address; the URL parser writes it in its full-fledged short form. */
function ipv6Bytes(host: string): number[] {
  const [address = ''] = host.split('%');
  const normal = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = normal.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return groups.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

function counted(proxy: Place, text: string): number[] {
  const bytes = Buffer.from(text);
  if (bytes.length > 255) refuse(proxy, toSay('clause.socks.tooLong'));
  return [bytes.length, ...bytes];
}

const portBytes = (port: number) => [port >> 8, port & 0xff];

function refuse({ host, port }: Place, detail: Text, credentials?: Credentials): never {
  const about = credentials === undefined ? {} : { credentials };
  throw new TunnelFault({ kind: 'proxy', host, port, detail, ...about });
}
