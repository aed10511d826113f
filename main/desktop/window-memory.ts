/** The window's place and size, remembered, and kept on a screen that exists. */
import ElectronStore from 'electron-store';
import { z } from 'zod';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
const memorySchema = z.object({ bounds: boundsSchema.nullable(), toldAboutTray: z.boolean() });

export type WindowMemory = Readonly<z.infer<typeof memorySchema>>;

export const DEFAULT_SIZE = { width: 920, height: 640 };
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
  write(memory: WindowMemory): void;
}

/** `window.json`: nothing in it is worth a complaint, so a damaged file is simply replaced. */
export function openWindowMemory(directory: string): WindowMemoryFile {
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: directory,
    name: 'window',
    clearInvalidConfig: true,
  });
  return {
    read() {
      const parsed = memorySchema.safeParse(store.store);
      return parsed.success ? parsed.data : { bounds: null, toldAboutTray: false };
    },
    write(memory) {
      store.store = { ...memory };
    },
  };
}
