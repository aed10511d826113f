import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface RunningProcess extends AsyncDisposable {
  readonly pid: number;
  /** Everything written to stdout and stderr so far. */
  log(): string;
  /** Resolves when `pattern` stands in the log, also if it already does; fails with the log after `timeoutMs`. */
  logged(pattern: RegExp, timeoutMs?: number): Promise<RegExpMatchArray>;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  signal(signal: NodeJS.Signals): void;
  /** Ends exactly this process: SIGTERM, and SIGKILL when it does not listen. Resolves when it is gone. */
  close(): Promise<void>;
}

export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The process counts as started when this stands in its log. */
  readonly ready: RegExp;
  readonly timeoutMs?: number;
}

const running = new Set<{ kill(): void }>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

/** Starts a program and waits until it says that it is ready. A failure to start is reported with its log. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { command, args, ready, timeoutMs = 20_000 } = options;
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  const guard = { kill: () => child.kill('SIGKILL') };
  running.add(guard);
  let text = '';
  let ended = false;
  const waiters = new Set<() => void>();
  const wake = () => {
    for (const waiter of waiters) waiter();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      wake();
    });
  }
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      ended = true;
      running.delete(guard);
      resolve({ code, signal });
      wake();
    };
    child.on('close', end);
    child.on('error', (error) => {
      text += `${error.message}\n`;
      end(null, null);
    });
  });

  const logged = (pattern: RegExp, limitMs = 10_000) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        waiters.delete(look);
        act();
      };
      const fail = (why: string) =>
        settle(() => reject(new Error(`${command} ${why} while waiting for ${pattern}\n${text}`)));
      const timer = setTimeout(() => fail(`said nothing of it in ${limitMs} ms`), limitMs);
      const look = () => {
        const match = text.match(pattern);
        if (match) settle(() => resolve(match));
        else if (ended) fail('ended');
      };
      waiters.add(look);
      look();
    });

  const close = async () => {
    if (ended) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await exited;
    clearTimeout(timer);
  };

  try {
    await Promise.race([once(child, 'spawn'), exited]);
    await logged(ready, timeoutMs);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    pid: child.pid ?? -1,
    log: () => text,
    logged,
    exited,
    signal: (signal) => child.kill(signal),
    close,
    [Symbol.asyncDispose]: close,
  };
}
