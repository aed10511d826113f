/**
 * A socket on which the kernel answers questions about sockets (NETLINK_SOCK_DIAG, sock_diag(7)). Node has no way to make
 * one, so another program does, hands it over as processes hand over connections (SCM_RIGHTS, unix(7)), and ends: perl,
 * which Debian and its descendants always have, or Python.
 *
 * libuv keeps a descriptor that it cannot make a handle of until the pipe that it came through is closed (uv__stream_recv_cmsg
 * in its src/unix/stream.c). So the pipe stays open, unread, for as long as the thread lives, and the descriptor, which is found
 * by its inode, is written and read like a file's. The kernel answers before the writing returns, and the socket does not
 * block. Needs what socket-channel.ts needs. Opened when somebody asks for it, and proven by who asks.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readSync, writeSync } from 'node:fs';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { codeOf } from '../base/errors.ts';
import { isProven } from './proven.ts';
import { connectForDescriptors } from './socket-channel.ts';

/** One message to the kernel, and its answer; null when there is none. */
export type AskKernel = (message: Uint8Array) => Buffer | null;

/** AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG; descriptor 3 is the way back. Both say the inode of what they hand over. */
const makers: readonly (readonly [program: string, args: readonly string[]])[] = [
  [
    '/usr/bin/perl',
    [
      '-MConfig',
      '-e',
      [
        // sendmsg(2) has no name in perl; its number and the shape of its message are those of 64 bits.
        '$Config{archname} =~ /^(x86_64|aarch64)/ or exit 1;',
        'my $sendmsg = { x86_64 => 46, aarch64 => 211 }->{$1};',
        'socket(my $made, 16, 3 | 2048, 4) or exit 1;',
        'my $text = (stat $made)[1];',
        "my $part = pack('P Q', $text, length $text);",
        "my $rights = pack('Q l l l x4', 20, 1, 1, fileno $made);",
        "my $message = pack('Q L x4 P Q P Q l x4', 0, 0, $part, 1, $rights, length $rights, 0);",
        'syscall($sendmsg, 3, $message, 0);',
      ].join(' '),
    ],
  ],
  [
    '/usr/bin/python3',
    [
      '-I',
      '-S',
      '-c',
      [
        'import array, os, socket',
        'made = socket.socket(16, socket.SOCK_RAW, 4)',
        'made.setblocking(False)',
        "rights = array.array('i', [made.fileno()])",
        'text = str(os.fstat(made.fileno()).st_ino).encode()',
        'socket.socket(fileno=3).sendmsg([text], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])',
      ].join('\n'),
    ],
  ],
];

/** Never closed while the thread lives: the descriptors are theirs. */
const pipes: Socket[] = [];

/** The way to ask, proven by `prove`; null where there is none. Never rejects. */
export async function openKernelAnswers(prove: (ask: AskKernel) => Promise<boolean>): Promise<AskKernel | null> {
  if (process.platform !== 'linux' || !isProven('socket-channel')) return null;
  for (const [program, args] of makers) {
    const ask = await madeBy(program, args).catch(() => null);
    if (ask !== null && (await prove(ask).catch(() => false))) return ask;
  }
  return null;
}

async function madeBy(program: string, args: readonly string[]): Promise<AskKernel | null> {
  const directory = await mkdtemp(path.join(tmpdir(), 'adit-')); // for nobody but its owner
  const server = createServer({ pauseOnConnect: true });
  try {
    const file = path.join(directory, 'channel');
    server.listen(file);
    await once(server, 'listening');
    const accepted = once(server, 'connection') as Promise<Socket[]>;
    const pipe = await connectForDescriptors(file);
    const [far] = await accepted;
    if (pipe === null || far === undefined) return null;
    const inode = await inodeFrom(pipe, far, program, args);
    far.destroy();
    const descriptor = inode === null ? null : await descriptorOf(inode);
    if (descriptor === null) {
      pipe.destroy();
      return null;
    }
    pipes.push(pipe.unref());
    return askerOf(descriptor);
  } finally {
    server.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** What the program says, and with it came the descriptor. */
async function inodeFrom(pipe: Socket, far: Socket, program: string, args: readonly string[]): Promise<string | null> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', far], env: {} });
  const ended = new Promise<null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (status) => (status === 0 ? undefined : resolve(null)));
  });
  const said = once(pipe, 'data').then(([bytes]) => String(bytes));
  pipe.resume();
  const text = await Promise.race([said, ended]);
  pipe.pause();
  return text !== null && /^\d+$/.test(text) ? text : null;
}

async function descriptorOf(inode: string): Promise<number | null> {
  for (const name of await readdir('/proc/self/fd')) {
    const target = await readlink(`/proc/self/fd/${name}`).catch(() => '');
    if (target === `socket:[${inode}]`) return Number(name);
  }
  return null;
}

const LARGEST_ANSWER = 8192;

function askerOf(descriptor: number): AskKernel {
  const answer = Buffer.alloc(LARGEST_ANSWER);
  return (message) => {
    try {
      writeSync(descriptor, message);
      return answer.subarray(0, readSync(descriptor, answer, 0, answer.length, null));
    } catch (error) {
      if (codeOf(error) === 'UNKNOWN') throw error;
      return null;
    }
  };
}
