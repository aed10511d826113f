import { useEffect, useState } from 'react';
import { useWindow } from './store-context.tsx';

type Loaded = typeof import('./OpenSheet.tsx');

let loaded: Loaded | null = null;

/** All sheets are one file, which the first sight of the window does without. */
export async function loadSheets(): Promise<Loaded> {
  loaded = await import('./OpenSheet.tsx');
  return loaded;
}

/** What shows that somebody is at the window. */
const signs = ['pointermove', 'pointerdown', 'keydown'] as const;

/**
 * Comes when somebody is at the window, or when a sheet is to open: a window that is only there, as after a start at login,
 * does without their memory.
 */
export function LateSheets() {
  const [sheets, setSheets] = useState(loaded);
  const isWanted = useWindow((state) => state.sheet !== null);
  useEffect(() => {
    if (sheets !== null) return;
    const load = () => void loadSheets().then(setSheets);
    if (isWanted) {
      load();
      return;
    }
    let idle: number | undefined;
    const prepare = () => {
      idle ??= requestIdleCallback(load);
    };
    for (const sign of signs) addEventListener(sign, prepare, { passive: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, prepare);
      if (idle !== undefined) cancelIdleCallback(idle);
    };
  }, [sheets, isWanted]);
  return sheets && <sheets.OpenSheet />;
}
