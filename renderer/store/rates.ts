/** What goes through the tunnels now, from how much went through until now and until a moment ago. */
import type { StateChange } from '../../preload/app-state.ts';
import type { Traffic } from '../../preload/types.ts';
import type { Cell, Rate } from './state.ts';

interface Sample extends Pick<Traffic, 'sent' | 'received'> {
  /** Milliseconds on a clock that does not jump. */
  readonly at: number;
}

/** Each figure is of so long at least: one that changes more often cannot be read, and costs the window the more. */
const MEASURED_MS = 900;

/** What was counted longer ago says nothing of now. */
const RECENT_MS = 2500;

/** null where nothing goes through, and where nothing is known: at first, and when counting has begun anew. */
export function rateBetween(before: Sample | undefined, now: Sample): Rate | null {
  if (before === undefined || now.at <= before.at) return null;
  const perSecond = (bytes: number) => (bytes * 1000) / (now.at - before.at);
  const rate = { sent: perSecond(now.sent - before.sent), received: perSecond(now.received - before.received) };
  if (rate.sent < 0 || rate.received < 0) return null;
  return rate.sent + rate.received === 0 ? null : rate;
}

export interface Rates {
  /** Takes the changes of a patch that has just come. */
  count(changes: readonly StateChange[]): void;
}

export function createRates({ get, set }: Cell, now: () => number = () => performance.now()): Rates {
  const samples = new Map<string, Sample>();
  const heard = new Map<string, number>();
  let isForgetting = false;

  /** A tunnel through which nothing goes says nothing any more. */
  const forget = (): void => {
    isForgetting = false;
    const at = now();
    const rates = new Map([...get().rates].filter(([id]) => at - (heard.get(id) ?? 0) < RECENT_MS));
    if (rates.size < get().rates.size) set({ rates });
    forgetLater();
  };

  const forgetLater = (): void => {
    if (isForgetting || get().rates.size === 0) return;
    isForgetting = true;
    setTimeout(forget, RECENT_MS);
  };

  return {
    count(changes) {
      const at = now();
      const rates = new Map(get().rates);
      let isMeasured = false;
      for (const change of changes) {
        if (change.kind !== 'traffic') continue;
        const { profileId, traffic } = change;
        const sample = { at, sent: traffic.sent, received: traffic.received };
        const before = samples.get(profileId);
        const age = before === undefined ? RECENT_MS : at - before.at;
        heard.set(profileId, at);
        if (age < MEASURED_MS) continue;
        const rate = rateBetween(age < RECENT_MS ? before : undefined, sample);
        if (rate === null) rates.delete(profileId);
        else rates.set(profileId, rate);
        samples.set(profileId, sample);
        isMeasured = true;
      }
      if (!isMeasured) return;
      set({ rates });
      forgetLater();
    },
  };
}
