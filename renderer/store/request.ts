import type { Result } from '../../preload/contract.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';

const noAnswer = (): Explanation => ({
  what: t('window.noAnswer.what'),
  why: t('window.noAnswer.why'),
  next: t('window.noAnswer.next'),
});

/** A request's answer; one that never came is explained like any other failure. */
export async function explained<Value>(request: Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await request;
  } catch {
    return { ok: false, error: { code: 'failed', explanation: noAnswer() } };
  }
}
