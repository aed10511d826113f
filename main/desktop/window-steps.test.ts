import { afterEach, expect, it, vi } from 'vitest';
import { createWindowSteps, PATIENCE_MS } from './window-steps.ts';

afterEach(() => void vi.useRealTimers());

/** Whether it has resolved by now. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  return done;
}

it('lets each wait for its step, and a later step implies the earlier one', async () => {
  const steps = createWindowSteps();
  const [page, state] = [steps.reached('page'), steps.reached('state')];
  expect(await isDone(page)).toBe(false);
  steps.reach('page');
  expect([await isDone(page), await isDone(state)]).toEqual([true, false]);
  steps.reach('state');
  expect(await isDone(state)).toBe(true);
  steps.reach('page');
  expect(await isDone(steps.reached('state'))).toBe(true);

  const closed = createWindowSteps();
  closed.reach('state');
  expect(await isDone(closed.reached('page'))).toBe(true);
});

it('waits for no page that never comes', async () => {
  vi.useFakeTimers();
  const reached = createWindowSteps().reached('page');
  expect(await isDone(reached)).toBe(false);
  vi.advanceTimersByTime(PATIENCE_MS);
  expect(await isDone(reached)).toBe(true);
});
