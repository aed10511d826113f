/** One question to an OCSP responder, over HTTP (RFC 6960 A.1). */
import { request } from 'node:http';

/** OpenSSL's limit for responses. */
const LARGEST_BYTES = 100 * 1024;

export type OcspAnswer =
  | { readonly ok: true; readonly response: Buffer }
  /** `detail` is a clause for the middle of a sentence. */
  | { readonly ok: false; readonly detail: string };

/**
 * Asks a responder. `seconds` (0: as long as `signal` lets it) is for all of it: unlike stunnel's TIMEOUTocsp, which is
 * for the TCP connection, it does not let a silent responder hold a connection up for TIMEOUTbusy. Redirections are not
 * followed, proxies not used. Never rejects.
 */
export function askResponder(url: string, body: Buffer, seconds: number, signal: AbortSignal): Promise<OcspAnswer> {
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
