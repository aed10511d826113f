/** Addresses as they are typed. Pure. */
import { hostSchema, portSchema } from '../../preload/schemas.ts';
import type { Endpoint } from '../../preload/types.ts';

/** `HOST:PORT` split at the last colon, as stunnel does; an IPv6 address may stand in brackets. */
export function readAddress(address: string): Endpoint | null {
  const match = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>.+)):(?<port>\d+)$/.exec(address.trim());
  const host = hostSchema.safeParse(match?.groups?.['bracketed'] ?? match?.groups?.['plain']);
  const port = portSchema.safeParse(Number(match?.groups?.['port']));
  return host.success && port.success ? { host: host.data, port: port.data } : null;
}
