/**
 * A small ClientHello of our own making (RFC 8446 4.1.2): a TLS library's may take two packets, and a server's answer to it
 * four. This one fits into any packet, and so does what a server says to it: it has no key share, so that TLS 1.3 answers
 * with HelloRetryRequest, and everything else with an alert. No handshake follows, so that no connection to the service
 * behind the server is made.
 */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { codeOf } from '../../tunnel/base/errors.ts';
import { type ApproachOptions, approach } from '../../tunnel/server/approach.ts';
import type { HelloAnswer } from '../evidence.ts';

const HANDSHAKE = 22;
const ALERT = 21;

const u8 = (value: number) => Buffer.from([value]);
const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const within8 = (content: Buffer) => Buffer.concat([u8(content.length), content]);
const within16 = (content: Buffer) => Buffer.concat([u16(content.length), content]);
const list16 = (values: readonly number[]) => within16(Buffer.concat(values.map(u16)));
const extension = (type: number, content: Buffer) => Buffer.concat([u16(type), within16(content)]);

const CIPHERS = [0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8];
const GROUPS = [0x001d, 0x0017, 0x0018, 0x0019];
const SIGNATURES = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601];
const TLS_1_3 = 0x0304;

/** The bytes of one record. `serverName` null: it names none. */
export function smallHello(serverName: string | null, version: '1.3' | '1.2' = '1.3'): Buffer {
  const name = serverName === null ? null : Buffer.from(serverName, 'latin1');
  const extensions = [
    ...(name === null ? [] : [extension(0, within16(Buffer.concat([u8(0), within16(name)])))]),
    extension(10, list16(GROUPS)),
    extension(13, list16(SIGNATURES)),
    ...(version === '1.3' ? [extension(43, within8(u16(TLS_1_3))), extension(51, within16(Buffer.alloc(0)))] : []),
  ];
  const body = Buffer.concat([
    u16(0x0303),
    randomBytes(32),
    within8(randomBytes(32)),
    list16(CIPHERS),
    within8(u8(0)),
    within16(Buffer.concat(extensions)),
  ]);
  const message = Buffer.concat([u8(1), u8(0), u16(body.length), body]);
  return Buffer.concat([u8(HANDSHAKE), u16(0x0301), within16(message)]);
}

/** Pure. null: not enough came to tell. */
export function readHelloAnswer(bytes: Buffer): HelloAnswer | null {
  const [type, major] = bytes;
  if (type === undefined) return null;
  if (type !== HANDSHAKE && type !== ALERT) return { kind: 'plain' };
  if (major === undefined) return null;
  if (major !== 3) return { kind: 'plain' };
  if (type === HANDSHAKE) return { kind: 'tls' };
  const description = bytes[6];
  return description === undefined ? null : { kind: 'alert', description };
}

/** By the way that the tunnel takes, what is said before TLS included. Never rejects. */
export async function sayHello(
  options: ApproachOptions,
  { serverName, version = '1.3' }: { readonly serverName: string | null; readonly version?: '1.3' | '1.2' },
  patienceMs: number,
): Promise<HelloAnswer> {
  let raw: Socket;
  try {
    ({ raw } = await approach(options));
  } catch {
    return { kind: 'unreached' };
  }
  const answer = await answerOn(raw, smallHello(serverName, version), patienceMs, options);
  raw.destroy();
  return answer;
}

function answerOn(
  raw: Socket,
  hello: Buffer,
  patienceMs: number,
  { signal }: Pick<ApproachOptions, 'signal'>,
): Promise<HelloAnswer> {
  return new Promise((resolve) => {
    let heard = Buffer.alloc(0);
    const settle = (answer: HelloAnswer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', silent);
      resolve(answer);
    };
    const silent = () => settle({ kind: 'silent' });
    const timer = setTimeout(silent, patienceMs);
    signal.addEventListener('abort', silent);
    raw.on('data', (bytes: Buffer) => {
      heard = Buffer.concat([heard, bytes]);
      const answer = readHelloAnswer(heard);
      if (answer !== null) settle(answer);
    });
    raw.on('end', () => settle({ kind: 'closed' }));
    raw.on('error', (error) => settle({ kind: codeOf(error) === 'ECONNRESET' ? 'reset' : 'closed' }));
    raw.write(hello);
  });
}
