import { useRef } from 'react';

/** Runs one request at a time: a second press, while the first is on its way, does nothing. */
export function useOneAtATime(): (act: () => Promise<void>) => void {
  const isBusy = useRef(false);
  return (act) => {
    if (isBusy.current) return;
    isBusy.current = true;
    void act().finally(() => {
      isBusy.current = false;
    });
  };
}
