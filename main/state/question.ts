/** What a tunnel asks a person, and whether somebody waits for the answer. Pure. */
import type { Attempt, Question, Remedy, TunnelStatus } from '../../preload/types.ts';

const kinds: Readonly<Record<Remedy['kind'], Question['kind'] | null>> = {
  'trust-certificate': 'trust',
  'replace-certificate': 'changed',
  'enter-secret': 'secret',
  'choose-identity': 'identity',
  'use-free-port': null,
  'edit-profile': null,
  retry: null,
};

/** null: it asks nothing, or what a button beside the status is enough for. */
export function questionOf(status: TunnelStatus, attempt: Attempt | null): Question | null {
  const kind = status.kind === 'blocked' ? kinds[status.remedy.kind] : null;
  return kind === null ? null : { kind, attempt };
}

/**
 * The attempt, as long as its outcome is still to come. A server that cannot be reached is the outcome of a click in the
 * tray: the window would come up whenever the server does, over whatever a person is doing then. In the window the
 * question may come late.
 */
export function openAttempt(attempt: Attempt | null, status: TunnelStatus): Attempt | null {
  switch (status.kind) {
    case 'starting':
      return attempt;
    case 'on':
      if (status.server.kind === 'reachable') return null;
      return status.server.kind === 'unreachable' && attempt?.by === 'tray' ? null : attempt;
    case 'blocked':
    case 'off':
      return null;
  }
}

/** The attempts whose outcome is still to come, by profile. */
export interface Attempts {
  /** Somebody switches the tunnel on. */
  begin(profileId: string, by: Attempt['by']): void;
  /** The attempt that this status belongs to, which is over when the status is its outcome. */
  take(profileId: string, status: TunnelStatus): Attempt | null;
}

export function createAttempts(): Attempts {
  const open = new Map<string, Attempt>();
  let last = 0;

  return {
    begin(profileId, by) {
      open.set(profileId, { number: ++last, by });
    },

    take(profileId, status) {
      const attempt = open.get(profileId) ?? null;
      if (openAttempt(attempt, status) === null) open.delete(profileId);
      return attempt;
    },
  };
}
