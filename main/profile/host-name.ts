/** What a text says of being the name or address of a host. Pure. */
import { hostSchema } from '../../preload/schemas.ts';

/** Words that end a file name such as `stunnel.server.ssh.conf` but are no top-level domain. */
const noDomains: ReadonlySet<string> = new Set(
  (
    'server client stunnel sample example template dist default conf config cfg ini txt old bak backup copy orig new ' +
    'ssh sshd scp sftp http https web openvpn ovpn vpn rsync redis mongo mongodb postgres postgresql pgsql mysql mariadb ' +
    'vnc rdp ssl tls tcp prod production test staging dev linux unix windows win mac'
  ).split(' '),
);

export const isIpv4 = (text: string): boolean =>
  /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);

export function isHostName(text: string): boolean {
  if (isIpv4(text)) return true;
  const labels = text.toLowerCase().split('.');
  const last = labels.at(-1) ?? '';
  return (
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    /^(?:[a-z]{2,24}|xn--[a-z0-9-]+)$/.test(last) &&
    !noDomains.has(last) &&
    !labels.some((label) => label.includes('stunnel'))
  );
}

/** An IPv6 address of one computer: `::` stands for all networks. */
export const isIpv6 = (text: string): boolean =>
  text.includes(':') && !/^[0:]+$/.test(text) && hostSchema.safeParse(text).success;

/** As people write an endpoint: an IPv6 address in brackets (RFC 3986 3.2.2). */
export const hostAndPort = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
