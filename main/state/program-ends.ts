/**
 * *Off when its program ends*: a terminal is a program of its own that ends when it likes, and a browser goes on after its
 * page is closed. What can be seen of every program is its connections, so a tunnel that Connect has started a program for
 * is switched off when the last of them has ended and none has come for a while. Not so for a VPN: it has no connection while
 * it reconnects, and switched off then everything would be outside.
 */
import type { AppStateHolder } from './app-state.ts';
import { startsVpn } from './vpn.ts';

/** Programs end one connection and begin another. In milliseconds. */
const PAUSE_MS = 5000;

export interface ProgramEndPorts {
  readonly state: Pick<AppStateHolder, 'profile' | 'subscribe'>;
  readonly stop: (profileId: string) => void;
  /** Calls back once after that many milliseconds; returns how to prevent it. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
}

export interface ProgramEnds {
  /** A program was started for this tunnel. */
  started(profileId: string): void;
}

interface Watched {
  /** The program has connected. */
  isUsed: boolean;
  prevent: (() => void) | null;
}

export function createProgramEnds({ state, stop, after }: ProgramEndPorts): ProgramEnds {
  const watched = new Map<string, Watched>();

  const forget = (profileId: string): void => {
    watched.get(profileId)?.prevent?.();
    watched.delete(profileId);
  };

  const end = (profileId: string): void => {
    forget(profileId);
    if (state.profile(profileId)?.profile.offWhenUnused) stop(profileId);
  };

  const look = (profileId: string, program: Watched): void => {
    const tunnel = state.profile(profileId)?.tunnel;
    if (tunnel === undefined || tunnel.status.kind === 'off') forget(profileId);
    else if (tunnel.traffic.openConnections > 0) {
      program.isUsed = true;
      program.prevent?.();
      program.prevent = null;
    } else if (program.isUsed) program.prevent ??= after(PAUSE_MS, () => end(profileId));
  };

  state.subscribe(() => {
    for (const [profileId, program] of [...watched]) look(profileId, program);
  });

  return {
    started(profileId) {
      const profile = state.profile(profileId)?.profile;
      if (profile !== undefined && startsVpn(profile)) return;
      if (!watched.has(profileId)) watched.set(profileId, { isUsed: false, prevent: null });
    },
  };
}
