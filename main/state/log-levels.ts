/** How much of what happens is written down, as the person wants it. */
import type { LogLevel } from '../../preload/types.ts';
import type { Logger } from './logger.ts';

const order: readonly LogLevel[] = ['error', 'warning', 'info', 'debug'];

/** Without details, where nobody has said anything else. */
const USUAL: LogLevel = 'info';

/** Writes only what is as grave as `wanted` says, or graver; asked anew for each line. */
export function atLevel(log: Logger, wanted: () => LogLevel | undefined): Logger {
  const writing =
    (level: LogLevel, write: Logger['info']): Logger['info'] =>
    (...line) => {
      if (order.indexOf(level) <= order.indexOf(wanted() ?? USUAL)) write(...line);
    };
  return {
    error: writing('error', log.error),
    warn: writing('warning', log.warn),
    info: writing('info', log.info),
    debug: writing('debug', log.debug),
  };
}
