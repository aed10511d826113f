/** Which sheet asks what a blocked tunnel waits for. Pure. */
import type { ProfileView } from '../preload/app-state.ts';

/** null when the tunnel asks nothing, or when the question needs a person who looks for it: a changed certificate. */
export function questionOf(view: ProfileView | null): 'trust' | 'secret' | 'identity' | null {
  if (view?.tunnel.status.kind !== 'blocked') return null;
  switch (view.tunnel.status.remedy.kind) {
    case 'trust-certificate':
      return 'trust';
    case 'enter-secret':
      return 'secret';
    case 'choose-identity':
      return 'identity';
    default:
      return null;
  }
}
