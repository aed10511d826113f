import { expect, it } from 'vitest';
import type { Logger } from '../state/logger.ts';
import { createEarlyLog } from './early-log.ts';

it('keeps lines until there is a log, and passes on what comes later, once each and in their order', () => {
  const lines: (readonly unknown[])[] = [];
  const to =
    (level: string) =>
    (...line: readonly unknown[]) =>
      void lines.push([level, ...line]);
  const file: Logger = { error: to('error'), warn: to('warn'), info: to('info'), debug: to('debug') };
  const { log, continueIn } = createEarlyLog();
  log.warn('one');
  log.error('two', 'profile');
  expect(lines).toEqual([]);
  continueIn(file);
  log.info('three');
  log.debug('four');
  expect(lines).toEqual([
    ['warn', 'one'],
    ['error', 'two', 'profile'],
    ['info', 'three'],
    ['debug', 'four'],
  ]);
});
