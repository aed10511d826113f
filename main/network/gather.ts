/** Makes one of what happens in quick succession: a cable that is plugged in is a dozen of changes. */

/** Nothing more for so long: it is over. */
const QUIET_MS = 250;
/** Whatever still happens, nobody waits longer: what follows is another change. */
const LONGEST_MS = 1000;

export interface Gatherer {
  happened(): void;
  stop(): void;
}

/** Calls `settled` once for everything that happened within a moment, at most a second after the first of it. */
export function gather(settled: () => void): Gatherer {
  let quiet: NodeJS.Timeout | undefined;
  let longest: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(quiet);
    clearTimeout(longest);
    longest = undefined;
  };
  const settle = (): void => {
    stop();
    settled();
  };
  return {
    happened() {
      clearTimeout(quiet);
      quiet = setTimeout(settle, QUIET_MS);
      quiet.unref();
      longest ??= setTimeout(settle, LONGEST_MS).unref();
    },
    stop,
  };
}
