import type { Result } from '../../preload/contract.ts';
import type { Explanation } from '../../preload/types.ts';

const noAnswer: Explanation = {
  what: 'The app did not answer.',
  why: 'Its background part may have stopped.',
  next: 'Quit the app and open it again.',
};

/** A request's answer; one that never came is explained like any other failure. */
export async function explained<Value>(request: Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await request;
  } catch {
    return { ok: false, error: { code: 'failed', explanation: noAnswer } };
  }
}
