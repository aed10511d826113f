import { useEffect, useRef } from 'react';
import { useWindow } from './store-context.tsx';

/** When a server goes away with what had the focus, the heading of what takes its place has it. */
export function useRescuedFocus(): void {
  const count = useWindow((state) => state.app?.profiles.length ?? 0);
  const isSheetOpen = useWindow((state) => state.sheet !== null);
  const known = useRef(count);
  const wasRemoved = useRef(false);
  useEffect(() => {
    if (count < known.current) wasRemoved.current = true;
    known.current = count;
    if (!wasRemoved.current || isSheetOpen) return;
    wasRemoved.current = false;
    // The sheet gives the focus back first, where there is something to give it to.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      document.querySelector<HTMLElement>('main h1')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [count, isSheetOpen]);
}
