/** The system's proxy settings, automatic configuration included, as Chromium understands them. */
import type { Session } from 'electron';
import { type FindRoutes, routesOfPac } from '../tunnel/negotiation/routes.ts';

/** Asks anew each time: settings change with the network. Chromium keeps what is worth keeping. */
export function systemRoutes(session: Pick<Session, 'resolveProxy'>): FindRoutes {
  return async (host, port) => routesOfPac(await session.resolveProxy(serverUrl(host, port)));
}

/** What a browser would open; proxy configurations decide by it. */
export const serverUrl = (host: string, port: number): string =>
  `https://${host.includes(':') ? `[${host}]` : host}:${port}/`;
