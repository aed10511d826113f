/** What the engine's process and the tests say to each other: JSON over the process's own channel, or over TCP. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { HEAP_FLAGS } from '../../main/tunnel/base/heap.ts';

/** Holds the port that a process says everything over which was started where channels of Linux do not reach (Wine). */
const PORT = 'ADIT_TEST_CHANNEL';

export interface Channel {
  send(message: object): void;
  close(): void;
}

/** Each line is a message. */
function overSocket(socket: Socket, receive: (message: unknown) => void): Channel {
  let rest = '';
  socket
    .setEncoding('utf8')
    .setNoDelay()
    .on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) receive(JSON.parse(line));
    })
    .on('error', () => undefined);
  return {
    send: (message) => void socket.write(`${JSON.stringify(message)}\n`),
    close: () => void socket.end(),
  };
}

/** In the engine's process, which ends with the channel. `resource` is what Node counts the channel as. */
export function channelToTests(receive: (message: unknown) => void): Channel & { readonly resource: string } {
  const end = () => process.exit();
  const port = process.env[PORT];
  if (port !== undefined) {
    const socket = connect(Number(port), '127.0.0.1').on('close', end);
    return { ...overSocket(socket, receive), resource: 'TCPSocketWrap' };
  }
  process.on('message', receive).on('disconnect', end);
  return {
    send: (message) => void process.send?.(message),
    close: () => process.disconnect?.(),
    resource: 'PipeWrap',
  };
}

export interface Started extends Channel {
  readonly child: ChildProcess;
}

export interface Start {
  readonly executable: string;
  readonly hasOwnChannel: boolean;
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts a script that uses `channelToTests`; its standard error is a pipe. */
export async function startWithChannel(start: Start, receive: (message: unknown) => void): Promise<Started> {
  const { executable, file, env } = start;
  if (!start.hasOwnChannel) return await startOverTcp(start, receive);
  const child = fork(file, [], {
    execPath: executable,
    execArgv: [...HEAP_FLAGS],
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.on('message', receive);
  await once(child, 'spawn');
  return {
    child,
    send: (message) => void child.send(message),
    close: () => {
      if (child.connected) child.disconnect();
    },
  };
}

async function startOverTcp({ executable, file, env }: Start, receive: (message: unknown) => void): Promise<Started> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const child = spawn(executable, [...HEAP_FLAGS, file], {
    env: { ...env, [PORT]: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${executable} ended before it said anything`);
    });
    const [socket] = await Promise.race([once(server, 'connection'), ended]);
    ended.catch(() => undefined);
    return { child, ...overSocket(socket, receive) };
  } finally {
    server.close();
  }
}
