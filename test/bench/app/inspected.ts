/** An Electron program as its developers' tools see it: not through a test driver, whose emulation of focus and visibility costs time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const ASK_AGAIN_MS = 50;

export interface Target {
  /** The value of an expression, which may be a promise. */
  evaluate<Value>(expression: string): Promise<Value>;
  command(method: string, params?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Looks no longer. */
  close(): void;
}

export interface Inspected extends AsyncDisposable {
  readonly pid: number;
  /** Milliseconds since the epoch, just before the process was made. */
  readonly startedAt: number;
  readonly page: Target;
  /** null unless it was asked for: it slows the start. */
  readonly main: Target | null;
}

interface StartOptions {
  readonly executable: string;
  readonly entry: string;
  readonly userData: string;
  readonly withMain?: boolean;
}

/** Starts the program and waits for its page. `DISPLAY` has to be there. */
export async function startInspected({
  executable,
  entry,
  userData,
  withMain = false,
}: StartOptions): Promise<Inspected> {
  const startedAt = Date.now();
  const child = spawn(
    executable,
    [
      ...(withMain ? ['--inspect=127.0.0.1:0'] : []),
      '--remote-debugging-port=0',
      '--no-sandbox',
      entry,
      `--user-data-dir=${userData}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ADIT_LOG: '' } },
  );
  const addresses = await announced(child, withMain ? 2 : 1);
  const browser = addresses.find((address) => address.includes('/devtools/browser/'));
  const node = addresses.find((address) => address !== browser);
  if (browser === undefined) throw new Error('Electron has no page to look at.');
  const page = await pageOf(new URL(browser).host);
  const main = node === undefined ? null : await attach(node);
  return {
    pid: child.pid ?? 0,
    startedAt,
    page,
    main,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await Promise.race([ended, delay(5000).then(() => child.kill('SIGKILL'))]);
    },
  };
}

/** The addresses that the program writes on standard error, the first so many. */
async function announced({ stderr }: ChildProcess, count: number): Promise<readonly string[]> {
  if (stderr === null) throw new Error('Electron’s output cannot be read.');
  const found: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    const address = /(?:DevTools|Debugger) listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) found.push(address);
    if (found.length === count) break;
  }
  stderr.resume();
  return found;
}

async function pageOf(host: string): Promise<Target> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const answer = await fetch(`http://${host}/json/list`).catch(() => null);
    const targets = answer === null ? [] : ((await answer.json()) as readonly Record<string, string>[]);
    // A window begins with an empty page, whose context is gone a moment later.
    const page = targets.find(({ type, url }) => type === 'page' && url?.includes('index.html'))?.[
      'webSocketDebuggerUrl'
    ];
    if (page !== undefined) return attach(page);
    await delay(ASK_AGAIN_MS);
  }
  throw new Error('Electron has shown no page.');
}

interface Answer {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

async function attach(address: string): Promise<Target> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  const call = async (method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> => {
    last += 1;
    const id = last;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await answered;
    waiting.delete(id);
    if (result === undefined) throw new Error(error?.message ?? 'no answer');
    return result;
  };
  return {
    command: call,
    close: () => socket.close(),
    async evaluate<Value>(expression: string): Promise<Value> {
      const ask = () => call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      // While the page comes its context can be replaced, and the first answer is lost.
      const answer = await ask().catch(ask);
      if (answer['exceptionDetails'] !== undefined) throw new Error(JSON.stringify(answer['exceptionDetails']));
      return (answer['result'] as { readonly value: Value }).value;
    },
  };
}
