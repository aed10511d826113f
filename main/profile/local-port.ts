/** Where a tunnel listens on this computer. */

/** Ports that people already know from ssh, web servers and rsync. */
const familiar: ReadonlyMap<number, number> = new Map([
  [22, 2222],
  [80, 8080],
  [873, 8730],
]);

/**
 * The local port for a service behind the tunnel: 22 → 2222, 80 → 8080, 873 → 8730, other privileged ports + 8000, the
 * rest unchanged; the next one up that is not taken.
 */
export function localPortFor(servicePort: number, taken: ReadonlySet<number>): number {
  const wanted = familiar.get(servicePort) ?? (servicePort < 1024 ? servicePort + 8000 : servicePort);
  return nextFree(wanted, taken);
}

/** `wanted`, or the next higher port that is not taken; after 65535 it goes on at 1024. */
export function nextFree(wanted: number, taken: ReadonlySet<number>): number {
  let port = wanted;
  while (taken.has(port)) port = port >= 65535 ? 1024 : port + 1;
  return port;
}
