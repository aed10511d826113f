import { useEffect } from 'react';
import { useActions } from '../store-context.tsx';

/** Main asks before the app ends while there is something that is not saved. */
export function useUnsaved(name: string | null): void {
  const { setUnsaved } = useActions();
  useEffect(() => {
    if (name === null) return;
    setUnsaved(name);
    return () => setUnsaved(null);
  }, [name, setUnsaved]);
}
