import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saying } from '../../test/engine/saying.ts';
import { ask } from './client.ts';
import { controlAddress, userDataFolder } from './place.ts';
import { type ControlReply, type ControlRequest, LONGEST_LINE, type TunnelLine } from './protocol.ts';
import { type ControlPorts, type ControlServer, findTunnel, MOST_CONNECTIONS, serveControl } from './server.ts';

const line = (name: string, id = name): TunnelLine => ({
  id,
  name,
  application: 'ssh',
  state: 'off',
  server: null,
  status: 'off',
  local: ['127.0.0.1:2222'],
  explanation: null,
});

let directory: string;
let address: string;
let server: ControlServer | null;
let done: string[];
let listeners: Set<() => void>;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'adit-control-'));
  address = controlAddress(process.platform, directory);
  server = null;
  done = [];
  listeners = new Set();
});
afterEach(async () => {
  await server?.close();
  await rm(directory, { recursive: true, force: true });
});

async function serve(changed: Partial<ControlPorts> = {}): Promise<void> {
  const act = (what: string) => async (id: string) => {
    done.push(`${what} ${id}`);
    return null;
  };
  server = await serveControl(address, {
    tunnels: () => [line('Home', '1'), line('Work', '2')],
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    on: act('on'),
    off: act('off'),
    open: act('open'),
    show: async (path) => void done.push(`show ${path}`),
    diagnose: async (id, others, onStep) => {
      onStep(['Configuration  ok']);
      return { works: others, report: `report of ${id}`, diagnosis: { id } };
    },
    ...changed,
  });
}

async function replies(request: ControlRequest): Promise<readonly ControlReply[]> {
  const heard: ControlReply[] = [];
  expect(await ask(address, request, (reply) => heard.push(reply))).toEqual({ kind: 'answered' });
  return heard;
}

test('a check is told step by step, and its end last', async () => {
  await serve();
  expect(await replies({ kind: 'diagnose', name: 'Work', others: true })).toEqual([
    { kind: 'checked', lines: ['Configuration  ok'] },
    { kind: 'diagnosed', works: true, report: 'report of 2', diagnosis: { id: '2' } },
  ]);
});

test('the running app lists its tunnels, and does what it is told', async () => {
  await serve();
  expect(await replies({ kind: 'list' })).toEqual([
    { kind: 'tunnels', tunnels: [line('Home', '1'), line('Work', '2')] },
  ]);
  for (const kind of ['on', 'off', 'open'] as const) {
    expect(await replies({ kind, name: 'work' })).toEqual([{ kind: 'done', tunnel: line('Work', '2') }]);
  }
  expect(done).toEqual(['on 2', 'off 2', 'open 2']);
});

test('what did not work comes back in sentences', async () => {
  await serve({ on: async () => ({ what: 'The name could not be found.', next: 'Check it.' }) });
  expect(await replies({ kind: 'on', name: 'Home' })).toEqual([
    { kind: 'failed', what: 'The name could not be found.', next: 'Check it.' },
  ]);
  expect(await replies({ kind: 'on', name: 'x' })).toEqual([
    { kind: 'failed', what: 'There is no profile “x”.', next: 'There are: “Home”, “Work”.' },
  ]);
});

test('watching goes on until it is ended, and nothing is left of it', async () => {
  await serve();
  const abort = new AbortController();
  const heard: ControlReply[] = [];
  const asked = ask(address, { kind: 'watch' }, (reply) => heard.push(reply), abort.signal);
  await expect.poll(() => heard.length).toBe(1);
  for (const listener of listeners) listener();
  await expect.poll(() => heard.length).toBe(2);
  abort.abort();
  expect(await asked).toEqual({ kind: 'answered' });
  await expect.poll(() => listeners.size).toBe(0);
});

