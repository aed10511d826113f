/** The window's place, size, colours and direction, remembered, and kept on a screen that exists. */
import { join } from 'node:path';
import type { Settings } from '../../preload/types.ts';
import { writeWholeFile } from '../disk/whole-file.ts';
import { asRecord, readJson } from './json-file.ts';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowMemory {
  readonly bounds: Bounds | null;
  /** It fills its screen; `bounds` are what it has otherwise. */
  readonly isMaximized: boolean;
  readonly toldAboutTray: boolean;
  /** As it was chosen: what is painted before the settings are read is in these colours. */
  readonly appearance: Settings['appearance'];
  /** Whether the language that was spoken last is, for that first frame as well. */
  readonly isRightToLeft: boolean;
}

export const DEFAULT_SIZE = { width: 940, height: 640 };
export const MINIMUM_SIZE = { width: 480, height: 420 };

/** How much of a window must lie on a screen to be found again: a piece of its title bar. */
const VISIBLE = 64;

/** Where to open the window: as remembered if that is on one of the screens, else only its size, else the default. */
export function placeWindow(
  remembered: Bounds | null,
  screens: readonly Bounds[],
): Partial<Bounds> & typeof DEFAULT_SIZE {
  if (remembered === null) return DEFAULT_SIZE;
  const width = Math.max(MINIMUM_SIZE.width, remembered.width);
  const height = Math.max(MINIMUM_SIZE.height, remembered.height);
  const visible = screens.some(
    (screen) =>
      remembered.x + width >= screen.x + VISIBLE &&
      remembered.x <= screen.x + screen.width - VISIBLE &&
      remembered.y >= screen.y &&
      remembered.y <= screen.y + screen.height - VISIBLE,
  );
  return visible ? { x: remembered.x, y: remembered.y, width, height } : { width, height };
}

export interface WindowMemoryFile {
  read(): WindowMemory;
  /** Never throws. */
  write(memory: WindowMemory): void;
}

/**
 * `window.json`: nothing in it is worth a complaint, so a damaged file counts as none and is replaced. Read by hand: the
 * window is made before zod and electron-store are there.
 */
export function openWindowMemory(directory: string): WindowMemoryFile {
  const file = join(directory, 'window.json');
  let memory: WindowMemory | null = null;
  return {
    read() {
      memory ??= memoryIn(file);
      return memory;
    },
    write(next) {
      memory = next;
      try {
        writeWholeFile(file, JSON.stringify(next), 0o600);
      } catch {
        // It holds until the app ends, and the window opens where it was before.
      }
    },
  };
}

function memoryIn(file: string): WindowMemory {
  const found = readJson(file);
  const { bounds, isMaximized, toldAboutTray, appearance, isRightToLeft } = asRecord(
    found.kind === 'json' ? found.value : null,
  );
  return {
    bounds: boundsIn(bounds),
    isMaximized: isMaximized === true,
    toldAboutTray: toldAboutTray === true,
    appearance: appearance === 'light' || appearance === 'dark' ? appearance : 'system',
    isRightToLeft: isRightToLeft === true,
  };
}

function boundsIn(value: unknown): Bounds | null {
  const { x, y, width, height } = asRecord(value);
  return isWhole(x) && isWhole(y) && isWhole(width) && isWhole(height) ? { x, y, width, height } : null;
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
