/** The runtimes under test, and the engine running in one of them. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TunnelSpecification } from '../../main/specification.ts';
import type { Engine, EngineEvent, EnginePorts, ProbeResult } from '../../main/tunnel/engine.ts';
import { environment } from '../../main/tunnel/server/environment.ts';
import { type FromEngine, remoteEngine } from '../../main/tunnel/wire.ts';
import type { TunnelStatus } from '../../preload/types.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { windowsNode } from '../peers/program-node.ts';
import { bundle } from './bundle.ts';
import { startWithChannel } from './channel.ts';
import type { Look, Resources, Seen } from './child.ts';
import { leavesInternalsOut } from './environment.ts';

export interface Runtime {
  readonly name: string;
  /** null: not on this machine; its suites are skipped. */
  readonly executable: string | null;
  /** Whether the channel of a forked process reaches it. */
  readonly hasOwnChannel: boolean;
}

const electronIn: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

function electronExecutable(): string | null {
  const installed = path.join(import.meta.dirname, '../../node_modules/electron/dist');
  const directory = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? installed;
  const executable = path.join(directory, electronIn[process.platform] ?? 'electron');
  return existsSync(executable) ? executable : null;
}

const all: readonly Runtime[] = [
  { name: 'Node', executable: process.execPath, hasOwnChannel: true },
  { name: 'Electron', executable: electronExecutable(), hasOwnChannel: true },
];

/** Without internals one will do, the one that users get: what is different then is the same code in both. */
const usual = leavesInternalsOut ? all.filter(({ executable }) => executable !== null).slice(-1) : all;

/** In the suite `windows` the engine runs on Windows' Node, and nowhere else. */
export const runtimes: readonly Runtime[] =
  windowsNode === null ? usual : [{ name: "Windows' Node", executable: windowsNode, hasOwnChannel: false }];

/** Builds what the runtimes run: Electron's Node does not strip types. One build for each test file. */
export async function buildChild(): Promise<{ readonly file: string; close(): Promise<void> }> {
  const directory = await temporaryDirectory('adit-engine-');
  const input = {
    child: path.join(import.meta.dirname, 'child.ts'),
    helper: path.join(import.meta.dirname, '../../main/tunnel/threads/helper.ts'),
  };
  await bundle(directory.path, input, 'js');
  await writeFile(path.join(directory.path, 'package.json'), '{ "type": "module" }');
  return { file: path.join(directory.path, 'child.js'), close: directory.close };
}

export interface RunningEngine extends AsyncDisposable {
  readonly engine: Engine;
  readonly events: readonly EngineEvent[];
  /** The newest status of a tunnel. */
  status(id: string): TunnelStatus;
  /** Resolves with the first status, from now on or present, that satisfies the condition. */
  until(id: string, condition: (status: TunnelStatus) => boolean, timeoutMs?: number): Promise<TunnelStatus>;
  /** Resolves when an event satisfies the condition, also one that was. */
  event(condition: (event: EngineEvent) => boolean, timeoutMs?: number): Promise<EngineEvent>;
  resources(): Promise<Resources>;
  lookAt(specification: TunnelSpecification): Promise<ProbeResult>;
  /** Ends the engine's helper threads without asking them. */
  endThreads(): void;
  /** The engine finds all at once what happened meanwhile. Not on Windows. */
  whileStopped(act: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Starts the built child in a runtime. Closing it ends the engine first; an engine that hangs fails the test. */
export async function startEngine(
  runtime: Runtime,
  file: string,
  env: NodeJS.ProcessEnv = {},
  ports: EnginePorts = environment,
): Promise<RunningEngine> {
  if (runtime.executable === null) throw new Error(`${runtime.name} is not on this machine`);
  const events: EngineEvent[] = [];
  const statuses = new Map<string, TunnelStatus>();
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  const remote = remoteEngine(
    (message) => started.send(message),
    (event) => {
      events.push(event);
      if (event.kind === 'status') statuses.set(event.id, event.status);
      wake();
    },
    ports,
  );
  const looks: ((result: ProbeResult) => void)[] = [];
  const resourceAnswers: ((resources: Resources) => void)[] = [];
  const receive = (message: FromEngine | Resources | Seen) => {
    if (message.kind === 'resources') resourceAnswers.shift()?.(message);
    else if (message.kind === 'seen') looks.shift()?.(message.result);
    else remote.receive(message);
  };
  const started = await startWithChannel(
    {
      executable: runtime.executable,
      hasOwnChannel: runtime.hasOwnChannel,
      file,
      env: { ...process.env, NODE_OPTIONS: '', ELECTRON_RUN_AS_NODE: '1', ...env },
    },
    (message) => receive(message as FromEngine | Resources | Seen),
  );
  const { child } = started;
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.on('exit', wake);

  const wait = <Value>(look: () => Value | undefined, timeoutMs: number) =>
    new Promise<Value>((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        waiting.delete(check);
        act();
      };
      const fail = (why: string) => settle(() => reject(new Error(`${why}\n${trace(events)}\n${stderr}`)));
      const timer = setTimeout(() => fail(`nothing of it in ${timeoutMs} ms`), timeoutMs);
      const check = () => {
        const value = look();
        if (value !== undefined) settle(() => resolve(value));
        else if (hasEnded(child)) fail('the engine ended');
      };
      waiting.add(check);
      check();
    });

  const close = async () => {
    if (hasEnded(child)) return;
    const hung = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await Promise.race([remote.engine.close(), once(child, 'exit')]);
    started.close();
    if (!hasEnded(child)) await once(child, 'exit');
    clearTimeout(hung);
    if (stderr !== '') throw new Error(`the engine wrote to stderr:\n${stderr}`);
    if (child.signalCode !== null) throw new Error(`the engine ended with ${child.signalCode}`);
  };
  const status = (id: string) => statuses.get(id) ?? { kind: 'off' };
  return {
    engine: remote.engine,
    events,
    status,
    until: (id, condition, timeoutMs = 60_000) =>
      wait(() => (statuses.has(id) && condition(status(id)) ? status(id) : undefined), timeoutMs),
    event: (condition, timeoutMs = 60_000) => wait(() => events.find(condition), timeoutMs),
    resources: () =>
      new Promise((resolve) => {
        resourceAnswers.push(resolve);
        started.send({ kind: 'resources' });
      }),
    lookAt: (specification) =>
      new Promise((resolve) => {
        looks.push(resolve);
        started.send({ kind: 'look', specification } satisfies Look);
      }),
    whileStopped: async (act) => {
      child.kill('SIGSTOP');
      await act().finally(() => child.kill('SIGCONT'));
    },
    endThreads: () => void started.send({ kind: 'end-threads' }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

const trace = (events: readonly EngineEvent[]) =>
  events.map((event) => JSON.stringify(event, (key, value) => (key === 'pem' ? undefined : value))).join('\n');
