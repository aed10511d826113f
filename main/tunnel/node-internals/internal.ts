/** What one use of Node's internals is, for whoever proves it and for whoever tells of it. */
import type { Keep } from './loopback.ts';
import type { InternalName } from './proven.ts';

export interface Internal {
  readonly name: InternalName;
  /** What it does, in a list. */
  readonly purpose: string;
  /** What is done where it does not work. */
  readonly instead: string;
  /** Resolves when it has served a connection: bytes both ways, and closed. Rejects with what went wrong. */
  prove(keep: Keep): Promise<void>;
}
