/** Where a server may be reached, from what its configuration and file name give away. */
import { isLoopback } from '../../preload/schemas.ts';
import { readAddress } from '../conf/address.ts';
import { hasPlaceholder } from '../conf/placeholder.ts';
import type { ConfService } from '../conf/services.ts';
import { allOf, lastOf } from '../conf/services.ts';

export interface HostHint {
  readonly host: string;
  /** A sentence for the preview. */
  readonly reason: string;
}

/** Words that end a file name such as `stunnel.server.ssh.conf` but are no top-level domain. */
const noDomains: ReadonlySet<string> = new Set(
  (
    'server client stunnel sample example template dist default conf config cfg ini txt old bak backup copy orig new ' +
    'ssh sshd scp sftp http https web openvpn ovpn vpn rsync redis mongo mongodb postgres postgresql pgsql mysql mariadb ' +
    'vnc rdp ssl tls tcp prod production test staging dev linux unix windows win mac'
  ).split(' '),
);

const isIpv4 = (text: string) =>
  /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);

function isHostName(text: string): boolean {
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

/** `vpn.example.com.conf` → `vpn.example.com`; null for names that are no host's. */
export function hostFromFileName(fileName: string | null): string | null {
  if (fileName === null) return null;
  const base = fileName.split(/[/\\]/).at(-1) ?? '';
  const stem = base
    .replace(/\s*\(\d+\)(?=\.[^.]*$|$)/, '')
    .replace(/\.(?:md|markdown|html?|sh|j2|erb|tmpl|tpl|log|rtf|docx?|ya?ml)$/i, '')
    .replace(/\.(?:conf|cfg|config|ini|txt)$/i, '')
    .replace(/^stunnel[-_.](?!\d)/i, '')
    .replace(/[-_.]stunnel$/i, '');
  return isHostName(stem) ? stem.toLowerCase() : null;
}

const isIpv6 = (text: string) => /^[0-9a-f:.]+$/i.test(text) && /:.*:/.test(text) && /[0-9a-f]/i.test(text);

const isAnyAddress = (host: string) => ['0.0.0.0', '::', ':', '*', ''].includes(host);

/** certbot keeps the certificates of a name in a folder of that name, and adds a number when there are several. */
function hostFromCertificatePath(path: string): string | null {
  const name = /(?:^|[/\\])(?:live|archive)[/\\]([^/\\]+)[/\\][^/\\]+$/.exec(path)?.[1]?.replace(/-\d{4}$/, '') ?? '';
  return isHostName(name) ? name.toLowerCase() : null;
}

/**
 * A hint for a server's section. `patterns` are names of the server-side `sni`: its own when it is a virtual host, else
 * those of the virtual hosts that share its port.
 */
export function hintHost(
  service: ConfService,
  patterns: readonly string[],
  isVirtual: boolean,
  fileName: string | null,
): HostHint | null {
  const named = patterns.find((pattern) => !pattern.includes('*') && !hasPlaceholder(pattern) && isHostName(pattern));
  if (named !== undefined && isVirtual) return { host: named, reason: `The server’s sni line names ${named}.` };
  let loopback = false;
  for (const line of allOf(service, 'accept')) {
    const address = readAddress(line.meant);
    if (address.kind !== 'tcp' || address.host.kind !== 'name' || isAnyAddress(address.host.name)) continue;
    const { name } = address.host;
    if (isLoopback(name)) loopback = true;
    else if (isHostName(name) || isIpv6(name)) {
      return { host: name, reason: `The server’s accept line (line ${line.number}) names this address.` };
    }
  }
  const certificate = lastOf(service, 'cert');
  const fromPath = certificate === null ? null : hostFromCertificatePath(certificate.meant);
  if (certificate !== null && fromPath !== null) {
    return { host: fromPath, reason: `The path of its certificate (line ${certificate.number}) names it.` };
  }
  if (named !== undefined) return { host: named, reason: `Another service of the same port has this name (sni).` };
  const fromFile = hostFromFileName(fileName);
  if (fromFile !== null) return { host: fromFile, reason: 'Taken from the name of the file.' };
  if (loopback) {
    return {
      host: '127.0.0.1',
      reason:
        'The server listens on its own computer only (127.0.0.1). If something in front of it passes connections on, enter that host instead.',
    };
  }
  return null;
}
