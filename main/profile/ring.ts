/**
 * Tunnels of this computer that connect to each other in a ring, or one that connects to itself: each connection would make
 * another one, and none would ever come out. Pure.
 */
import { ipv6Twins, isLoopback } from '../../preload/loopback.ts';
import type { Endpoint, Profile } from '../../preload/types.ts';

/** What of a profile, or of a service that is to become one, decides where its connections go. */
export type Linked = Pick<Profile, 'id' | 'name' | 'accept' | 'acceptIpv6' | 'connect' | 'proxy'>;

/** Addresses that this computer has besides its loopback, as `os.networkInterfaces` gives them. */
export type OwnAddresses = ReadonlySet<string>;

/** Asked where a name or a foreign address meets a listener's port, which is seldom: the system takes half a millisecond. */
export type AskOwnAddresses = () => OwnAddresses;

/**
 * The shortest ring that `first` is part of, beginning with it, each tunnel connecting to the next and the last one to
 * `first`; null when there is none. Names are compared as they are written, not looked up.
 */
export function ringOf<One extends Linked>(
  first: One,
  others: readonly One[],
  askOwn: AskOwnAddresses = () => new Set(),
): readonly One[] | null {
  const byPort = listenersByPort([first, ...others.filter(({ id }) => id !== first.id)]);
  let asked: OwnAddresses | null = null;
  const own = (): OwnAddresses => {
    asked ??= askOwn();
    return asked;
  };
  const reached = new Set<string>();
  let ways: readonly (readonly One[])[] = [[first]];
  while (ways.length > 0) {
    const next: (readonly One[])[] = [];
    for (const way of ways) {
      for (const other of nextOf(way.at(-1) ?? first, byPort, own)) {
        if (other === first) return way;
        if (reached.has(other.id)) continue;
        reached.add(other.id);
        next.push([...way, other]);
      }
    }
    ways = next;
  }
  return null;
}

interface Listener<One> {
  readonly address: Endpoint;
  readonly tunnel: One;
}

type Listeners<One> = ReadonlyMap<number, readonly Listener<One>[]>;

function listenersByPort<One extends Linked>(tunnels: readonly One[]): Listeners<One> {
  const byPort = new Map<number, Listener<One>[]>();
  for (const tunnel of tunnels) {
    const twins = tunnel.acceptIpv6 ? ipv6Twins(tunnel.accept) : [];
    for (const address of [...tunnel.accept, ...twins]) {
      const there = byPort.get(address.port) ?? [];
      there.push({ address, tunnel });
      byPort.set(address.port, there);
    }
  }
  return byPort;
}

/** The tunnels at whose listeners connections of this one end. A proxy is reached first, whoever is behind it. */
function nextOf<One extends Linked>({ connect, proxy }: One, byPort: Listeners<One>, own: AskOwnAddresses): One[] {
  const targets = proxy === undefined || proxy.kind === 'system' ? connect : [proxy];
  return targets.flatMap((target) =>
    (byPort.get(target.port) ?? []).flatMap(({ address, tunnel }) => (isAt(target, address, own) ? [tunnel] : [])),
  );
}

/** Both have the same port. */
function isAt(target: Endpoint, listener: Endpoint, own: AskOwnAddresses): boolean {
  const [to, at] = [placesOf(target.host), placesOf(listener.host)];
  if (to.some((place) => at.includes(place))) return true;
  // A listener on all addresses of IPv6 takes connections over IPv4 as well.
  const takes = (place: string) => at.includes('::') || (at.includes('0.0.0.0') && !place.includes(':'));
  return to.some((place) => takes(place) && isHere(place, own));
}

/** Connections to no address in particular come to the loopback (connect(2) on Linux). */
const isHere = (place: string, own: AskOwnAddresses) =>
  place === '0.0.0.0' || place === '::' || isLoopback(place) || own().has(place);

/** The addresses that a host stands for as far as its text tells, each in one form (inet_aton(3) for `127.1`); a name for itself. */
function placesOf(host: string): readonly string[] {
  const name = host
    .trim()
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '');
  if (/^(?:localhost6|ip6-|localhost6?\.localdomain6)/.test(name)) return ['::1'];
  if (isLoopback(name) && /localhost/.test(name))
    return name.startsWith('localhost4') ? ['127.0.0.1'] : ['127.0.0.1', '::1'];
  return [
    isLoopback(name)
      ? name.replace(/^127\.(?:(\d+)\.)?(\d+)$/, (_all, second = '0', last) => `127.${second}.0.${last}`)
      : name,
  ];
}
