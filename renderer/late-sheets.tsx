import { useEffect, useState } from 'react';
import { useWindow } from './store-context.tsx';

type Loaded = typeof import('./OpenSheet.tsx');

let loaded: Loaded | null = null;

/** All sheets are one file, which the first sight of the window does without. */
export async function loadSheets(): Promise<Loaded> {
  loaded = await import('./OpenSheet.tsx');
  return loaded;
}

/** Comes when the window is there and has nothing else to do, or when a sheet is to open. */
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
    const idle = requestIdleCallback(load);
    return () => cancelIdleCallback(idle);
  }, [sheets, isWanted]);
  return sheets && <sheets.OpenSheet />;
}
