import { useEffect, useState } from 'react';
import type { CallResponse } from '../../preload/contract.ts';
import { useActions } from '../store-context.tsx';

export type Look = CallResponse<'tunnel.look'>;

const EVERY_MS = 1000;

/** What there is to see of a tunnel, a second old at most; null at first. Nothing is asked while nobody can see it. */
export function useLook(profileId: string): Look | null {
  const { look } = useActions();
  const [seen, setSeen] = useState<Look | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      if (document.visibilityState === 'hidden') return;
      const answer = await look(profileId);
      if (isCurrent && answer !== null) setSeen(answer);
    };
    void ask();
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [look, profileId]);
  return seen;
}
