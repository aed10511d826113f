/** Child processes of the benchmark, and what Linux tells about any process. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { Answer, Order } from './load.ts';

export interface Child {
  readonly process: ChildProcess;
  close(): Promise<void>;
}

function startChild(file: string): Child {
  const child = fork(file, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return {
    process: child,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

const beside = (name: string) => `${import.meta.dirname}/${name}`;

export async function startBackend(): Promise<Child & { readonly port: number }> {
  const child = startChild(beside('backend.ts'));
  const [{ port }] = (await once(child.process, 'message')) as [{ port: number }];
  return { ...child, port };
}

/** The load generator itself has failed: nothing can be measured any more. */
export class LoadEnded extends Error {
  constructor() {
    super('the load generator has ended');
  }
}

export interface LoadGenerator extends Child {
  /** Rejects when the order failed (wrong content too) or took longer than `limitMs`. */
  carryOut(order: Order, limitMs?: number): Promise<readonly number[]>;
}

export function startLoad(): LoadGenerator {
  const child = startChild(beside('load.ts'));
  return {
    ...child,
    carryOut: async (order, limitMs = 60_000) => {
      if (!child.process.connected) throw new LoadEnded();
      const waiting = new AbortController();
      const timer = setTimeout(() => waiting.abort(), limitMs);
      const ended = () => waiting.abort();
      child.process.once('exit', ended);
      const answer = once(child.process, 'message', { signal: waiting.signal }) as Promise<[Answer]>;
      child.process.send(order);
      const [result] = await answer
        .catch(() => {
          if (!child.process.connected) throw new LoadEnded();
          throw new Error(`${order.kind} took longer than ${limitMs} ms`);
        })
        .finally(() => {
          clearTimeout(timer);
          child.process.off('exit', ended);
        });
      if ('failure' in result) throw new Error(result.failure);
      return result.figures;
    },
  };
}

/** Linux counts processor time in hundredths of a second, whatever the kernel's clock. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time. */
export interface Processor {
  readonly user: number;
  readonly system: number;
}

/** Of a process and of its children that have ended. */
export function processorSeconds(pid: number): Processor {
  // The second field is the program's name in parentheses, which may hold blanks.
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15);
  return { user: (user + childrenUser) / TICKS_PER_SECOND, system: (system + childrenSystem) / TICKS_PER_SECOND };
}

/** KiB of memory that a process and its children have alone, shared pages counted in parts. */
export function memoryKib(pid: number): number {
  let total = 0;
  for (const each of [pid, ...childrenOf(pid)]) {
    const rollup = readFileSync(`/proc/${each}/smaps_rollup`, 'latin1');
    total += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return total;
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').split(' ').filter(Boolean).map(Number),
  );
}

export const loadAverage = (): number => Number(readFileSync('/proc/loadavg', 'latin1').split(' ')[0]);
