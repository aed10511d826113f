/**
 * A start in the tray on a desktop that shows no tray icons, as GNOME without an extension: whoever looks for the app would
 * find nothing of it. Pure but for its ports.
 */

/** At login the app may be there before the panel, and before the panel's extensions. */
const PANEL_MAY_COME_MS = 30_000;

export interface HiddenStartPorts {
  readonly after: (milliseconds: number, then: () => void) => () => void;
  /** Whether somebody shows tray icons now; true where nobody can tell. Never rejects. */
  readonly hasPanel: () => Promise<boolean>;
  /** Somebody has opened the window meanwhile, or the app ends. */
  readonly isSettled: () => boolean;
  readonly showWindow: () => void;
}

/** The window is shown after a while, unless there is an icon in its place. */
export function showWhereNoIconIs({ after, hasPanel, isSettled, showWindow }: HiddenStartPorts): void {
  after(PANEL_MAY_COME_MS, () => {
    if (isSettled()) return;
    void hasPanel().then((isThere) => {
      if (!isThere && !isSettled()) showWindow();
    });
  });
}
