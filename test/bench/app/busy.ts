/** What a page's main thread works, of the processor, so that another program's work is not counted. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Target } from './inspected.ts';

export interface Work {
  /** Milliseconds: all tasks, and the scripts among them. */
  readonly task: number;
  readonly script: number;
}

async function sofar(page: Target): Promise<Work> {
  const { metrics } = (await page.command('Performance.getMetrics')) as {
    readonly metrics: readonly { readonly name: string; readonly value: number }[];
  };
  const of = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000;
  return { task: of('TaskDuration'), script: of('ScriptDuration') };
}

export async function workOf(page: Target, milliseconds: number): Promise<Work> {
  await page.command('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await sofar(page);
  await delay(milliseconds);
  const after = await sofar(page);
  return { task: after.task - before.task, script: after.script - before.script };
}
