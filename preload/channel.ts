import type { CallName, EventName } from './contract.ts';

/** The IPC channel of one call or event. Each has its own, so that there is no channel to send arbitrary names through. */
export function channelOf<Name extends CallName | EventName>(name: Name): `adit:${Name}` {
  return `adit:${name}`;
}
