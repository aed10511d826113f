/** Where a server may be reached, from what its configuration and file name give away. */
import { type Sentence, sentence, told } from '../../../preload/sentence.ts';
import { baseName } from '../../conf/paths.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { lastOf } from '../../conf/services.ts';
import { isHostName } from '../host-name.ts';
import { cite } from '../notes/note.ts';
import { chooseAccept, reachOf } from './accept-line.ts';

export interface HostHint {
  readonly host: string;
  /** A sentence for the preview. */
  readonly reason: Sentence;
}

/** `vpn.example.com.conf` → `vpn.example.com`; null for names that are no host's. */
export function hostFromFileName(fileName: string | null): string | null {
  if (fileName === null) return null;
  const base = baseName(fileName);
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
  if (named !== undefined && isVirtual) return { host: named, reason: told('reason.host.sni', { named }) };
  const accept = chooseAccept(service);
  if (accept?.host != null && reachOf(accept.host) === 'everybody') {
    return { host: accept.host, reason: told('reason.host.accept', { place: accept.line.place }) };
  }
  const certificate = lastOf(service, 'cert');
  const fromPath = certificate === null ? null : hostFromCertificatePath(certificate.meant);
  if (certificate !== null && fromPath !== null) {
    return { host: fromPath, reason: told('reason.host.certificate', { place: certificate.place }) };
  }
  if (named !== undefined) return { host: named, reason: told('reason.host.otherService') };
  const fromFile = hostFromFileName(fileName);
  if (fromFile !== null) return { host: fromFile, reason: told('reason.host.fileName') };
  return null;
}

/**
 * The question for the host, with what the configuration knows: an address that only some computers reach is no answer,
 * but helps to find it. `pattern`: the name of a virtual host, as the file writes it.
 */
export function askHost(service: ConfService, pattern: string | null): Sentence {
  if (pattern?.includes('*')) {
    return told('question.host.pattern', { pattern: cite(pattern) });
  }
  const accept = chooseAccept(service);
  const reach = accept?.host == null ? 'everybody' : reachOf(accept.host);
  if (accept?.host == null || reach === 'everybody') {
    const held = accept?.address.host;
    return accept !== null && held?.kind === 'placeholder'
      ? told('question.host.placeholder', { text: cite(held.text), place: accept.line.place })
      : told('question.host.unsaid');
  }
  const isPrivateName = /[a-z]$/i.test(accept.host) && !accept.host.includes(':');
  const where = sentence`${accept.host} (${accept.line.place})`;
  return reach === 'network'
    ? told('question.host.private', { where, kind: isPrivateName ? 'name' : 'address' })
    : told('question.host.loopback', { where });
}
