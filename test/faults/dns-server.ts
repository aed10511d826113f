/** A name server of the test's own, so that the system's resolver hears whatever a test wants it to hear (RFC 1035). */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

export interface NameServer extends AsyncDisposable {
  /** From now on the name, in lower case, has these addresses; with none it does not exist. `silent`: no answer at all. */
  set(name: string, addresses: readonly string[] | 'silent'): void;
  /** The next questions about the name, this many, get SERVFAIL. A resolver asks for each kind of address: two at a time. */
  fail(name: string, questions: number): void;
}

const TYPE = { A: 1, AAAA: 28 };
const CLASS_INTERNET = 1;
const HEADER_BYTES = 12;
/** Response, authoritative, recursion available; the second byte's low half is the response code. */
const RESPONSE = 0x8480;
const SERVER_FAILURE = 2;
const NO_SUCH_NAME = 3;
/** Of an answer's name: a pointer to the question's. */
const SAME_NAME = 0xc000 | HEADER_BYTES;

type Found = readonly string[] | 'silent' | 'failing' | undefined;

/** Listens on UDP port 53: in a network namespace of the test's own, whose resolv.conf names it. */
export async function startNameServer(address = '127.0.0.1'): Promise<NameServer> {
  const names = new Map<string, readonly string[] | 'silent'>();
  const failing = new Map<string, number>();
  const find = (name: string) => {
    const failures = failing.get(name) ?? 0;
    if (failures === 0) return names.get(name);
    failing.set(name, failures - 1);
    return 'failing';
  };
  const socket = createSocket('udp4').bind(53, address);
  await once(socket, 'listening');
  socket.on('message', (query, { port, address: from }) => {
    const reply = answer(query, find);
    if (reply !== null) socket.send(reply, port, from);
  });
  return {
    set: (name, addresses) => names.set(name, addresses),
    fail: (name, questions) => failing.set(name, questions),
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** The reply to a query with one question, null for none. Pure. */
function answer(query: Buffer, find: (name: string) => Found): Buffer | null {
  const labels: string[] = [];
  let position = HEADER_BYTES;
  for (let length = query.readUInt8(position); length > 0; length = query.readUInt8(position)) {
    labels.push(query.toString('latin1', position + 1, position + 1 + length));
    position += 1 + length;
  }
  const type = query.readUInt16BE(position + 1);
  const question = query.subarray(HEADER_BYTES, position + 5);
  const found = find(labels.join('.').toLowerCase());
  if (found === 'silent') return null;
  const known = found === undefined || found === 'failing' ? [] : found;
  const addresses = known.filter((each) => type === (isIPv6(each) ? TYPE.AAAA : TYPE.A));
  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(RESPONSE | codeFor(found), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  return Buffer.concat([header, question, ...addresses.map((each) => record(type, addressBytes(each)))]);
}

const codeFor = (found: Found) => (found === undefined ? NO_SUCH_NAME : found === 'failing' ? SERVER_FAILURE : 0);

/** Valid for no time at all. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt16BE(SAME_NAME, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(CLASS_INTERNET, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function addressBytes(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  const [before = '', after = ''] = address.split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const [first, last] = [groups(before), groups(after)];
  const all = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