describe('nobody but the command line', () => {
  /** What the app answers to these bytes before it ends the connection. */
  const say = (bytes: string | Buffer): Promise<string> =>
    new Promise((resolve) => {
      let text = '';
      const socket = connect(address, () => socket.write(bytes));
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });

  test.each([
    ['no JSON', 'hello\n'],
    ['another kind', '{"kind":"quit"}\n'],
    ['a field too many', '{"kind":"list","path":"/etc/passwd"}\n'],
    ['a name that is too long', `${JSON.stringify({ kind: 'on', name: 'x'.repeat(201) })}\n`],
    ['a name that is none', '{"kind":"on","name":{"$gt":""}}\n'],
  ])('is answered to %s with a sentence, and nothing is done', async (_, bytes) => {
    await serve();
    expect(JSON.parse(await say(bytes))).toMatchObject({
      kind: 'failed',
      what: expect.stringContaining('does not know'),
    });
    expect(done).toEqual([]);
  });

  test('may send a line without an end', async () => {
    await serve();
    expect(await say(Buffer.alloc(LONGEST_LINE + 1, 'x'))).toBe('');
  });

  test('is listened to more often at once than there are terminals', async () => {
    await serve();
    const watchers = Array.from({ length: MOST_CONNECTIONS }, () => connect(address));
    await Promise.all(watchers.map((socket) => once(socket, 'connect')));
    for (const socket of watchers) socket.write('{"kind":"watch"}\n');
    await expect.poll(() => listeners.size).toBe(MOST_CONNECTIONS);
    expect(await say('{"kind":"list"}\n')).toBe('');
    for (const socket of watchers) socket.destroy();
  });

  test.skipIf(process.platform === 'win32')('of another user reaches the socket', async () => {
    await serve();
    expect((await stat(address)).mode & 0o777).toBe(0o600);
  });
});

test('a socket that a killed app has left is taken over', async () => {
  if (process.platform !== 'win32') await writeFile(address, '');
  await serve();
  expect(await replies({ kind: 'list' })).toHaveLength(1);
});

test('no running app is told from a broken one', async () => {
  expect(await ask(address, { kind: 'list' }, () => undefined)).toEqual({ kind: 'not-running' });
});

describe('a profile by what a person types', () => {
  const tunnels = [line('Home'), line('Home server'), line('Work')];
  test.each([
    ['Home', 'Home'],
    ['home server', 'Home server'],
    ['w', 'Work'],
  ])('%s', (name, found) => {
    expect(findTunnel(tunnels, name)).toMatchObject({ ok: true, tunnel: { name: found } });
  });
  test.each([
    ['ho', 'Give the whole name.'],
    ['x', 'There are: “Home”, “Home server”, “Work”.'],
  ])('%s is none', (name, next) => {
    expect(findTunnel(tunnels, name)).toMatchObject({ ok: false, failure: { next: saying(next) } });
  });
  test('of no profiles', () => {
    expect(findTunnel([], 'x')).toMatchObject({ failure: { next: saying('Add a server in the app first.') } });
  });
});

describe('the place of the app’s files', () => {
  test.each([
    ['linux', {}, '/home/me/.config/Adit'],
    ['linux', { XDG_CONFIG_HOME: '/c' }, '/c/Adit'],
    ['darwin', {}, '/home/me/Library/Application Support/Adit'],
    ['win32', { APPDATA: 'C:\\Users\\me\\AppData\\Roaming' }, 'C:\\Users\\me\\AppData\\Roaming\\Adit'],
    ['win32', {}, null],
  ] as const)('on %s with %j', (platform, environment, folder) => {
    expect(userDataFolder(platform, '/home/me', environment)).toBe(folder);
  });

  test('on Windows each user has a pipe of their own, however the folder is written', () => {
    const pipe = (folder: string) => controlAddress('win32', folder);
    expect(pipe('C:\\Users\\A\\Adit')).toMatch(/^\\\\\.\\pipe\\adit-[0-9a-f]{32}$/);
    expect(pipe('C:\\Users\\A\\Adit')).toBe(pipe('c:\\users\\a\\adit'));
    expect(pipe('C:\\Users\\A\\Adit')).not.toBe(pipe('C:\\Users\\B\\Adit'));
  });
});
