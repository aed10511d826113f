/** `seen-plans.json`: what a person has agreed to be started, by profile. Whoever loses it is asked again. */
import { z } from 'zod';
import type { SeenPlans } from '../state/launching.ts';
import { describeThrown, type Logger } from '../state/logger.ts';
import { openSmallFile } from './small-file.ts';

/** A profile's program is changed now and then; those of before are remembered as well. */
const MOST_OF_ONE = 8;
const schema = z.record(z.string(), z.array(z.string()));

export function openSeenPlans(directory: string, log: Logger): SeenPlans {
  const file = openSmallFile(directory, 'seen-plans');
  const all = (): Readonly<Record<string, readonly string[]>> => {
    const parsed = schema.safeParse(file.read());
    return parsed.success ? parsed.data : {};
  };
  return {
    has: (profileId, digest) => all()[profileId]?.includes(digest) === true,
    add(profileId, digest) {
      const seen = all();
      try {
        file.write({ ...seen, [profileId]: [...(seen[profileId] ?? []), digest].slice(-MOST_OF_ONE) });
      } catch (thrown) {
        log.warn(`What was agreed to be started could not be stored: ${describeThrown(thrown)}`);
      }
    },
  };
}
