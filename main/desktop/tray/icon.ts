import type { TrayIcon } from './model.ts';

/**
 * File name of a tray image. macOS recolours template images itself and finds their @2x twin by name; the others get a
 * glyph for a dark or a light panel.
 */
export function trayIconFile(icon: TrayIcon, platform: NodeJS.Platform, darkPanel: boolean): string {
  if (platform === 'darwin') return `tray-${icon}Template.png`;
  return `tray-${icon}-${darkPanel ? 'dark' : 'light'}.${platform === 'win32' ? 'ico' : 'png'}`;
}
