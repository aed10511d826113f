/** Shows a tray model with Electron's Tray. The factories are parameters, so that tests need no panel. */
import { isDeepStrictEqual } from 'node:util';
import type { Menu, MenuItemConstructorOptions, Tray } from 'electron';
import type { TrayAction, TrayIcon, TrayItem, TrayModel } from './model.ts';

export interface TrayPorts {
  readonly create: (icon: TrayIcon) => Pick<Tray, 'setImage' | 'setToolTip' | 'setContextMenu' | 'on' | 'destroy'>;
  /** Path of the image, in the colours that the panel has now. */
  readonly image: (icon: TrayIcon) => string;
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => Menu;
  readonly act: (action: TrayAction) => void;
  /** A click on the icon itself opens the window; on macOS it opens the menu. */
  readonly clickOpens: boolean;
}

export interface TrayView {
  show(model: TrayModel): void;
  /** The panel's colours changed. */
  refreshIcon(): void;
  /** The icon is made anew, for a panel that came after it. */
  renew(): void;
  readonly model: () => TrayModel | null;
  readonly menu: () => Menu | null;
}

/** Windows loses an image that is replaced again too quickly (mullvadvpn-app observed the same). */
const ICON_INTERVAL_MS = 200;

/** Throws when the desktop has no place for tray icons and says so. */
export function createTrayView(first: TrayModel, ports: TrayPorts): TrayView {
  const make = (icon: TrayIcon): ReturnType<TrayPorts['create']> => {
    const made = ports.create(icon);
    if (ports.clickOpens) made.on('click', () => ports.act({ kind: 'open' }));
    return made;
  };
  let tray = make(first.icon);
  let model: TrayModel | null = null;
  let menu: Menu | null = null;
  let shownImage = ports.image(first.icon);
  let iconTimer: NodeJS.Timeout | null = null;

  const showIcon = (): void => {
    iconTimer = null;
    const image = ports.image(model?.icon ?? first.icon);
    if (image === shownImage) return;
    tray.setImage(image);
    shownImage = image;
    iconTimer = setTimeout(showIcon, ICON_INTERVAL_MS);
  };

  const refreshIcon = (): void => {
    if (iconTimer === null) showIcon();
  };

  const view: TrayView = {
    show(next) {
      const previous = model;
      model = next;
      refreshIcon();
      if (previous?.tooltip !== next.tooltip) tray.setToolTip(next.tooltip);
      // Changes of single items do not reach Linux panels, and a menu that is open must not be replaced needlessly.
      if (isDeepStrictEqual(previous?.items, next.items)) return;
      menu = ports.buildMenu(next.items.map((item) => menuItem(item, ports.act)));
      tray.setContextMenu(menu);
    },
    refreshIcon,
    renew() {
      const { icon, tooltip } = model ?? first;
      tray.destroy();
      tray = make(icon);
      shownImage = ports.image(icon);
      tray.setToolTip(tooltip);
      tray.setContextMenu(menu);
    },
    model: () => model,
    menu: () => menu,
  };
  view.show(first);
  return view;
}

function menuItem(item: TrayItem, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  if (item.kind === 'separator') return { type: 'separator', id: item.id };
  if (item.kind === 'submenu') {
    const { id, label, items } = item;
    return { type: 'submenu', id, label, submenu: items.map((each) => menuItem(each, act)) };
  }
  const { id, label, action } = item;
  const click = () => act(action);
  return item.kind === 'checkbox'
    ? { type: 'checkbox', id, label, checked: item.checked, click }
    : { type: 'normal', id, label, click };
}
