/** What the engine's first thread and a helper thread say to each other. Connections go another way: socket-channel.ts. */
import type { ConnectionEnd, Reached } from '../connection/connection.ts';
import type { Joined } from '../connection/tally.ts';
import type { InternalName } from '../node-internals/proven.ts';
import type { PortableContext } from '../server/tunnel-context.ts';

export interface HelperData {
  /** Of the channel. */
  readonly path: string;
  /** Proven by the first thread. */
  readonly internals: readonly InternalName[];
}

export type ToHelper =
  /** For the connections of this tunnel that come from now on. */
  | { readonly kind: 'context'; readonly tunnel: string; readonly context: PortableContext }
  /** The connection comes through the channel, sooner or later. */
  | { readonly kind: 'serve'; readonly connection: number; readonly tunnel: string; readonly turn: number }
  | { readonly kind: 'drop'; readonly connection: number };

/** Bytes of user data since the last time. */
export interface Count {
  readonly connection: number;
  readonly sent: number;
  readonly received: number;
}

export type FromHelper =
  | { readonly kind: 'connected'; readonly connection: number; readonly joined: Joined }
  | { readonly kind: 'reached'; readonly connection: number; readonly reached: Reached }
  | { readonly kind: 'traffic'; readonly counts: readonly Count[] }
  | { readonly kind: 'ended'; readonly connection: number; readonly end: ConnectionEnd };
