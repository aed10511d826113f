/** A program on a D-Bus of the tests' own: a bus that nobody else is on, and one connection to it. */
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { type RunningProcess, startProcess } from '../process.ts';
import { decode, encode, type Value, type Variant } from './values.ts';

export interface PrivateBus extends AsyncDisposable {
  /** For `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string;
  close(): Promise<void>;
}

/** A dbus-daemon that starts no services: who is not there does not come. Needs `dbus-daemon`. */
export async function startBus(directory: string): Promise<PrivateBus> {
  const address = `unix:path=${path.join(directory, 'bus')}`;
  const configuration = path.join(directory, 'bus.conf');
  await writeFile(
    configuration,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`,
  );
  const daemon: RunningProcess = await startProcess({
    command: 'dbus-daemon',
    args: [`--config-file=${configuration}`, '--nofork', '--nopidfile', '--print-address=1'],
    ready: /guid=/,
  });
  return { address, close: daemon.close, [Symbol.asyncDispose]: daemon.close };
}

export interface Message {
  readonly kind: 'call' | 'return' | 'error' | 'signal';
  readonly sender: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body: readonly Value[];
}

/** What a call is answered with. */
export interface Answer {
  readonly signature: string;
  readonly body: readonly Value[];
}

export interface Call {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly Value[];
}

export interface BusConnection extends AsyncDisposable {
  /** The unique name. */
  readonly name: string;
  /** Rejects with what the other end says against it. */
  call(call: Call): Promise<readonly Value[]>;
  emit(signal: Omit<Call, 'destination'>): void;
  onSignal(listener: (message: Message) => void): void;
  /** null: there is no such method. */
  answer(answer: (message: Message) => Answer | null): void;
  close(): Promise<void>;
}

const kinds = ['call', 'return', 'error', 'signal'] as const;
const flags = { none: 0, noReply: 1 } as const;
const fieldNumbers = {
  path: 1,
  interface: 2,
  member: 3,
  error: 4,
  replyTo: 5,
  destination: 6,
  sender: 7,
  signature: 8,
};
const daemonCall = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

type Fields = Partial<Record<keyof typeof fieldNumbers, string | number>>;

function encodeMessage(kind: Message['kind'], serial: number, flag: number, fields: Fields, answer: Answer): Buffer {
  const typeOf = { path: 'o', signature: 'g', replyTo: 'u' } as Partial<Record<string, string>>;
  const headers = Object.entries({
    ...fields,
    ...(answer.signature === '' ? {} : { signature: answer.signature }),
  }).map(([name, value]): readonly Value[] => [
    fieldNumbers[name as keyof typeof fieldNumbers],
    { signature: typeOf[name] ?? 's', value },
  ]);
  const body = encode(answer.signature, answer.body);
  const head = encode('yyyyuua(yv)', [
    'l'.charCodeAt(0),
    kinds.indexOf(kind) + 1,
    flag,
    1,
    body.length,
    serial,
    headers,
  ]);
  return Buffer.concat([head, Buffer.alloc((8 - (head.length % 8)) % 8), body]);
}

interface Arrived {
  readonly message: Message;
  readonly serial: number;
  readonly replyTo: number;
  readonly wantsReply: boolean;
  readonly size: number;
}

/** The first message of what has arrived; null: it is not whole yet. */
function decodeMessage(bytes: Buffer): Arrived | null {
  if (bytes.length < 16) return null;
  const head = Math.ceil((16 + bytes.readUInt32LE(12)) / 8) * 8;
  const size = head + bytes.readUInt32LE(4);
  if (bytes.length < size) return null;
  const [, kind, flag, , , serial, headers] = decode('yyyyuua(yv)', bytes).values;
  const values = new Map((headers as [number, Variant][]).map(([number, { value }]) => [number, value]));
  const text = (field: keyof typeof fieldNumbers): string => String(values.get(fieldNumbers[field]) ?? '');
  return {
    message: {
      kind: kinds[Number(kind) - 1] ?? 'signal',
      sender: text('sender'),
      path: text('path'),
      interface: text('interface'),
      member: text('member'),
      body: decode(text('signature'), bytes.subarray(head, size)).values,
    },
    serial: Number(serial),
    replyTo: Number(values.get(fieldNumbers.replyTo) ?? 0),
    wantsReply: (Number(flag) & flags.noReply) === 0,
    size,
  };
}

/** Logs in as this user, and waits for the bus to agree. */
function logIn(socket: Socket): Promise<void> {
  const identity = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', (answer: Buffer) => {
      if (!String(answer).startsWith('OK ')) reject(new Error(`The bus refuses: ${answer}`));
      socket.write('BEGIN\r\n');
      resolve();
    });
    socket.write(`\0AUTH EXTERNAL ${identity}\r\n`);
  });
}

export async function connectToBus(address: string): Promise<BusConnection> {
  const socket = connect(address.replace(/^unix:path=/, ''));
  await logIn(socket);
  const waiting = new Map<number, { resolve(body: readonly Value[]): void; reject(error: Error): void }>();
  const listeners: ((message: Message) => void)[] = [];
  let answerTo: (message: Message) => Answer | null = () => null;
  let arrived: Buffer = Buffer.alloc(0);
  let serial = 0;

  const send = (kind: Message['kind'], flag: number, fields: Fields, answer: Answer): number => {
    serial += 1;
    socket.write(encodeMessage(kind, serial, flag, fields, answer));
    return serial;
  };
  const respond = ({ message, serial: replyTo, wantsReply }: Arrived): void => {
    const answer = answerTo(message);
    if (!wantsReply) return;
    const fields = { replyTo, destination: message.sender };
    if (answer !== null) send('return', flags.noReply, fields, answer);
    else {
      const error = 'org.freedesktop.DBus.Error.UnknownMethod';
      send('error', flags.noReply, { ...fields, error }, { signature: 's', body: [`${message.member} is not here.`] });
    }
  };
  const take = (one: Arrived): void => {
    const { message, replyTo } = one;
    if (message.kind === 'call') respond(one);
    else if (message.kind === 'signal') for (const listener of listeners) listener(message);
    else if (message.kind === 'return') waiting.get(replyTo)?.resolve(message.body);
    else waiting.get(replyTo)?.reject(new Error(String(message.body[0])));
    if (replyTo !== 0) waiting.delete(replyTo);
  };
  socket.on('data', (chunk) => {
    arrived = Buffer.concat([arrived, chunk]);
    for (let one = decodeMessage(arrived); one !== null; one = decodeMessage(arrived)) {
      arrived = arrived.subarray(one.size);
      take(one);
    }
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The bus is gone.'));
  });

  const call: BusConnection['call'] = ({ signature = '', body = [], ...fields }) =>
    new Promise((resolve, reject) =>
      waiting.set(send('call', flags.none, fields, { signature, body }), { resolve, reject }),
    );
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      if (socket.destroyed) resolve();
      else socket.once('close', () => resolve()).destroy();
    });
  const [name] = await call({ ...daemonCall, member: 'Hello' });
  return {
    name: String(name),
    call,
    emit: ({ signature = '', body = [], ...fields }) => void send('signal', flags.noReply, fields, { signature, body }),
    onSignal: (listener) => void listeners.push(listener),
    answer: (answer) => {
      answerTo = answer;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What the bus itself is asked. */
export const askBus = (bus: BusConnection, member: string, signature: string, body: readonly Value[]) =>
  bus.call({ ...daemonCall, member, signature, body });
