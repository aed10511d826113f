/** One question to an OCSP responder, over HTTP (RFC 6960 A.1). */
import { request } from 'node:http';

/** OpenSSL's limit for responses. */
const LARGEST_BYTES = 100 * 1024;

export interface OcspAsking {
  /** For all of it, unlike stunnel's TIMEOUTocsp; 0: as long as `signal` lets it. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** There is a TCP connection. */
  readonly onConnected: (address: string, port: number) => void;
}

export type OcspAnswer =
  | { readonly ok: true; readonly response: Buffer }
  /** `detail` is a clause for the middle of a sentence. */
  | { readonly ok: false; readonly detail: string };

/**
 * Asks a responder. stunnel's TIMEOUTocsp is for the TCP connection and lets a silent responder hold a connection up for
 * TIMEOUTbusy; ours does not. Redirections are not followed, proxies not used. Never rejects.
 */
export function askResponder(
  url: string,
  body: Buffer,
  { seconds, signal, onConnected }: OcspAsking,
): Promise<OcspAnswer> {
  if (!/^http:\/\//i.test(url) || !URL.canParse(url)) {
    return Promise.resolve({ ok: false, detail: `the OCSP responder ${url} has no address that starts with http://` });
  }
  return new Promise((resolve) => {
    const no = (detail: string) => finish({ ok: false, detail: `the OCSP responder ${url} ${detail}` });
    const asking = request(url, {
      method: 'POST',
      agent: false,
      headers: {
        'Content-Type': 'application/ocsp-request',
        'Content-Length': body.length,
        Accept: 'application/ocsp-response',
      },
    });
    const timer =
      seconds === 0 ? undefined : setTimeout(() => no(`did not answer within ${seconds} seconds`), seconds * 1000);
    const abort = () => no('was not asked to the end');
    const finish = (answer: OcspAnswer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      asking.destroy();
      resolve(answer);
    };
    // Stays: destroying a request that is under way is an error of it as well.
    asking.on('error', (error: NodeJS.ErrnoException) => no(`cannot be reached (${error.code ?? error.message})`));
    asking.once('socket', (socket) =>
      socket.once('connect', () => onConnected(socket.remoteAddress ?? '', socket.remotePort ?? 0)),
    );
    asking.once('response', (message) => {
      message.on('error', () => no('broke off its answer'));
      message.on('aborted', () => no('broke off its answer'));
      if (message.statusCode !== 200) {
        no(`answered with HTTP status ${message.statusCode}`);
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      message.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > LARGEST_BYTES) no('answered with more than an OCSP response');
      });
      message.on('end', () => finish({ ok: true, response: Buffer.concat(chunks) }));
    });
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    else asking.end(body);
  });
}
