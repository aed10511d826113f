/**
 * The tray follows the state a moment later: of what changes together it shows the last. To put a menu in its place
 * takes the panel's library a millisecond for every few lines, during which nothing else of the app would go on, and
 * nobody looks at a menu that quickly.
 */
import type { AppState } from '../../../preload/app-state.ts';
import type { AppStateHolder } from '../../state/app-state.ts';

export interface TrayFollowPorts {
  readonly state: Pick<AppStateHolder, 'subscribe' | 'snapshot'>;
  readonly show: (state: AppState) => void;
  /** Calls a moment later. */
  readonly later: (then: () => void) => void;
}

/** Returns how to have what is due shown now. */
export function followInTray({ state, show, later }: TrayFollowPorts): () => void {
  let isDue = false;
  const settle = (): void => {
    if (!isDue) return;
    isDue = false;
    show(state.snapshot());
  };
  state.subscribe(({ changes }) => {
    if (isDue || changes.every(({ kind }) => kind === 'traffic')) return;
    isDue = true;
    later(settle);
  });
  return settle;
}
