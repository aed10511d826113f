/** The application menu. It carries the keyboard shortcuts for editing and zoom even where its bar is hidden. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { type FixedId, t } from '../../preload/words/words.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

/** Electron's own labels are English. */
const item = (role: Role, id: FixedId): MenuItemConstructorOptions => ({ role, label: t(id) });

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Makes it, or makes it anew in another language. */
export function installMenu(platform: NodeJS.Platform): void {
  const isMac = platform === 'darwin';
  const file = [isMac ? item('close', 'menu.close') : item('quit', 'menu.quit')];
  const edit = [
    item('undo', 'menu.undo'),
    item('redo', 'menu.redo'),
    separator,
    item('cut', 'menu.cut'),
    item('copy', 'menu.copy'),
    item('paste', 'menu.paste'),
    item('delete', 'menu.delete'),
    separator,
    item('selectAll', 'menu.selectAll'),
  ];
  const view: MenuItemConstructorOptions[] = [
    item('resetZoom', 'menu.resetZoom'),
    item('zoomIn', 'menu.zoomIn'),
    item('zoomOut', 'menu.zoomOut'),
    ...(app.isPackaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
  ];
  const window = [
    item('minimize', 'menu.minimize'),
    ...(isMac ? [item('zoom', 'menu.zoom'), separator, item('front', 'menu.front')] : [item('close', 'menu.close')]),
  ];
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: t('menu.file'), submenu: file },
    { label: t('menu.edit'), submenu: edit },
    { label: t('menu.view'), submenu: view },
    { label: t('menu.window'), submenu: window, ...(isMac ? { role: 'windowMenu' } : {}) },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
