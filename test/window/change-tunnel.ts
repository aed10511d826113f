import type { Page } from '@playwright/test';
import type { TunnelView } from '../../preload/types.ts';

/** As when main tells of the server whose page is open. */
export const changeTunnel = (page: Page, change: Partial<TunnelView>): Promise<void> =>
  page.evaluate(async (changed) => {
    const { bridge, emit } = window.double;
    const answer = await bridge.state.get();
    if (!answer.ok) throw new Error('The stand-in has no state.');
    const name = document.querySelector('main h1')?.textContent;
    const view = answer.value.profiles.find(({ profile }) => profile.name === name);
    if (view === undefined) throw new Error(`There is no server ${name}.`);
    const { profile, tunnel } = view;
    window.revision = (window.revision ?? answer.value.rev) + 1;
    emit('state.changed', {
      rev: window.revision,
      changes: [{ kind: 'tunnel', profileId: profile.id, tunnel: { ...tunnel, explanation: null, ...changed } }],
    });
  }, change);

declare global {
  interface Window {
    /** Of the last change that was told so. */
    revision?: number;
  }
}
