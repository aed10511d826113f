/** What is shown of the tunnels: their status with its explanation, what they ask, and their traffic. */
import { isDeepStrictEqual } from 'node:util';
import type { ProfileView } from '../../preload/app-state.ts';
import type { Attempt, Explanation, Profile, Traffic, TunnelStatus, TunnelView } from '../../preload/types.ts';
import { hasPlaceFor } from '../profile/secret-fields.ts';
import { explain } from '../tunnel/explain.ts';
import type { AppStateHolder } from './app-state.ts';
import { createAttempts, questionOf } from './question.ts';

const noTraffic: Traffic = { sent: 0, received: 0, openConnections: 0, totalConnections: 0 };
export const tunnelOff: TunnelView = {
  status: { kind: 'off' },
  explanation: null,
  question: null,
  traffic: noTraffic,
  isConnecting: false,
  diagnosis: null,
};

export interface TunnelViews {
  /** At once, before the engine has said anything. Traffic goes on where the tunnel was wanted before. */
  starting(view: ProfileView, wasWanted: boolean): void;
  status(view: ProfileView, status: TunnelStatus): void;
  traffic(view: ProfileView, traffic: Traffic): void;
  /** Whose rule has switched it last; undefined: nobody's. */
  rule(view: ProfileView, rule: TunnelView['rule']): void;
  /** Somebody wants the tunnel on, and waits for what comes of it unless that is known. */
  attempt(view: ProfileView, by: Attempt['by']): void;
  /** A person wants to see what this tunnel asks, or is about to ask. */
  lookFor(view: ProfileView): void;
}

export function createTunnelViews(state: Pick<AppStateHolder, 'change'>): TunnelViews {
  const attempts = createAttempts();

  const show = (view: ProfileView, change: Partial<TunnelView>): void => {
    const tunnel = { ...view.tunnel, ...change };
    // The engine says that a tunnel starts, too: the window need not draw it a second time before it can draw what follows.
    if (!isDeepStrictEqual(tunnel, view.tunnel)) state.change({ kind: 'tunnel', profileId: view.profile.id, tunnel });
  };

  return {
    starting(view, wasWanted) {
      const traffic = wasWanted ? view.tunnel.traffic : noTraffic;
      show(view, { status: { kind: 'starting' }, explanation: null, question: null, traffic });
    },

    status(view, told) {
      const status = suited(view.profile, told);
      const attempt = attempts.take(view.profile.id, status);
      const question = questionOf(status, attempt);
      // Told again, it is the same question.
      const isKnown = attempt === null && question?.kind === view.tunnel.question?.kind;
      show(view, {
        status,
        explanation: explanationOf(status),
        question: isKnown ? view.tunnel.question : question,
        ...(status.kind === 'off' ? { traffic: { ...view.tunnel.traffic, openConnections: 0 } } : {}),
      });
    },

    rule: (view, rule) => show(view, { rule }),

    traffic: ({ profile }, traffic) => state.change({ kind: 'traffic', profileId: profile.id, traffic }),

    attempt({ profile, tunnel }, by) {
      attempts.begin(profile.id, by);
      // What blocks it now is what the attempt is to overcome.
      if (tunnel.status.kind === 'on') attempts.take(profile.id, tunnel.status);
    },

    lookFor(view) {
      const { profile, tunnel } = view;
      attempts.begin(profile.id, 'window');
      show(view, { question: questionOf(tunnel.status, attempts.take(profile.id, tunnel.status)) });
    },
  };
}

/** What is explained is said again, in the language that is on now. */
export function explainAgain(state: Pick<AppStateHolder, 'snapshot' | 'change'>): void {
  for (const { profile, tunnel } of state.snapshot().profiles) {
    const explanation = explanationOf(tunnel.status);
    if (explanation !== null) {
      state.change({ kind: 'tunnel', profileId: profile.id, tunnel: { ...tunnel, explanation } });
    }
  }
}

/** A secret that has no place in the profile is not asked for: a key in a file, a login at the system's proxy. */
function suited(profile: Profile, status: TunnelStatus): TunnelStatus {
  if (status.kind !== 'blocked' || status.remedy.kind !== 'enter-secret') return status;
  return hasPlaceFor(profile, status.remedy.field) ? status : { ...status, remedy: { kind: 'edit-profile' } };
}

export function explanationOf(status: TunnelStatus): Explanation | null {
  if (status.kind === 'blocked') return explain(status.error);
  if (status.kind === 'on' && status.server.kind === 'unreachable') return explain(status.server.error);
  return null;
}
