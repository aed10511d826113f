/** What becomes of `adit://connect/NAME`: one question at a time, because whoever makes links can make many. */

import type { ProfileView } from '../../preload/app-state.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { findTunnel } from '../control/server.ts';
import type { AppStateHolder } from '../state/app-state.ts';

export interface LinkPorts {
  readonly state: Pick<AppStateHolder, 'snapshot' | 'profile'>;
  readonly ask: (view: ProfileView) => Promise<boolean>;
  readonly connect: (profileId: string) => Promise<void>;
  readonly notify: (level: 'warning', text: Text) => void;
}

export function createConnectByLink({ state, ask, connect, notify }: LinkPorts): (name: string) => Promise<void> {
  let isAsking = false;
  return async (name) => {
    if (isAsking) return;
    const profiles = state.snapshot().profiles.map(({ profile }) => profile);
    const found = findTunnel(profiles, name);
    if (!found.ok) {
      notify('warning', toSay('notice.link', { what: found.failure.what, next: found.failure.next }));
      return;
    }
    const view = state.profile(found.tunnel.id);
    if (view === undefined) return;
    isAsking = true;
    const isWanted = await ask(view).finally(() => {
      isAsking = false;
    });
    if (isWanted) await connect(view.profile.id);
  };
}
