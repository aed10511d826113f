/** Names of hosts as addresses, by the system's resolver. */
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { HeldHost } from '../../specification.ts';
import { ConnectionAbort, orAborted, type Signal } from './abort.ts';
import { codeOf, TunnelFault } from './errors.ts';
import { hasNetwork } from './has-network.ts';

/** All addresses of a name, in the system's order. Rejects with the system's code. */
export type Lookup = (host: string) => Promise<readonly { readonly address: string }[]>;

export interface ResolveOptions {
  /** For all that is tried together; 0: no limit. */
  readonly seconds: number;
  readonly signal: Signal;
  readonly lookup?: Lookup;
  /** Whether this computer is in any network. */
  readonly isConnected?: () => boolean;
  readonly pauseMs?: number;
}

/** A name server that cannot answer now (SERVFAIL, no answer) is asked again as stunnel does: resolver.c hostport2addrlist. */
const RETRIES = 3;
const PAUSE_MS = 1000;

const verbatim: Lookup = (host) => systemLookup(host, { all: true, verbatim: true });

/**
 * The addresses of a host, itself when it is one. Rejects with a TunnelFault `dns` when the time is over, else with the
 * system's error, or `ABORTED`.
 */
export async function addressesOf(
  host: string,
  { seconds, signal, lookup = verbatim, pauseMs = PAUSE_MS, isConnected = hasNetwork }: ResolveOptions,
): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const trying = new ConnectionAbort();
  const giveUp = () => trying.abort();
  let late = false;
  const expire = () => {
    late = true;
    giveUp();
  };
  const timer = seconds === 0 ? undefined : setTimeout(expire, seconds * 1000);
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  try {
    const found = await orAborted(
      persistently(host, lookup, { pauseMs, isConnected, signal: trying.signal }),
      trying.signal,
    );
    return found.map(({ address }) => address);
  } catch (error) {
    throw late ? new TunnelFault({ kind: 'dns', host, code: 'ETIMEOUT' }) : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

/** The same without asking anybody. Throws a TunnelFault `vpn-address` for a host whose addresses are not held. */
export function heldAddresses(host: string, held: readonly HeldHost[]): readonly string[] {
  const known = held.find((one) => one.host === host)?.addresses ?? [];
  // An address in a profile may have become another one since.
  const dialled = isIP(host) === 0 ? known : known.filter((address) => address === host);
  if (dialled.length === 0) throw new TunnelFault({ kind: 'vpn-address', host });
  return dialled;
}

async function persistently(
  host: string,
  lookup: Lookup,
  { pauseMs, isConnected, signal }: Required<Pick<ResolveOptions, 'pauseMs' | 'isConnected' | 'signal'>>,
): Promise<Awaited<ReturnType<Lookup>>> {
  for (let retries = 0; ; retries++) {
    try {
      return await lookup(host);
    } catch (error) {
      // Without a network the answer is known, and whoever waits for it is told now.
      if (codeOf(error) !== 'EAI_AGAIN' || retries === RETRIES || signal.aborted || !isConnected()) throw error;
      const pause = new AbortController();
      signal.addEventListener('abort', () => pause.abort());
      await delay(pauseMs, undefined, { signal: pause.signal });
    }
  }
}
