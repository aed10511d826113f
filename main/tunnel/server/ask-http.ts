/** A web server's answer to one request: enough of it to tell a network's log-in page from a server. */
import type { Duplex } from 'node:stream';

export interface HttpAnswer {
  readonly status: number;
  /** Of a redirect, as it was sent. */
  readonly location: string | null;
  /** The server's clock, milliseconds since the epoch. */
  readonly date: number | null;
  /** The beginning of what comes after the head. */
  readonly body: string;
}

const MOST_BYTES = 8 * 1024;

/**
 * Asks for a page over a connection that is there, and ends it. null: what came is no HTTP, or nothing came in time.
 * Never rejects.
 */
export function askHttp(socket: Duplex, host: string, path: string, patienceMs: number): Promise<HttpAnswer | null> {
  return new Promise((resolve) => {
    let heard = Buffer.alloc(0);
    const settle = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(readAnswer(heard));
    };
    const timer = setTimeout(settle, patienceMs);
    socket.on('data', (bytes: Buffer) => {
      heard = Buffer.concat([heard, bytes]);
      // Who greets with something else is no web server.
      if (heard.length >= MOST_BYTES || !mayBeHttp(heard)) settle();
    });
    socket.on('error', settle).on('end', settle).on('close', settle);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
}

const START = 'HTTP/1.';

const mayBeHttp = (heard: Buffer): boolean => {
  const begin = heard.subarray(0, START.length).toString('latin1');
  return START.startsWith(begin);
};

/** Pure. */
export function readAnswer(bytes: Uint8Array): HttpAnswer | null {
  const text = Buffer.from(bytes).toString('latin1');
  const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(text)?.[1];
  if (status === undefined) return null;
  const [head = '', ...rest] = text.split(/\r?\n\r?\n/);
  const header = (name: string) => new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*$`, 'im').exec(head)?.[1] ?? null;
  const date = Date.parse(header('Date') ?? '');
  return {
    status: Number(status),
    location: header('Location'),
    date: Number.isNaN(date) ? null : date,
    body: rest.join('\n\n').slice(0, 2048),
  };
}
