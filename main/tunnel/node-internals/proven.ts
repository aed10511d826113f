/**
 * What the engine uses below Node's interface in this thread. Nothing before it was proven here: until then, and where the
 * proof fails, the public way is taken.
 */

export const internalNames = ['own-buffers', 'socket-channel', 'tls-reset', 'peer-address'] as const;
export type InternalName = (typeof internalNames)[number];

const proven = new Set<InternalName>();

export const isProven = (name: InternalName): boolean => proven.has(name);

export const provenInternals = (): readonly InternalName[] => [...proven];

/** For what was proven in this thread, or in another one of the same process. */
export function trust(names: readonly InternalName[]): void {
  for (const name of names) proven.add(name);
}

/** For tests. */
export function distrust(name: InternalName): void {
  proven.delete(name);
}
