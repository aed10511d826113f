/** What a name leads to: for programs, and as each of the system's name servers says it. */
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Signal } from '../../tunnel/base/abort.ts';
import { codeOf, TunnelFault } from '../../tunnel/base/errors.ts';
import { addressesOf } from '../../tunnel/base/resolve.ts';
import type { NameAnswer, Names } from '../evidence.ts';

/** More would be asked in vain: systems use three (resolv.conf(5), MAXNS). */
const MOST_SERVERS = 3;
const THE_SYSTEM = 'the system';
/** What says that there is a name, without an address of the kind that was asked for. */
const EMPTY: ReadonlySet<string> = new Set(['ENODATA']);

export interface NamesOptions {
  readonly servers: readonly string[];
  readonly seconds: number;
  readonly signal: Signal;
}

/** null: the host is an address. Never rejects. */
export async function lookUp(host: string, { servers, seconds, signal }: NamesOptions): Promise<Names | null> {
  if (isIP(host) !== 0) return null;
  const [system, ...answers] = await Promise.all([
    fromSystem(host, seconds, signal),
    ...servers.slice(0, MOST_SERVERS).map((server) => fromServer(host, server, seconds)),
  ]);
  return { host, system, servers: answers };
}

async function fromSystem(host: string, seconds: number, signal: Signal): Promise<NameAnswer> {
  try {
    return { server: THE_SYSTEM, addresses: await addressesOf(host, { seconds, signal }), code: null };
  } catch (error) {
    const code = error instanceof TunnelFault && error.reason.kind === 'dns' ? error.reason.code : codeOf(error);
    return { server: THE_SYSTEM, addresses: [], code };
  }
}

async function fromServer(host: string, server: string, seconds: number): Promise<NameAnswer> {
  const resolver = new Resolver({ timeout: (seconds * 1000) / 2, tries: 1 });
  try {
    resolver.setServers([server]);
  } catch {
    return { server, addresses: [], code: 'EBADSERVER' };
  }
  const asked = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const codes = asked.flatMap((one) => (one.status === 'rejected' ? [codeOf(one.reason)] : []));
  const fault = codes.find((code) => !EMPTY.has(code)) ?? null;
  return { server, addresses, code: addresses.length > 0 ? null : fault };
}
