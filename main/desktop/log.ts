/** The log file: `logs/adit.log` in the user data directory, one older file kept. */
import { join } from 'node:path';
// The variant without Electron: the other one opens an IPC channel of its own to every page.
import log from 'electron-log/node';
import type { Logger } from '../state/logger.ts';
import { APP_NAME } from './app-name.ts';
import { makePrivate } from './user-data.ts';

const MAX_BYTES = 2 * 1024 * 1024;

export function openLog(directory: string, toConsole: boolean): Logger {
  makePrivate(join(directory, 'logs'));
  const logger = log.create({ logId: 'adit' });
  // Without a name it looks for a package.json around the working directory, and writes nothing if there is none.
  logger.transports.file.setAppName(APP_NAME);
  logger.transports.file.resolvePathFn = () => join(directory, 'logs', 'adit.log');
  logger.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  logger.transports.file.maxSize = MAX_BYTES;
  // How much is wanted is decided before (state/log-levels.ts).
  logger.transports.file.level = 'debug';
  logger.transports.file.format = '[{y}-{m}-{d} {h}:{i}:{s}.{ms}] [{level}] {text}';
  logger.transports.console.level = toConsole ? 'debug' : false;
  return {
    error: (text) => logger.error(text),
    warn: (text) => logger.warn(text),
    info: (text) => logger.info(text),
    debug: (text) => logger.debug(text),
  };
}
