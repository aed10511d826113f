/**
 * What goes through the tunnels: figures that change all the time. They are kept beside the state, so that nothing of the
 * window is rendered because of them: who shows one follows it, and writes it into the page itself.
 */
import type { AppState, StateChange } from '../../preload/app-state.ts';
import type { Traffic } from '../../preload/types.ts';

/** Bytes a second. */
export interface Rate {
  readonly sent: number;
  readonly received: number;
}

interface Sample extends Rate {
  /** Milliseconds on a clock that does not jump. */
  readonly at: number;
}

/** A figure stands for so long at least: one that changes more often cannot be read, and costs the window the more. */
const STANDS_MS = 900;

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

export interface Figures {
  traffic(profileId: string): Traffic | null;
  /** null: nothing goes through now. */
  rate(profileId: string): Rate | null;
  /** Calls when a figure of this tunnel has changed, or a moment later; returns how to stop. */
  follow(profileId: string, changed: () => void): () => void;
}

export interface FiguresKeeper extends Figures {
  /** What a whole state says. */
  begin(state: AppState): void;
  /** Takes the changes of a patch that has just come. */
  count(changes: readonly StateChange[]): void;
}

export function createFigures(now: () => number = () => performance.now()): FiguresKeeper {
  const traffics = new Map<string, Traffic>();
  const rates = new Map<string, Rate>();
  const samples = new Map<string, Sample>();
  const heard = new Map<string, number>();
  const followers = new Map<string, Set<() => void>>();
  const due = new Set<string>();
  let toldAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isForgetting = false;

  /** All at once, so that the window is painted once. */
  const tell = (): void => {
    clearTimeout(timer);
    timer = undefined;
    toldAt = now();
    const ids = [...due];
    due.clear();
    for (const id of ids) for (const changed of followers.get(id) ?? []) changed();
  };

  const tellSoon = (): void => {
    if (due.size === 0 || timer !== undefined) return;
    const age = now() - toldAt;
    if (age >= STANDS_MS) tell();
    else timer = setTimeout(tell, STANDS_MS - age);
  };

  /** A tunnel through which nothing goes says nothing any more. */
  const forget = (): void => {
    isForgetting = false;
    const at = now();
    for (const id of [...rates.keys()]) {
      if (at - (heard.get(id) ?? 0) < RECENT_MS) continue;
      rates.delete(id);
      due.add(id);
    }
    tellSoon();
    forgetLater();
  };

  const forgetLater = (): void => {
    if (isForgetting || rates.size === 0) return;
    isForgetting = true;
    setTimeout(forget, RECENT_MS);
  };

  const measure = (profileId: string, traffic: Traffic, at: number): void => {
    const sample = { at, sent: traffic.sent, received: traffic.received };
    const before = samples.get(profileId);
    const age = before === undefined ? RECENT_MS : at - before.at;
    heard.set(profileId, at);
    if (age < STANDS_MS) return;
    const rate = rateBetween(age < RECENT_MS ? before : undefined, sample);
    if (rate === null) rates.delete(profileId);
    else rates.set(profileId, rate);
    samples.set(profileId, sample);
  };

  const take = (profileId: string, traffic: Traffic): void => {
    if (traffics.get(profileId) === traffic) return;
    traffics.set(profileId, traffic);
    due.add(profileId);
  };

  return {
    traffic: (profileId) => traffics.get(profileId) ?? null,
    rate: (profileId) => rates.get(profileId) ?? null,
    follow(profileId, changed) {
      const all = followers.get(profileId) ?? new Set();
      followers.set(profileId, all.add(changed));
      return () => {
        all.delete(changed);
        if (all.size === 0) followers.delete(profileId);
      };
    },
    begin(state) {
      for (const { profile, tunnel } of state.profiles) take(profile.id, tunnel.traffic);
      tell();
    },
    count(changes) {
      const at = now();
      for (const change of changes) {
        if (change.kind === 'traffic') {
          measure(change.profileId, change.traffic, at);
          take(change.profileId, change.traffic);
        } else if (change.kind === 'tunnel') take(change.profileId, change.tunnel.traffic);
        else if (change.kind === 'profile') take(change.view.profile.id, change.view.tunnel.traffic);
      }
      tellSoon();
      forgetLater();
    },
  };
}
