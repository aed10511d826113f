/**
 * Reading in a thread of its own: a text of a mebibyte takes seconds on a slow computer, and the window, the tray and all
 * tunnels' states wait for main. The thread is made when something is to be read, and ends when nothing has been for a while.
 */
import type { Worker } from 'node:worker_threads';
import type { LanguageCode } from '../../preload/words/languages.ts';
import { currentLanguage } from '../../preload/words/words.ts';
import type { Job, JobName, Jobs } from './jobs.ts';

export interface ToReader {
  readonly id: number;
  /** Of the person: names that are proposed are theirs from then on. */
  readonly language: LanguageCode;
  readonly job: Job;
}

export type FromReader = { readonly id: number } & (
  | { readonly answer: Jobs[JobName]['answer'] }
  /** What nobody expected, for the log. */
  | { readonly thrown: string }
);

export interface Reader {
  /** Rejects when the thread fails, or does not answer in time. */
  read<Name extends JobName>(name: Name, asked: Jobs[Name]['asked']): Promise<Jobs[Name]['answer']>;
  close(): Promise<void>;
}

/** Longer than anything within the limits takes, on a slow computer. */
const PATIENCE_MS = 120_000;
/** As long as somebody may take to paste again. */
const IDLE_MS = 30_000;

interface Waiting {
  readonly resolve: (answer: Jobs[JobName]['answer']) => void;
  readonly reject: (error: Error) => void;
}

/** `create` makes the worker of out/main/reader.js. */
export function createReader(create: () => Worker, { patience = PATIENCE_MS, idle = IDLE_MS } = {}): Reader {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let pause: NodeJS.Timeout | undefined;
  let count = 0;

  /** Ends the thread; who still waits for it hears why. */
  const end = async (why: string): Promise<void> => {
    const ending = worker;
    worker = null;
    clearTimeout(pause);
    const left = [...waiting.values()];
    waiting.clear();
    for (const { reject } of left) reject(new Error(why));
    await ending?.terminate();
  };

  const receive = (message: FromReader): void => {
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    if ('thrown' in message) asker?.reject(new Error(message.thrown));
    else asker?.resolve(message.answer);
    if (waiting.size > 0) return;
    worker?.unref();
    clearTimeout(pause);
    pause = setTimeout(() => void end('idle'), idle);
    pause.unref();
  };

  const started = (): Worker => {
    if (worker !== null) return worker;
    const made = create();
    const lost = (why: string) => {
      if (worker === made) void end(why);
    };
    made.on('message', receive);
    made.on('error', (error) => lost(`the reading thread failed: ${String(error)}`));
    made.on('exit', () => lost('the reading thread ended'));
    worker = made;
    return made;
  };

  return {
    read<Name extends JobName>(name: Name, asked: Jobs[Name]['asked']) {
      return new Promise<Jobs[Name]['answer']>((resolve, reject) => {
        const thread = started();
        thread.ref();
        clearTimeout(pause);
        const id = count++;
        const late = setTimeout(() => void end('the reading thread did not answer in time'), patience);
        const settled =
          <Value>(settle: (value: Value) => void) =>
          (value: Value) => {
            clearTimeout(late);
            settle(value);
          };
        // The answer to a job is of its kind: `work` is typed by the same table.
        waiting.set(id, { resolve: settled(resolve as Waiting['resolve']), reject: settled(reject) });
        thread.postMessage({ id, language: currentLanguage(), job: { name, asked } as Job } satisfies ToReader);
      });
    },
    close: () => end('closed'),
  };
}
