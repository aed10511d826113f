/** The client ends that are compared. Each listens on a free port of 127.0.0.1 and leads to the same TLS server. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HEAP_LIMITS } from '../../main/tunnel/base/heap.ts';
import { environment } from '../../main/tunnel/server/environment.ts';
import { type FromEngine, remoteEngine } from '../../main/tunnel/wire.ts';
import type { TunnelStatus } from '../../preload/types.ts';
import { pinned, portOf, specification } from '../engine/specification.ts';
import { freePort } from '../peers/free-port.ts';
import { startProcess } from '../peers/process.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { requireTool } from '../peers/tools.ts';

export interface Client {
  readonly port: number;
  /** Of a second tunnel of the same process that keeps connections ready; left out where there is nothing to compare. */
  readonly sparesPort?: number;
  readonly pid: number;
  close(): Promise<void>;
}

export interface Server {
  readonly port: number;
  /** PEM text of its certificate. */
  readonly certificate: string;
  /** For files that a client needs. */
  readonly directory: string;
}

export interface ClientKind {
  readonly name: string;
  start(server: Server): Promise<Client>;
}

/** It keeps no connections ready; its resumed ones are what spares are compared with. */
export const stunnel: ClientKind = {
  name: 'stunnel',
  start: async ({ port }) => {
    const running = await startStunnel({ connect: port, extra: 'client = yes' });
    return { ...running, sparesPort: running.port };
  },
};

async function untilAccepted(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect(port, '127.0.0.1');
    const accepted = await once(socket, 'connect').catch(() => null);
    socket.destroy();
    if (accepted !== null) return;
    await delay(50);
  }
  throw new Error(`nobody listens on port ${port}`);
}

export const haproxy: ClientKind = {
  name: 'haproxy',
  start: async (server) => {
    const port = await freePort();
    const file = path.join(server.directory, `haproxy-${port}.cfg`);
    const configuration = [
      'global',
      '  maxconn 4000',
      'defaults',
      '  mode tcp',
      '  timeout connect 10s',
      '  timeout client 300s',
      '  timeout server 300s',
      'listen tunnel',
      `  bind 127.0.0.1:${port}`,
      `  server peer 127.0.0.1:${server.port} ssl verify none`,
      '',
    ];
    await writeFile(file, configuration.join('\n'));
    // It says that it polls before it listens.
    const running = await startProcess({
      command: requireTool('haproxy'),
      args: ['-f', file, '-db', '-V'],
      ready: /poll/,
    });
    await untilAccepted(port);
    return { port, pid: running.pid, close: running.close };
  },
};

export const socat: ClientKind = {
  name: 'socat',
  start: async (server) => {
    const listen = 'TCP4-LISTEN:0,bind=127.0.0.1,fork,reuseaddr,backlog=1024,nodelay';
    const peer = `OPENSSL:127.0.0.1:${server.port},verify=0,nodelay`;
    // Half a second after one side has ended socat would end the other too, hence -t.
    const ready = /listening on \S*?AF=2 127\.0\.0\.1:(\d+)/;
    const running = await startProcess({
      command: requireTool('socat'),
      args: ['-d', '-d', '-t', '60', listen, peer],
      ready,
    });
    const [, port] = await running.logged(ready);
    return { port: Number(port), pid: running.pid, close: running.close };
  },
};

/** The least that a program on this runtime does; see least.mjs. */
export function least(name: string, executable: string): ClientKind {
  return {
    name,
    start: async ({ port, certificate }) => {
      const child = fork(path.join(import.meta.dirname, 'least.mjs'), [], {
        execPath: executable,
        execArgv: [],
        env: { ...process.env, NODE_OPTIONS: '', ELECTRON_RUN_AS_NODE: '1' },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      child.send({ port, certificate });
      const [ports] = (await once(child, 'message')) as [Pick<Client, 'port' | 'sparesPort'>];
      return { ...ports, pid: child.pid ?? -1, close: () => end(child) };
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

export interface EngineOptions {
  readonly name: string;
  /** Node or Electron. */
  readonly executable: string;
  /** The built worker of the app. */
  readonly worker: string;
}

/** Our engine in its worker thread, as in the app. */
export function adit({ name, executable, worker }: EngineOptions): ClientKind {
  return {
    name,
    start: async (server) => {
      const child = fork(path.join(import.meta.dirname, 'engine-host.mjs'), [worker, JSON.stringify(HEAP_LIMITS)], {
        execPath: executable,
        execArgv: [],
        env: { ...process.env, NODE_OPTIONS: '', ELECTRON_RUN_AS_NODE: '1' },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      await once(child, 'spawn');
      const reached = new Map<string, TunnelStatus>();
      const ready = new Promise<void>((resolve, reject) => {
        child.on('exit', () => reject(new Error(`${name} ended`)));
        const remote = remoteEngine(
          (message) => child.send(message),
          (event) => {
            if (event.kind !== 'status') return;
            if (event.status.kind === 'blocked') reject(new Error(`${name}: ${event.status.error.kind}`));
            if (event.status.kind === 'on' && event.status.server.kind === 'reachable')
              reached.set(event.id, event.status);
            if (reached.size === 2) resolve();
          },
          environment,
        );
        child.on('message', (message: FromEngine) => remote.receive(message));
        const plain = specification(server.port, { id: 'plain', trust: pinned(server.certificate) });
        remote.engine.start(plain);
        remote.engine.start({ ...plain, id: 'spares', spares: { count: 2, lifetime: 30 } });
      });
      const close = () => end(child);
      try {
        await ready;
        const portFor = (id: string) => portOf(reached.get(id) ?? { kind: 'off' });
        return { port: portFor('plain'), sparesPort: portFor('spares'), pid: child.pid ?? -1, close };
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}
