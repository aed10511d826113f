/**
 * The page's own scheme. Unlike `file://` it has an origin, reaches nothing but the renderer's folder and the
 * languages, and every answer carries a content security policy. The handler is a plain function from request to response.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://adit`;
export const APP_URL = `${APP_ORIGIN}/index.html`;

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // Without allow-modals: no print(), and no question that holds the window open. Forms go nowhere; popups and downloads
  // are refused by the session, which says so in the log.
  'sandbox allow-scripts allow-same-origin allow-forms allow-popups allow-downloads',
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const headers = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
};

export interface PageRequest {
  readonly url: string;
  readonly method: string;
}

export interface PageAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly data: Buffer<ArrayBuffer>;
}

const answer = (statusCode: number, more: Record<string, string> = {}, data = Buffer.alloc(0)): PageAnswer => ({
  statusCode,
  headers: { ...headers, ...more },
  data,
});

/** `words` lies beside the renderer's folder, because main reads the same files. */
const LANGUAGE = /^\/words\/[\w-]+\.json$/;

/** The file of the renderer's folder that a URL names, or that of a language; null for everything else, whatever its dots and escapes. */
export function fileFor(url: string, root: string): string | null {
  let path: string;
  try {
    const parsed = new URL(url);
    if (parsed.protocol !== `${APP_SCHEME}:` || `${parsed.protocol}//${parsed.host}` !== APP_ORIGIN) return null;
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  // A backslash is a separator on Windows, a colon starts a drive or an alternate stream there.
  if (/[\\:\0]/.test(path)) return null;
  if (LANGUAGE.test(path)) return join(resolve(root), '..', path);
  const base = resolve(root);
  const file = join(base, path);
  if (!file.startsWith(base + sep)) return null;
  return contentTypes[extname(file)] === undefined ? null : file;
}

/** Whether a URL is that of the page's program (renderer/main.tsx), which comes after its first frame. */
export const isProgram = (url: string): boolean => /\/main-[\w-]+\.js$/.test(url);

/** Serves the files below `root` and those of languages, and nothing else. */
export function createAppProtocol(
  root: string,
  read: (file: string) => Promise<Buffer<ArrayBuffer>> = readFile,
): (request: PageRequest) => Promise<PageAnswer> {
  return async ({ url, method }) => {
    if (method !== 'GET') return answer(405, { Allow: 'GET' });
    const file = fileFor(url, root);
    if (file === null) return answer(404);
    try {
      return answer(200, { 'Content-Type': contentTypes[extname(file)] ?? '' }, await read(file));
    } catch {
      return answer(404);
    }
  };
}
