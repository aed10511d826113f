/** Where the window's page comes from, with all guards in place before the first window. */
import { readFileSync } from 'node:fs';
import { app, protocol, session } from 'electron';
import type { Logger } from '../state/logger.ts';
import { APP_ORIGIN, APP_SCHEME, APP_URL, createAppProtocol, isProgram } from './app-protocol.ts';
import { inDirection } from './first-frame.ts';
import { guardContents, guardSession } from './guards.ts';

/** For the development server only, which adds inline scripts and styles and talks over a WebSocket. */
const DEVELOPMENT_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' ws:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export interface Page {
  readonly url: string;
  /** The only origin whose requests are answered. */
  readonly origin: string;
  /** When all guards are in place. */
  readonly guarded: Promise<void>;
  /** When the page has been given its program. A development server is asked without us: at once. */
  readonly programGiven: Promise<void>;
}

/**
 * Serves the page below `root`; an unpackaged app may show a development server on this machine instead.
 * @param isRightToLeft whether the page begins so, before it knows its language
 */
export function servePage(
  root: string,
  developmentUrl: string | undefined,
  isRightToLeft: () => boolean,
  log: Logger,
): Page {
  const development = app.isPackaged || developmentUrl === undefined ? null : new URL(developmentUrl);
  guardContents(development?.href ?? APP_URL, log);
  const guarded = guardSession(session.defaultSession, development?.origin ?? null, log);
  if (development !== null) {
    session.defaultSession.webRequest.onHeadersReceived(({ responseHeaders }, callback) => {
      callback({ responseHeaders: { ...responseHeaders, 'Content-Security-Policy': [DEVELOPMENT_POLICY] } });
    });
  }
  // At once: an answer that waits for its turn waits for all that main does at the start.
  const serve = createAppProtocol(root, async (file) => {
    const read = readFileSync(file);
    return file.endsWith('.html') ? inDirection(read, isRightToLeft()) : read;
  });
  let given = (): void => {};
  const programGiven = new Promise<void>((resolve) => {
    given = resolve;
  });
  // Not `protocol.handle`: it makes a Request and a Response, for which Node loads all of undici before the page is there.
  protocol.registerBufferProtocol(APP_SCHEME, (request, reply) => {
    void serve(request).then((answer) => {
      reply(answer);
      if (isProgram(request.url)) given();
    });
  });
  return development === null
    ? { url: APP_URL, origin: APP_ORIGIN, guarded, programGiven }
    : { url: development.href, origin: development.origin, guarded, programGiven: Promise.resolve() };
}
