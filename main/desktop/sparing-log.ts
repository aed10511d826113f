/**
 * A log for what a page has been refused. A page in somebody else's hands is refused as often as it likes, and each line
 * would push out of the log's two files what happened before, and cost a write to the disk.
 */
import type { Logger } from '../state/logger.ts';

const MOST_LINES = 200;
const INTERVAL_MS = 60_000;

/** At most so many warnings a minute; the next one after that says how many were left out. `now` in milliseconds. */
export function sparing(log: Logger, now: () => number = Date.now): Logger {
  let since = Number.NEGATIVE_INFINITY;
  let count = 0;
  return {
    ...log,
    warn(text, profileId) {
      const isNew = now() - since >= INTERVAL_MS;
      const leftOut = count - MOST_LINES;
      if (isNew && leftOut > 0) log.warn(`${leftOut} more warnings like the last ones were left out.`);
      if (isNew) {
        since = now();
        count = 0;
      }
      count += 1;
      if (count <= MOST_LINES) log.warn(text, profileId);
    },
  };
}
