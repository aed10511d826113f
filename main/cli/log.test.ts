import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Log, level, logLine, readLevel } from './log.ts';

describe('log', () => {
  it('has the format of stunnel, one line a message whatever is in it', () => {
    const at = new Date(2026, 0, 2, 3, 4, 5);
    expect(logLine(at, 5, 'ui', 'Configuration successful')).toBe(
      '2026.01.02 03:04:05 LOG5[ui]: Configuration successful',
    );
    expect(logLine(at, 3, '12', 'a\nb\u001b[0m')).toBe('2026.01.02 03:04:05 LOG3[12]: a.b.[0m');
  });

  it.each([
    [null, 5],
    ['7', 7],
    ['0', 0],
    ['Warning', 4],
    ['daemon.info', 6],
    ['local0.err', 3],
  ])('reads the level of debug = %s', (value, expected) => {
    expect(readLevel(value)).toBe(expected);
  });
});

describe('the file of the log', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'adit-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const messages = (file: string) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.replace(/^.*: /, ''));
  const write = (log: Log, text: string) => log.write(level.notice, level.notice, 'ui', text);

  it.each([true, false])('keeps what it has when it is opened again; “log = overwrite”: %s', (overwrite) => {
    const file = path.join(folder, 'adit.log');
    const earlier = new Log();
    earlier.open({ standardError: false, file, overwrite: false });
    write(earlier, 'of a run before');
    earlier.close();
    const log = new Log();
    log.open({ standardError: false, file, overwrite });
    write(log, 'one');
    log.reopen();
    write(log, 'two');
    log.reopen();
    write(log, 'three');
    log.close();
    expect(messages(file)).toEqual([...(overwrite ? [] : ['of a run before']), 'one', 'two', 'three']);
  });

  it.skipIf(process.platform === 'win32')('is a new one after it was moved aside', () => {
    const file = path.join(folder, 'adit.log');
    const log = new Log();
    log.open({ standardError: false, file, overwrite: false });
    write(log, 'one');
    renameSync(file, `${file}.1`);
    write(log, 'two');
    log.reopen();
    write(log, 'three');
    log.close();
    expect([messages(`${file}.1`), messages(file)]).toEqual([['one', 'two'], ['three']]);
  });
});
