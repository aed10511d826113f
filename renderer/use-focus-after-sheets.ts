import { useEffect, useRef } from 'react';
import { useWindow } from './store-context.tsx';

/** What lies on the page and goes again. */
const OVERLAYS = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

/**
 * Whatever had the focus before the first of several sheets has it after the last. A sheet by itself gives it back to what
 * opened it, which is gone when that was in another sheet.
 */
export function useFocusAfterSheets(): void {
  const isSheetOpen = useWindow((state) => state.sheet !== null);
  const onPage = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.closest(OVERLAYS) === null) onPage.current = target;
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  useEffect(() => {
    if (isSheetOpen) return;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body && onPage.current?.isConnected) onPage.current.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [isSheetOpen]);
}
