/** How `adit run` becomes a service of the system this program runs on. Pure. */
import { launchdPlan } from './launchd.ts';
import type { BackgroundPlan, Service, Surroundings } from './service.ts';
import { systemdPlan } from './systemd.ts';
import { taskWords } from './windows-task.ts';

export type Background =
  | { readonly kind: 'plan'; readonly plan: BackgroundPlan }
  /** Nothing is done: the lines are for a person. */
  | { readonly kind: 'recipe'; readonly install: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'unknown'; readonly sentence: string };

export function backgroundOf(service: Service, surroundings: Surroundings): Background {
  switch (surroundings.platform) {
    case 'linux':
      return { kind: 'plan', plan: systemdPlan(service, surroundings) };
    case 'darwin':
      return { kind: 'plan', plan: launchdPlan(service, surroundings) };
    case 'win32':
      return { kind: 'recipe', ...taskWords(service) };
    default:
      return {
        kind: 'unknown',
        sentence: `How this system (${surroundings.platform}) keeps programs running is not known here. Start this with it: ${[...service.program, 'run', service.file].join(' ')}`,
      };
  }
}
