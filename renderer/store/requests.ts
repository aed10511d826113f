/** Requests to main, and what becomes of their answers: explanations for whoever asked, or a toast. */
import type { Result } from '../../preload/contract.ts';
import type { Explanation } from '../../preload/types.ts';
import { explained } from './request.ts';
import type { Cell, Toast } from './state.ts';

/** What a sheet asked for, to be shown in it. */
export type Answered<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly explanation: Explanation };

export interface Messages {
  tell(explanation: Explanation): void;
  dismissToast(id: number): void;
}

export interface Requests extends Messages {
  answered<Value>(request: Promise<Result<Value>>): Promise<Answered<Value>>;
  /** Why it failed; null is success. */
  done(request: Promise<Result<unknown>>): Promise<Explanation | null>;
  /** For what nobody waits to show: a failure is told. */
  told(request: Promise<Result<unknown>>): Promise<void>;
  /** Something was done that cannot be seen. */
  say(text: string, undoIds?: readonly string[]): void;
  /** A person goes on: what went wrong before is no longer news. */
  dropFailures(): void;
}

/** As many toasts as fit beside each other. */
const MOST_TOASTS = 3;

export function createRequests({ get, set }: Cell): Requests {
  let nextToast = 1;

  const add = (toast: Toast): void => set({ toasts: [...get().toasts.slice(1 - MOST_TOASTS), toast] });

  const requests: Requests = {
    async answered(request) {
      const result = await explained(request);
      if (!result.ok) return { ok: false, explanation: result.error.explanation };
      requests.dropFailures();
      return result;
    },

    async done(request) {
      const result = await requests.answered(request);
      return result.ok ? null : result.explanation;
    },

    async told(request) {
      const explanation = await requests.done(request);
      if (explanation !== null) requests.tell(explanation);
    },

    tell: (explanation) => add({ id: nextToast++, kind: 'failure', explanation }),
    say: (text, undoIds = []) =>
      add({ id: nextToast++, kind: 'done', text, ...(undoIds.length === 0 ? {} : { undoIds }) }),

    dropFailures() {
      const { toasts } = get();
      if (toasts.some(({ kind }) => kind === 'failure'))
        set({ toasts: toasts.filter(({ kind }) => kind !== 'failure') });
    },

    dismissToast: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
  };
  return requests;
}
