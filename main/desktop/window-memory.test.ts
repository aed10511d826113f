import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openWindowMemory, placeWindow } from './window-memory.ts';

vi.mock('electron', () => ({ default: {} }));

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('placeWindow', () => {
  test('the first time the window has its usual size, and the system chooses the place', () => {
    expect(placeWindow(null, [screen])).toEqual({ width: 940, height: 640 });
  });

  test('later it is where it was', () => {
    const bounds = { x: 2000, y: 100, width: 1000, height: 700 };
    expect(placeWindow(bounds, [screen, second])).toEqual(bounds);
  });

  test.each([
    ['the second screen is gone', { x: 2000, y: 100, width: 1000, height: 700 }],
    ['only a sliver would be visible', { x: 1900, y: 100, width: 1000, height: 700 }],
    ['the title bar would be above the screen', { x: 100, y: -200, width: 1000, height: 700 }],
    ['it would be below the screen', { x: 100, y: 1060, width: 1000, height: 700 }],
  ])('when %s, only its size is kept', (_why, bounds) => {
    expect(placeWindow(bounds, [screen])).toEqual({ width: 1000, height: 700 });
  });

  test('it is never smaller than its content needs', () => {
    expect(placeWindow({ x: 0, y: 0, width: 10, height: 10 }, [screen])).toMatchObject({ width: 480, height: 420 });
  });
});

describe('window.json', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'window-memory-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test('remembers', () => {
    const memory = {
      bounds: { x: 1, y: 2, width: 900, height: 600 },
      isMaximized: true,
      toldAboutTray: true,
      appearance: 'dark',
      isRightToLeft: true,
    } as const;
    openWindowMemory(directory).write(memory);
    expect(openWindowMemory(directory).read()).toEqual(memory);
  });

  test.each(['{', '[]', '{"bounds": 7, "appearance": "pink", "isRightToLeft": "no"}'])(
    'starts afresh when it holds %s',
    (text) => {
      writeFileSync(join(directory, 'window.json'), text);
      expect(openWindowMemory(directory).read()).toEqual({
        bounds: null,
        isMaximized: false,
        toldAboutTray: false,
        appearance: 'system',
        isRightToLeft: false,
      });
    },
  );
});
