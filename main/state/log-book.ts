/** The last lines of the log, for the window. The file has them as well, and more. */
import type { LogLevel, LogLine } from '../../preload/types.ts';
import { atLevel } from './log-levels.ts';
import type { Logger } from './logger.ts';

const KEPT = 2000;
/** Of one answer. */
const MOST = 500;

export interface LogBook {
  /** Writes in the book and in the log behind it. */
  readonly log: Logger;
  /** Those after a number, at most 500, the oldest first. */
  after(number: number): readonly LogLine[];
  all(): readonly LogLine[];
}

/** `wanted`: how much is written at all. */
export function createLogBook(behind: Logger, now: () => Date, wanted: () => LogLevel | undefined): LogBook {
  let lines: readonly LogLine[] = [];
  let last = 0;
  const writing =
    (level: LogLine['level'], write: Logger['info']): Logger['info'] =>
    (text, profileId) => {
      write(text, profileId);
      last += 1;
      lines = [...lines, { number: last, at: now().getTime(), level, profileId: profileId ?? null, text }].slice(-KEPT);
    };
  return {
    log: atLevel(
      {
        error: writing('error', behind.error),
        warn: writing('warning', behind.warn),
        info: writing('info', behind.info),
        debug: writing('debug', behind.debug),
      },
      wanted,
    ),
    after: (number) => lines.filter((line) => line.number > number).slice(0, MOST),
    all: () => lines,
  };
}
