import { useEffect, useRef } from 'react';
import { useWindow } from './store-context.tsx';
import { controlInPlaceOf, type Focused, focusedOf, isLost } from './ui/lost-focus.ts';

/** What lies on the page and goes again. */
const OVERLAYS = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

/** In what is left of its card the first that can be used, where it may be scrolled to; or the heading of the page. */
function takePlaceOf(lost: Focused): void {
  const control = controlInPlaceOf(lost, 'main section');
  if (control !== null) control.focus({ preventScroll: true });
  else document.querySelector<HTMLElement>('main h1')?.focus();
}

/**
 * The focus is never nowhere: a keyboard would begin at the top again, and a screen reader be silent.
 *
 * - After the last of several sheets, what had it before the first has it again. A sheet by itself gives it back to what opened
 *   it, which is gone when that was in another sheet.
 * - When what had it goes away, a button that was pressed, a server that was removed, what is in its place has it.
 */
export function usePageFocus(): void {
  const isSheetOpen = useWindow((state) => state.sheet !== null);
  const onPage = useRef<Focused | null>(null);
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.closest(OVERLAYS) === null) onPage.current = focusedOf(target);
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  useEffect(() => {
    if (isSheetOpen) return;
    // A sheet gives the focus back first, where there is something to give it to.
    const afterSheets = requestAnimationFrame(() => {
      if (document.activeElement === document.body && onPage.current?.element.isConnected)
        onPage.current.element.focus();
    });
    let frame = 0;
    const look = () => {
      if (onPage.current === null || !isLost(onPage.current)) return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (onPage.current !== null && isLost(onPage.current)) takePlaceOf(onPage.current);
      });
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, subtree: true });
    look();
    return () => {
      cancelAnimationFrame(afterSheets);
      cancelAnimationFrame(frame);
      watch.disconnect();
    };
  }, [isSheetOpen]);
}
