/** Where a server may be reached, from what its configuration and file name give away. */
import { isLoopback } from '../../../preload/schemas.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { lastOf } from '../../conf/services.ts';
import { isHostName } from '../host-name.ts';
import { chooseAccept } from './accept-line.ts';

export interface HostHint {
  readonly host: string;
  /** A sentence for the preview. */
  readonly reason: string;
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
  const accept = chooseAccept(service);
  const loopback = accept?.host != null && isLoopback(accept.host);
  if (accept?.host != null && !loopback) {
    return { host: accept.host, reason: `The server’s accept line (line ${accept.line.number}) names this address.` };
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
