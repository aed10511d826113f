/** A tray view on the real panel, or null on a desktop that has none: the app works without. */
import { join } from 'node:path';
import { Menu, nativeTheme, Tray } from 'electron';
import { describeThrown, type Logger } from '../../state/logger.ts';
import { trayIconFile } from './icon.ts';
import type { TrayAction, TrayModel } from './model.ts';
import { createTrayView, type TrayView } from './view.ts';

export function openTray(
  first: TrayModel,
  images: string,
  act: (action: TrayAction) => void,
  log: Logger,
): TrayView | null {
  const image = (icon: TrayModel['icon']): string => join(images, trayIconFile(icon, process.platform, hasDarkPanel()));
  try {
    const view = createTrayView(first, {
      create: (icon) => new Tray(image(icon)),
      image,
      buildMenu: (template) => Menu.buildFromTemplate(template),
      act,
      clickOpens: process.platform !== 'darwin',
    });
    nativeTheme.on('updated', () => view.refreshIcon());
    return view;
  } catch (thrown) {
    log.warn(`There is no tray icon: ${describeThrown(thrown)}`);
    return null;
  }
}

/** The panel's colours differ from the windows' on Windows; only newer Electron versions know them. */
function hasDarkPanel(): boolean {
  const { shouldUseDarkColorsForSystemIntegratedUI, shouldUseDarkColors } = nativeTheme;
  return shouldUseDarkColorsForSystemIntegratedUI ?? shouldUseDarkColors;
}
