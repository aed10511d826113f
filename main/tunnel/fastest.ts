/**
 * Which of several servers is the fastest, by measured handshakes. Pure. Delays vary by themselves, so that another server
 * is taken only when it is clearly better for some time, or the present one does not answer.
 */

/** What one handshake took; null: there was none. */
export interface Delay {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly milliseconds: number | null;
}

/** The latest last. By server, in the order of the profile. */
export type Delays = ReadonlyMap<string, readonly Delay[]>;

/** So many are kept of each server: five hours, at one in five minutes. */
const KEPT = 60;
/** So many of the latest say what is typical. */
const TYPICAL_OF = 5;
/** So often in a row another one must have been clearly better. */
const PROVEN_BY = 3;
/** What it must save to be worth a change: this part, and as much as nobody would call chance. */
const BETTER = { part: 0.2, milliseconds: 5 } as const;

export function withDelay(delays: Delays, server: string, delay: Delay): Delays {
  return new Map(delays).set(server, [...(delays.get(server) ?? []), delay].slice(-KEPT));
}

/** The median of the latest that answered; null: the last one did not, or nothing is known. */
export function typical(delays: readonly Delay[]): number | null {
  if ((delays.at(-1)?.milliseconds ?? null) === null) return null;
  const answered = delays
    .flatMap(({ milliseconds }) => (milliseconds === null ? [] : [milliseconds]))
    .slice(-TYPICAL_OF)
    .sort((one, other) => one - other);
  return answered[Math.floor((answered.length - 1) / 2)] ?? null;
}

const isBetter = (other: number, present: number): boolean =>
  other <= present * (1 - BETTER.part) && other <= present - BETTER.milliseconds;

/** In each of the latest measurements, not only on the whole. */
function isProven(other: readonly Delay[], present: readonly Delay[]): boolean {
  const [latest, beside] = [other, present].map((all) => all.slice(-PROVEN_BY).map(({ milliseconds }) => milliseconds));
  if (latest?.length !== PROVEN_BY) return false;
  return latest.every((milliseconds, at) => {
    const own = beside?.[at] ?? null;
    return milliseconds !== null && (own === null || isBetter(milliseconds, own));
  });
}

/** The server to try first; `current` is the one that is now. null: nothing is known, and the profile's order counts. */
export function fastestOf(delays: Delays, current: string | null): string | null {
  const living = [...delays]
    .flatMap(([server, all]) => {
      const takes = typical(all);
      return takes === null ? [] : [{ server, takes, all }];
    })
    .sort((one, other) => one.takes - other.takes);
  const present = living.find(({ server }) => server === current);
  if (present === undefined) return living[0]?.server ?? current;
  const better = living.find(({ takes, all }) => isBetter(takes, present.takes) && isProven(all, present.all));
  return better?.server ?? current;
}
