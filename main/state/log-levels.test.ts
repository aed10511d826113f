import { expect, test } from 'vitest';
import type { LogLevel } from '../../preload/types.ts';
import { atLevel } from './log-levels.ts';
import { makeApp } from './make-app.ts';

test.each<[LogLevel | undefined, string]>([
  ['error', 'e'],
  ['warning', 'e w'],
  ['info', 'e w i'],
  [undefined, 'e w i'],
  ['debug', 'e w i d'],
])('at %s what is written is %s', (wanted, expected) => {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  const log = atLevel({ error: write, warn: write, info: write, debug: write }, () => wanted);
  log.error('e');
  log.warn('w');
  log.info('i');
  log.debug('d');
  expect(written.join(' ')).toBe(expected);
});

test('the level of the settings holds from the moment it is chosen, for the file and for what the window shows', async () => {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  const app = makeApp([], { log: { error: write, warn: write, info: write, debug: write } });
  const said = (level: LogLevel) => {
    app.controller.handleEngineEvent({ kind: 'log', id: null, level: 'debug', text: `debug at ${level}` });
    app.controller.handleEngineEvent({ kind: 'log', id: null, level: 'warning', text: `warning at ${level}` });
  };
  for (const level of ['info', 'debug', 'error'] as const) {
    app.controller.saveSettings({ appearance: 'system', logLevel: level });
    said(level);
  }
  const expected = ['warning at info', 'debug at debug', 'warning at debug'];
  expect(written.filter((text) => / at /.test(text))).toEqual(expected);
  const read = await app.handlers['log.read']({ after: 0 });
  const shown = read.ok ? read.value.lines.map(({ text }) => text) : [];
  expect(shown.filter((text) => / at /.test(text))).toEqual(expected);
});
