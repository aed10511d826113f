/** Services that share the port of another one and are chosen by name: a server's `sni = SECTION:PATTERN`. */
import type { OptionLine } from '../../conf/document.ts';
import type { ConfService } from '../../conf/services.ts';
import { lastOf } from '../../conf/services.ts';
import { readVirtualHost } from '../../conf/values/virtual-host.ts';

export interface VirtualHost {
  readonly line: OptionLine;
  /** The section that accepts the connections. */
  readonly primary: string;
  readonly pattern: string;
}

/** The last line counts. Blanks around the colon are forgiven, and a pattern has to be there. */
export function virtualHostOf(service: ConfService): VirtualHost | null {
  const line = lastOf(service, 'sni');
  const read = line === null ? null : readVirtualHost(line.meant);
  if (line === null || read === null || read.pattern === '') return null;
  return { line, primary: read.primary.trim(), pattern: read.pattern.trim() };
}

/** The names under which sections are served by another one, by that one's name in lower case. */
export type VirtualHosts = ReadonlyMap<string, readonly string[]>;

/** Of the server sections of a file. */
export function virtualHostsOf(servers: readonly ConfService[]): VirtualHosts {
  const hosts = new Map<string, string[]>();
  for (const server of servers) {
    const host = virtualHostOf(server);
    if (host === null) continue;
    const primary = host.primary.toLowerCase();
    hosts.set(primary, [...(hosts.get(primary) ?? []), host.pattern]);
  }
  return hosts;
}

export function patternsOf(service: ConfService, hosts: VirtualHosts): readonly string[] {
  return hosts.get(service.section?.toLowerCase() ?? '') ?? [];
}
