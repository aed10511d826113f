/** Services that share the port of another one and are chosen by name: a server's `sni = SECTION:PATTERN`. */
import type { OptionLine } from '../../conf/document.ts';
import type { ConfService } from '../../conf/services.ts';
import { lastOf } from '../../conf/services.ts';

export interface VirtualHost {
  readonly line: OptionLine;
  /** The section that accepts the connections. */
  readonly primary: string;
  readonly pattern: string;
}

/** Server-side `sni = SECTION:PATTERN`; the last line counts. */
export function virtualHostOf(service: ConfService): VirtualHost | null {
  const line = lastOf(service, 'sni');
  const parts = line === null ? null : /^([^:]*):(.+)$/.exec(line.meant);
  if (line === null || parts === null) return null;
  return { line, primary: (parts[1] ?? '').trim(), pattern: (parts[2] ?? '').trim() };
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
