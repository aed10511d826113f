/** An OpenVPN client for tests: it takes everything, and tells what it was asked to do. */
import type { HeldHost } from '../specification.ts';
import { done } from './result.ts';
import type { VpnClient } from './vpn-client.ts';

export function makeVpnClient(): VpnClient & { readonly events: string[] } {
  const events: string[] = [];
  const made = new Map<string, readonly HeldHost[]>();
  return {
    events,
    held: ({ id }) => made.get(id) ?? null,
    plan: () => null,
    look: async () => ({ client: 'OpenVPN', notes: [], problem: null }),
    async make({ id }, hosts) {
      made.set(id, hosts);
      events.push(`make ${hosts.flatMap(({ addresses }) => addresses).join(' ')}`);
      return done;
    },
    async start() {
      events.push('start');
      return done;
    },
    async end() {
      events.push('end');
      return true;
    },
    async keep(profileId, { name }) {
      events.push(`keep ${name}`);
      const settle = async (isUsed: boolean) => void events.push(isUsed ? 'use' : 'dismiss');
      return { path: `/kept/${profileId}/${name}`, settle };
    },
    async forget() {
      events.push('forget');
    },
  };
}
