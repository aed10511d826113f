/** `seen-plans.json`: what a person has agreed to be started, by profile. Whoever loses it is asked again. */
import ElectronStore from 'electron-store';
import { z } from 'zod';
import type { SeenPlans } from '../state/launching.ts';
import { describeThrown, type Logger } from '../state/logger.ts';

/** A profile's program is changed now and then; those of before are remembered as well. */
const MOST_OF_ONE = 8;
const schema = z.record(z.string(), z.array(z.string()));

export function openSeenPlans(directory: string, log: Logger): SeenPlans {
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: directory,
    name: 'seen-plans',
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  });
  const all = (): Readonly<Record<string, readonly string[]>> => {
    const parsed = schema.safeParse(store.store);
    return parsed.success ? parsed.data : {};
  };
  return {
    has: (profileId, digest) => all()[profileId]?.includes(digest) === true,
    add(profileId, digest) {
      const seen = all();
      try {
        store.store = { ...seen, [profileId]: [...(seen[profileId] ?? []), digest].slice(-MOST_OF_ONE) };
      } catch (thrown) {
        log.warn(`What was agreed to be started could not be stored: ${describeThrown(thrown)}`);
      }
    },
  };
}
