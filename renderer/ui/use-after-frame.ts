import { useEffect, useRef, useState } from 'react';

/**
 * The value, one frame later than it changes: for what is shown beside something that is waited for. The frame that shows
 * what was clicked is then made without it.
 */
export function useAfterFrame<Value>(value: Value): Value {
  const [shown, show] = useState(value);
  const latest = useRef(value);
  const isDue = useRef(false);
  useEffect(() => {
    latest.current = value;
    if (isDue.current || value === shown) return;
    isDue.current = true;
    requestAnimationFrame(() => {
      setTimeout(() => {
        isDue.current = false;
        show(latest.current);
      }, 0);
    });
  }, [value, shown]);
  return shown;
}
