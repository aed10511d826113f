/** A profile's way to its server, and what it says before TLS starts, as stunnel's `protocol` (man page). */
import type { Endpoint, Profile } from '../../../preload/types.ts';
import { isWritable, writeComment, writeOption } from '../../conf/write.ts';
import type { Lines } from './lines.ts';
import { addressOf, notWritten } from './lines.ts';

/** Whether stunnel takes the profile's proxy: one HTTP proxy, when nothing else is to be said before TLS. */
export const goesThroughProxy = ({ proxy, negotiation }: Profile): boolean =>
  proxy?.kind === 'http' && negotiation === undefined;

/** Where stunnel connects to, and what it says there. */
export function writeWay(profile: Profile): Lines {
  const { proxy, negotiation, connect } = profile;
  const [first, ...others] = connect;
  if (proxy?.kind === 'http' && negotiation === undefined && first !== undefined) {
    return [
      writeOption('connect', addressOf(proxy)),
      writeOption('protocol', 'connect'),
      writeOption('protocolHost', addressOf(first)),
      ...writeUser(proxy.username),
      ...(others.length === 0
        ? []
        : writeComment(
            `stunnel asks a proxy for one server only. Left out: ${others.map((each) => addressOf(each)).join(', ')}.`,
          )),
    ];
  }
  return [
    ...(proxy === undefined ? [] : writeComment(withoutProxy(proxy))),
    ...connect.map((endpoint: Endpoint) => writeOption('connect', addressOf(endpoint))),
    ...(negotiation === undefined ? [] : writeNegotiation(negotiation)),
  ];
}

function withoutProxy(proxy: NonNullable<Profile['proxy']>): string {
  if (proxy.kind === 'system') return 'Adit goes the way that the system’s settings say; stunnel connects directly.';
  const place = `${proxy.host}:${proxy.port}`;
  return proxy.kind === 'http'
    ? `Adit goes through the HTTP proxy ${place}. stunnel can either do that or speak the protocol below, and connects directly.`
    : `Adit goes through the SOCKS proxy ${place}. stunnel knows no SOCKS proxies, and connects directly.`;
}

function writeNegotiation(negotiation: NonNullable<Profile['negotiation']>): Lines {
  const protocol = writeOption('protocol', negotiation.kind);
  switch (negotiation.kind) {
    case 'smtp': {
      const { host, login } = negotiation;
      return [
        protocol,
        ...(host === null ? [] : [writeOption('protocolHost', host)]),
        ...(login === null ? [] : [writeOption('protocolAuthentication', login.method), ...writeUser(login.username)]),
      ];
    }
    case 'connect':
      return [
        protocol,
        ...writeText('protocolHost', negotiation.host),
        ...negotiation.headers.flatMap((header) => writeText('protocolHeader', header)),
        ...writeUser(negotiation.username),
      ];
    case 'socks':
      return [
        ...writeComment('stunnel takes the destination of SOCKS from protocolHost since version 5.74.'),
        protocol,
        ...writeText('protocolHost', negotiation.host),
      ];
    default:
      return [protocol];
  }
}

/** stunnel logs in only when it has both. */
function writeUser(username: string | null): Lines {
  if (username === null) return [];
  return [
    ...writeText('protocolUsername', username),
    ...writeComment('The password is a secret and is not exported. stunnel logs in when it stands here:'),
    '; protocolPassword =',
  ];
}

const writeText = (option: string, text: string): Lines =>
  isWritable(text) && text !== '' ? [writeOption(option, text)] : notWritten(option, text);
