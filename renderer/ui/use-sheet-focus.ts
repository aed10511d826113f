import { type RefObject, useEffect, useRef } from 'react';
import { controlInPlaceOf, type Focused, focusedOf, isLost } from './lost-focus.ts';

/**
 * When a row of a sheet is taken away by its own button, what is beside it has the focus. React Aria would give it to the
 * sheet's first field, a frame later, and scroll there.
 */
export function useSheetFocus(): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const sheet = body.current;
    if (sheet === null) return;
    let last: Focused | null = null;
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) last = focusedOf(target);
    };
    const watch = new MutationObserver(() => {
      if (last !== null && isLost(last)) controlInPlaceOf(last, '[data-sheet-body] *')?.focus({ preventScroll: true });
    });
    sheet.addEventListener('focusin', remember);
    watch.observe(sheet, { childList: true, subtree: true });
    return () => {
      watch.disconnect();
      sheet.removeEventListener('focusin', remember);
    };
  }, []);
  return body;
}
