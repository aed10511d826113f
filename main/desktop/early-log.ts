import type { Logger } from '../state/logger.ts';

export interface EarlyLog {
  readonly log: Logger;
  /** Writes there what has waited, in its order, and from now on everything. */
  continueIn(logger: Logger): void;
}

/**
 * The log until its file is opened: what writes it takes its time to load, and the window is not to wait for that. Lines
 * bear the time at which they are written, half a second late; those of a start that ends before are nobody's.
 */
export function createEarlyLog(): EarlyLog {
  let write = (line: (logger: Logger) => void): void => void waiting.push(line);
  let waiting: ((logger: Logger) => void)[] = [];
  return {
    log: {
      error: (...line) => write((logger) => logger.error(...line)),
      warn: (...line) => write((logger) => logger.warn(...line)),
      info: (...line) => write((logger) => logger.info(...line)),
      debug: (...line) => write((logger) => logger.debug(...line)),
    },
    continueIn(logger) {
      write = (line) => line(logger);
      for (const line of waiting) line(logger);
      waiting = [];
    },
  };
}
