import type { Menu, MenuItemConstructorOptions } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TrayAction, TrayModel } from './model.ts';
import { createTrayView, type TrayPorts } from './view.ts';

const model = (icon: TrayModel['icon'], checked = false): TrayModel => ({
  icon,
  tooltip: `Adit: ${icon}`,
  items: [
    { kind: 'checkbox', id: 'toggle-1', label: 'Office', checked, action: { kind: 'toggle', profileId: '1' } },
    { kind: 'separator', id: 'separator-quit' },
    { kind: 'line', id: 'quit', label: 'Quit', action: { kind: 'quit' } },
  ],
});

function setUp({ clickOpens = true } = {}) {
  const calls: string[] = [];
  const actions: TrayAction[] = [];
  const menus: MenuItemConstructorOptions[][] = [];
  let dark = false;
  const clicks: (() => void)[] = [];
  const tray = {
    setImage: (image: unknown) => void calls.push(`image ${String(image)}`),
    setToolTip: (text: string) => void calls.push(`tooltip ${text}`),
    setContextMenu: () => void calls.push('menu'),
    on: (_event: string, listener: () => void) => void clicks.push(listener),
    destroy: () => void calls.push('destroy'),
  };
  const ports: TrayPorts = {
    create: () => tray as unknown as ReturnType<TrayPorts['create']>,
    image: (icon) => `${icon}-${dark ? 'dark' : 'light'}`,
    buildMenu: (template) => {
      menus.push(template);
      return { template } as unknown as Menu;
    },
    act: (action) => actions.push(action),
    clickOpens,
  };
  const view = createTrayView(model('off'), ports);
  return {
    view,
    calls,
    actions,
    menus,
    clicks,
    goDark: () => {
      dark = true;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the menu is set again only when it changed', () => {
  const { view, calls } = setUp();
  view.show(model('off'));
  view.show(structuredClone(model('off')));
  expect(calls).toEqual(['tooltip Adit: off', 'menu']);
  view.show(model('off', true));
  expect(calls.filter((call) => call === 'menu')).toHaveLength(2);
});

test('a click on an item does what the model says', () => {
  const { menus, actions } = setUp();
  const item = menus[0]?.find(({ id }) => id === 'toggle-1');
  (item?.click as (() => void) | undefined)?.();
  expect(actions).toEqual([{ kind: 'toggle', profileId: '1' }]);
});

test('images that change quickly are held back, and the last one is shown', () => {
  const { view, calls } = setUp();
  const images = () => calls.filter((call) => call.startsWith('image'));
  for (const icon of ['starting', 'on', 'attention', 'on'] as const) view.show(model(icon));
  expect(images()).toEqual(['image starting-light']);
  vi.advanceTimersByTime(250);
  expect(images()).toEqual(['image starting-light', 'image on-light']);
  vi.advanceTimersByTime(10_000);
  expect(images()).toHaveLength(2);
});

test('the image follows the panel’s colours', () => {
  const { view, calls, goDark } = setUp();
  goDark();
  view.refreshIcon();
  expect(calls.at(-1)).toBe('image off-dark');
});

test('a click on the icon opens the window where a click does not open the menu', () => {
  const { clicks, actions } = setUp();
  for (const click of clicks) click();
  expect(actions).toEqual([{ kind: 'open' }]);
  expect(setUp({ clickOpens: false }).clicks).toEqual([]);
});

test('for another panel the icon is made anew, as it is now, with the menu that it has', () => {
  const { view, calls, clicks, actions } = setUp();
  view.show(model('on', true));
  calls.length = 0;
  view.renew();
  expect(calls).toEqual(['destroy', 'tooltip Adit: on', 'menu']);
  clicks.at(-1)?.();
  expect(actions).toEqual([{ kind: 'open' }]);
  calls.length = 0;
  view.show(model('on', true));
  expect(calls).toEqual([]);
});
