/** How long main's event loop was held up meanwhile, and what memory its process has: figures to read, not to test by. */
import type { App } from './app.ts';

interface Turn {
  /** Milliseconds. */
  readonly late: number;
  /** How many of them the thread worked, instead of waiting for a processor; null where the system does not tell. */
  readonly worked: number | null;
}

declare global {
  var __turns: Turn[] | undefined;
}

const INTERVAL_MS = 5;

export interface LoadOfMain {
  readonly lateP99: number;
  readonly lateMax: number;
  /** The longest that main itself held its loop up, however busy the machine is; null where the system does not tell. */
  readonly ownP99: number | null;
  readonly ownMax: number | null;
  /** MiB. */
  readonly memory: number;
}

/** Looks at main's event loop from now on. */
export const watchMain = ({ electron }: Pick<App, 'electron'>): Promise<void> =>
  electron.evaluate((_, interval) => {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    // Nanoseconds on a processor, of this thread, the first one.
    const onProcessor = (): number | null => {
      try {
        return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1e6;
      } catch {
        return null;
      }
    };
    let last = { at: performance.now(), worked: onProcessor() };
    globalThis.__turns = [];
    setInterval(() => {
      const now = { at: performance.now(), worked: onProcessor() };
      const late = Math.max(0, now.at - last.at - interval);
      const worked = now.worked === null || last.worked === null ? null : Math.min(late, now.worked - last.worked);
      globalThis.__turns?.push({ late, worked });
      last = now;
    }, interval).unref();
  }, INTERVAL_MS);

/** Since `watchMain`, or since it was asked last. */
export const loadOfMain = ({ electron }: Pick<App, 'electron'>): Promise<LoadOfMain> =>
  electron.evaluate(() => {
    const turns = globalThis.__turns?.splice(0) ?? [];
    const ordered = (values: readonly number[]) => [...values].sort((a, b) => a - b);
    const most = (values: readonly number[], share: number) =>
      Math.round(values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0);
    const late = ordered(turns.map((turn) => turn.late));
    const own = ordered(turns.flatMap(({ worked }) => (worked === null ? [] : [worked])));
    return {
      lateP99: most(late, 0.99),
      lateMax: most(late, 1),
      ownP99: own.length === 0 ? null : most(own, 0.99),
      ownMax: own.length === 0 ? null : most(own, 1),
      memory: Math.round(process.memoryUsage.rss() / 2 ** 20),
    };
  });
