/**
 * Whether somebody shows tray icons. On Linux, Electron creates one on any desktop, but it is seen only where a
 * StatusNotifierHost runs (GNOME needs an extension for it); nothing of Electron's says so.
 * https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
 */
import { isHostRegistered, type Run } from './session-bus.ts';

/** True where nobody can tell: hiding the window is then what people expect of a tray app. Never rejects. */
export async function hasTrayHost(platform: NodeJS.Platform, run?: Run): Promise<boolean> {
  return platform !== 'linux' || ((await isHostRegistered(run)) ?? true);
}

/** What is known of it so far. Not asked before the window is there: a fork of a large process would hold it up. */
export interface TrayHost {
  /** Asks, the first time. */
  ask(): void;
  /** Asks whether it is still so. */
  askAgain(): void;
  isThere(): boolean;
}

export function createTrayHost(platform: NodeJS.Platform): TrayHost {
  let isAsked = false;
  let isThere = true;
  const askAgain = (): void => {
    isAsked = true;
    void hasTrayHost(platform).then((seen) => {
      isThere = seen;
    });
  };
  return {
    ask() {
      if (!isAsked) askAgain();
    },
    askAgain,
    isThere: () => isThere,
  };
}
