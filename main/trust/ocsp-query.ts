/** One question to an OCSP responder, over HTTP (RFC 6960 A.1). */

import { request } from 'node:http';
import { type Text, toSay } from '../../preload/words/text.ts';

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
  | { readonly ok: false; readonly detail: Text };

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
    return Promise.resolve({ ok: false, detail: toSay('clause.ocsp.noHttp', { url }) });
  }
  return new Promise((resolve) => {
    const no = (detail: Text) => finish({ ok: false, detail });
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
      seconds === 0 ? undefined : setTimeout(() => no(toSay('clause.ocsp.silent', { url, seconds })), seconds * 1000);
    const abort = () => no(toSay('clause.ocsp.givenUp', { url }));
    const finish = (answer: OcspAnswer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      asking.destroy();
      resolve(answer);
    };
    // Stays: destroying a request that is under way is an error of it as well.
    asking.on('error', (error: NodeJS.ErrnoException) =>
      no(toSay('clause.ocsp.unreachable', { url, code: error.code ?? error.message })),
    );
    asking.once('socket', (socket) =>
      socket.once('connect', () => onConnected(socket.remoteAddress ?? '', socket.remotePort ?? 0)),
    );
    asking.once('response', (message) => {
      message.on('error', () => no(toSay('clause.ocsp.broken', { url })));
      message.on('aborted', () => no(toSay('clause.ocsp.broken', { url })));
      if (message.statusCode !== 200) {
        no(toSay('clause.ocsp.status', { url, status: message.statusCode ?? 0 }));
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      message.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > LARGEST_BYTES) no(toSay('clause.ocsp.tooMuch', { url }));
      });
      message.on('end', () => finish({ ok: true, response: Buffer.concat(chunks) }));
    });
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    else asking.end(body);
  });
}
