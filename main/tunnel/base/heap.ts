/**
 * How much memory V8 may keep for objects that die young. A connection leaves a few thousand of them, and V8 answers a
 * burst of connections with a larger space, which it hardly ever gives back: on Node 24, 200 connections a second for a
 * minute left 100 MiB of it in one thread. Small it is collected more often, which costs nothing that could be measured.
 */
import type { ResourceLimits } from 'node:worker_threads';

const SEMI_SPACE_MIB = 4;

/** For threads in which connections are served. V8 divides it into two semi-spaces and large objects. */
export const HEAP_LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 3 * SEMI_SPACE_MIB };

/** The same for the first thread of a process. */
export const HEAP_FLAGS: readonly string[] = [`--max-semi-space-size=${SEMI_SPACE_MIB}`];
