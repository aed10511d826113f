/** What the window's close button does. */
export interface CloseCircumstances {
  readonly quitting: boolean;
  readonly hasTray: boolean;
  readonly platform: NodeJS.Platform;
  readonly tunnelsOn: number;
}

/**
 * `hide`: the tray brings the window back. `close`: the app lives on without a window, as macOS apps do, or is quitting
 * anyway. Without a tray the app would be out of reach: `quit`, or `ask` when tunnels would end with it.
 */
export function closePolicy(now: CloseCircumstances): 'hide' | 'close' | 'quit' | 'ask' {
  if (now.quitting) return 'close';
  if (now.hasTray) return 'hide';
  if (now.platform === 'darwin') return 'close';
  return now.tunnelsOn > 0 ? 'ask' : 'quit';
}
