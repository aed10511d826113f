/** Totals of traffic are stored while it goes on, so that a crash loses a minute and not the day. */
import type { AppStateHolder } from './app-state.ts';

const KEEP_AFTER_MS = 60_000;

export interface TrafficKeepingPorts {
  readonly state: Pick<AppStateHolder, 'subscribe'>;
  readonly keep: () => void;
  /** Calls later, and gives how to cancel. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
}

/** Nothing wakes up while nothing goes through. Returns how to stop, which keeps what there is. */
export function keepTraffic({ state, keep, after }: TrafficKeepingPorts): () => void {
  let cancel: (() => void) | null = null;
  const unsubscribe = state.subscribe(({ changes }) => {
    if (cancel !== null || changes.every(({ kind }) => kind !== 'traffic')) return;
    cancel = after(KEEP_AFTER_MS, () => {
      cancel = null;
      keep();
    });
  });
  return () => {
    unsubscribe();
    cancel?.();
    keep();
  };
}
