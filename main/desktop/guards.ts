/** What no page of this app may do, whatever is in it. Applied before any window exists. */
import { app, type CommandLine, type Session, type WebContents } from 'electron';
import type { Logger } from '../state/logger.ts';
import { APP_ORIGIN, APP_SCHEME } from './app-protocol.ts';

/** Whether a page may load this: only our own scheme, and in development the development server. */
export function mayLoad(url: string, developmentOrigin: string | null): boolean {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return false;
  }
  if (parsed.protocol === `${APP_SCHEME}:`) return `${parsed.protocol}//${parsed.host}` === APP_ORIGIN;
  // Electron's own developer tools are a page like any other to the session.
  if (parsed.protocol === 'devtools:') return true;
  if (developmentOrigin === null) return false;
  return parsed.origin === developmentOrigin || url.startsWith(`${developmentOrigin.replace(/^http/, 'ws')}/`);
}

/**
 * Nobody listens there, and nobody can. What does not ask `webRequest`, as WebRTC's connections, asks for the proxy, for
 * loopback addresses as well when these are taken from the exceptions.
 */
const NOWHERE = { mode: 'fixed_servers', proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' } as const;

/** Must be done before the first window. The development server is the one address that a page may reach. */
export async function guardSession(session: Session, developmentOrigin: string | null, log: Logger): Promise<void> {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    log.warn(`Refused permission ${permission}.`);
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const allowed = mayLoad(url, developmentOrigin);
    if (!allowed) log.warn(`Refused to load ${originForLog(url)}.`);
    callback({ cancel: !allowed });
  });
  // What Adit saves, main saves.
  session.on('will-download', (event) => {
    log.warn('Refused a download.');
    event.preventDefault();
  });
  if (developmentOrigin === null) await session.setProxy(NOWHERE);
}

/**
 * What a page could otherwise make Chromium look up: the names of links to prefetch, past the content security policy and
 * the proxy. Must be done before Electron is ready.
 */
export function guardNames(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false');
}

/** Features of pages that open a dialog of the system, or look at the screen. */
export const DISABLED_FEATURES = 'FileSystemAccess,FileSystemAccessLocal,EyeDropperAPI';

/** `pageUrl` is the one address that a page may go to. */
export function guardContents(pageUrl: string, log: Logger): void {
  app.on('web-contents-created', (_event, contents) => guardOne(contents, pageUrl, log));
}

function guardOne(contents: WebContents, pageUrl: string, log: Logger): void {
  // No UDP; what remains of WebRTC goes to the session's proxy.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(({ url }) => {
    log.warn(`Refused to open a window for ${originForLog(url)}.`);
    return { action: 'deny' };
  });
  const refuse = (what: string) => (event: { readonly url?: string; preventDefault(): void }) => {
    log.warn(`Refused ${what} to ${originForLog(event.url ?? '')}.`);
    event.preventDefault();
  };
  // The page has one address for its whole life. Loading it again is how a page reloads itself.
  const refuseUnlessReload = (event: {
    readonly url: string;
    readonly isMainFrame: boolean;
    preventDefault(): void;
  }) => {
    if (!event.isMainFrame || event.url !== pageUrl) refuse('navigation')(event);
  };
  contents.on('will-navigate', refuseUnlessReload);
  contents.on('will-frame-navigate', refuseUnlessReload);
  contents.on('will-redirect', refuse('a redirect'));
  contents.on('will-attach-webview', (event) => refuse('a webview')(event));
}

/** Paths and queries of addresses may hold what is nobody's business. */
function originForLog(url: string): string {
  return /^[a-z][a-z0-9+.-]*:(\/\/[^/?#]*)?/i.exec(url)?.[0] ?? 'an address that is none';
}
