/** A tunnel that is switched on in the tray may meet a question that only the window can ask. */

import type { StateChange } from '../../../preload/app-state.ts';
import type { Remedy } from '../../../preload/types.ts';

export interface TrayQuestions {
  /** A person switched this profile on or off in the tray. */
  toggled(profileId: string): void;
  /** What the state says since; asks once for each switching on that ends in a question. */
  changed(changes: readonly StateChange[]): void;
}

const questions: ReadonlySet<Remedy['kind']> = new Set([
  'trust-certificate',
  'replace-certificate',
  'enter-secret',
  'choose-identity',
]);

/** `ask` shows the profile in the window, which then asks. */
export function createTrayQuestions(ask: (profileId: string) => void): TrayQuestions {
  const waiting = new Set<string>();
  return {
    toggled: (profileId) => void waiting.add(profileId),
    changed(changes) {
      for (const change of changes) {
        if (change.kind !== 'tunnel' || !waiting.has(change.profileId)) continue;
        const { status } = change.tunnel;
        if (status.kind === 'starting' || (status.kind === 'on' && isOpen(status.server.kind))) continue;
        waiting.delete(change.profileId);
        if (status.kind !== 'blocked') continue;
        if (questions.has(status.remedy.kind)) ask(change.profileId);
      }
    },
  };
}

/** The server has not answered yet, so the question may still come. */
function isOpen(server: 'unknown' | 'checking' | 'reachable' | 'unreachable'): boolean {
  return server !== 'reachable' && server !== 'unreachable';
}
