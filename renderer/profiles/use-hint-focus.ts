import { type RefObject, useEffect, useRef } from 'react';
import { useActions, useWindow } from '../store-context.tsx';

/** For the button that is the next step after a server was added: it gets the focus once, when the sheet has gone. */
export function useHintFocus(isNextStep: boolean): RefObject<HTMLButtonElement | null> {
  const { hintFocused } = useActions();
  const takesFocus = useWindow((state) => state.isHintNew && state.sheet === null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isNextStep || !takesFocus) return;
    button.current?.focus();
    hintFocused();
  }, [isNextStep, takesFocus, hintFocused]);
  return button;
}
