import { useEffect, useRef, useState } from 'react';

/** A page that is covered or put away makes no frames. */
const AT_LATEST_MS = 100;

function afterFrame(then: () => void): void {
  if (document.visibilityState === 'hidden') {
    then();
    return;
  }
  let isDone = false;
  const once = () => {
    if (!isDone) then();
    isDone = true;
  };
  requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, AT_LATEST_MS);
}

/**
 * The value, one frame later than it changes: for what is shown beside something that is waited for. The frame that shows
 * what was clicked is then made without it. Where nobody looks it changes at once, and what a screen reader finds there, or
 * who uncovers the window, is never older.
 */
export function useAfterFrame<Value>(value: Value): Value {
  const [shown, show] = useState(value);
  const latest = useRef(value);
  const isDue = useRef(false);
  useEffect(() => {
    latest.current = value;
    if (isDue.current || value === shown) return;
    isDue.current = true;
    afterFrame(() => {
      isDue.current = false;
      show(latest.current);
    });
  }, [value, shown]);
  return shown;
}
