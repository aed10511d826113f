/** What went through each tunnel: second by second for the last minutes, and day by day. */
import type { Traffic, TrafficDay, TrafficHistory } from '../../preload/types.ts';

const SECONDS = 300;
const DAYS = 31;

export interface TrafficTotals {
  readonly [profileId: string]: readonly TrafficDay[];
}

export interface TrafficHistories {
  /** What has gone through since the tunnel was switched on. */
  count(profileId: string, traffic: Traffic): void;
  of(profileId: string): TrafficHistory;
  forget(profileId: string): void;
  /** Gives how to have what there is now back after it was forgotten. */
  keep(profileId: string): () => void;
  /** Of all profiles, for a file. */
  totals(): TrafficTotals;
}

interface History {
  last: Pick<Traffic, 'sent' | 'received'>;
  /** By the second since the epoch. */
  readonly seconds: Map<number, { sent: number; received: number }>;
  days: readonly TrafficDay[];
}

/** The day here, as people call it: `2026-11-29`. */
const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

const nothing = { sent: 0, received: 0 };

export function createTrafficHistories(now: () => Date, stored: TrafficTotals = {}): TrafficHistories {
  const histories = new Map<string, History>();
  const historyOf = (id: string): History => {
    const known = histories.get(id);
    if (known !== undefined) return known;
    const made: History = { last: nothing, seconds: new Map(), days: stored[id] ?? [] };
    histories.set(id, made);
    return made;
  };
  for (const id of Object.keys(stored)) historyOf(id);

  return {
    count(profileId, { sent, received }) {
      const history = historyOf(profileId);
      // Switched on again, a tunnel counts from nothing.
      const before = sent < history.last.sent || received < history.last.received ? nothing : history.last;
      const more = { sent: sent - before.sent, received: received - before.received };
      history.last = { sent, received };
      if (more.sent + more.received === 0) return;
      const at = now();
      const second = Math.floor(at.getTime() / 1000);
      history.seconds.set(second, sum(history.seconds.get(second) ?? nothing, more));
      for (const old of history.seconds.keys()) if (old <= second - SECONDS) history.seconds.delete(old);
      const today = dayOf(at);
      const last = history.days.at(-1);
      const days = last?.day === today ? history.days.slice(0, -1) : history.days;
      const counted = { day: today, ...sum(last?.day === today ? last : nothing, more) };
      history.days = [...days, counted].slice(-DAYS);
    },

    of(profileId) {
      const { seconds, days } = historyOf(profileId);
      const second = Math.floor(now().getTime() / 1000);
      const each = Array.from({ length: SECONDS }, (_, index) => seconds.get(second - SECONDS + 1 + index) ?? nothing);
      return {
        until: second,
        sent: each.map(({ sent }) => sent),
        received: each.map(({ received }) => received),
        days,
      };
    },

    forget: (profileId) => void histories.delete(profileId),
    keep(profileId) {
      const kept = histories.get(profileId);
      return () => {
        if (kept !== undefined) histories.set(profileId, { ...kept, last: nothing });
      };
    },
    totals: () => Object.fromEntries([...histories].map(([id, { days }]) => [id, days])),
  };
}

const sum = (one: Pick<Traffic, 'sent' | 'received'>, other: Pick<Traffic, 'sent' | 'received'>) => ({
  sent: one.sent + other.sent,
  received: one.received + other.received,
});
