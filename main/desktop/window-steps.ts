/**
 * How far the window's page is at the start. What main does meanwhile holds up the page's own files and its first question,
 * because one thread answers everything: so each has its turn.
 */

/** `page`: the page has its first frame and its program. `state`: it has asked what there is to show. */
export type WindowStep = 'page' | 'state';

export interface WindowSteps {
  /** A later step implies the earlier one. */
  reach(step: WindowStep): void;
  /** Resolves when the window is so far, and after `PATIENCE_MS` in any case: a page that never comes stops nothing. */
  reached(step: WindowStep): Promise<void>;
}

export const PATIENCE_MS = 3_000;

export function createWindowSteps(): WindowSteps {
  const order: readonly WindowStep[] = ['page', 'state'];
  let count = 0;
  let waiting: { readonly step: WindowStep; readonly resolve: () => void }[] = [];
  const isReached = (step: WindowStep): boolean => order.indexOf(step) < count;
  return {
    reach(step) {
      count = Math.max(count, order.indexOf(step) + 1);
      const due = waiting.filter((each) => isReached(each.step));
      waiting = waiting.filter((each) => !isReached(each.step));
      for (const { resolve } of due) resolve();
    },
    async reached(step) {
      if (isReached(step)) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        waiting.push({ step, resolve });
        timer = setTimeout(resolve, PATIENCE_MS);
      });
      clearTimeout(timer);
    },
  };
}
