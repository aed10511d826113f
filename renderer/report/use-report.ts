import { useCallback, useEffect, useRef, useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { useActions } from '../store-context.tsx';
import { asTaken, broughtBack, type Choices, noReport, withEdit, withMade } from './report-text.ts';

/** A report that is made by main at each choice, and edited in between. `profileId` is null for all servers. */
export function useReport(profileId: string | null) {
  const { makeReport } = useActions();
  const [report, setReport] = useState(noReport);
  // A switch moves at once; where no text comes of it, it goes back to what the text was made with.
  const [wanted, setWanted] = useState<Choices | null>(null);
  const [failure, setFailure] = useState<Explanation | null>(null);
  const newest = useRef(0);

  const choose = useCallback(
    (choices: Choices) => {
      newest.current += 1;
      const own = newest.current;
      setWanted(choices);
      void makeReport({ profileId, ...choices }).then((made) => {
        if (own !== newest.current) return;
        setWanted(null);
        setFailure(made.ok ? null : made.explanation);
        if (made.ok) setReport((now) => withMade(now, choices, made.value));
      });
    },
    [profileId, makeReport],
  );
  useEffect(() => {
    choose(noReport.choices);
    return () => {
      newest.current += 1;
    };
  }, [choose]);

  return {
    report,
    choices: wanted ?? report.choices,
    failure,
    choose,
    edit: (text: string) => setReport((now) => withEdit(now, text)),
    taken: (text: string) => setReport((now) => asTaken(now, text)),
    bringBack() {
      // What is on the way would take its place again.
      newest.current += 1;
      setWanted(null);
      setReport(broughtBack);
    },
  };
}
