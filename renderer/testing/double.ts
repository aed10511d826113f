/** A main process made of functions: what the window asks is recorded, and what main says is sent by hand. */

import type { AppState } from '../../preload/app-state.ts';
import {
  type Bridge,
  type CallName,
  createBridge,
  type EventName,
  type EventPayload,
  type Handlers,
  type Result,
} from '../../preload/contract.ts';

export interface Double {
  readonly bridge: Bridge;
  /** Every request in order, as the name and what was sent with it. */
  readonly requests: readonly { readonly name: CallName; readonly request: unknown }[];
  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void;
}

/** Calls without a handler succeed with nothing; `state.get` answers with the state. */
export function createDouble(state: AppState, handlers: Partial<Handlers> = {}): Double {
  const requests: { name: CallName; request: unknown }[] = [];
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>();
  const answers: Partial<Handlers> = {
    'state.get': () => ({ ok: true, value: state }),
    // As on the systems whose packages install the command.
    'command.find': () => ({ ok: true, value: null }),
    'folder.get': () => ({ ok: true, value: null }),
    'profile.remove': () => ({ ok: true, value: { undoId: null } }),
    ...handlers,
  };
  const bridge = createBridge({
    async request(name, request) {
      requests.push({ name, request });
      const answer = answers[name] as ((request: unknown) => Promise<Result<unknown>> | Result<unknown>) | undefined;
      return answer ? answer(request) : { ok: true, value: undefined };
    },
    subscribe(name, listener) {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => all.delete(listener);
    },
  });
  return {
    bridge,
    requests,
    emit(name, payload) {
      for (const listener of listeners.get(name) ?? []) listener(payload);
    },
  };
}
