/** The tray as desktops on Linux see it: over D-Bus, on a bus of its own, by panels that stand in for GNOME's and KDE's. */
import { startBus } from '../peers/dbus/bus.ts';
import { type MenuEntry, type PanelKind, startPanel } from '../peers/dbus/panel.ts';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.skip(process.platform !== 'linux', 'only Linux has its tray on D-Bus');
test.skip(!hasTool('dbus-daemon'), 'dbus-daemon is not installed');
test.skip(!(hasTool('gdbus') || hasTool('dbus-monitor')), 'neither gdbus nor dbus-monitor is installed');
test.skip(!hasStunnel, 'stunnel or openssl is not installed');

const named = (menu: readonly MenuEntry[], label: string): MenuEntry => {
  const found = menu.find((entry) => entry.label === label);
  if (found === undefined) throw new Error(`The menu has no ${label}: ${menu.map((entry) => entry.label).join(', ')}`);
  return found;
};

for (const kind of ['gnome', 'kde'] satisfies PanelKind[]) {
  // What a test uses first is closed last: the bus outlives the app.
  test(`a panel like that of ${kind} shows the icon, and its menu switches a tunnel, also after the panel's restart`, async ({
    use,
    launch,
    directory,
  }) => {
    const bus = await use(startBus(directory));
    const first = await use(startPanel(bus.address, kind));
    const echo = await use(startEcho());
    const server = await use(startTunnelServer(echo.port));
    const adit = await launch({ env: { DBUS_SESSION_BUS_ADDRESS: bus.address } });
    const { window } = adit;
    await expect.poll(first.items).toBe(1);
    const off = await first.look();
    expect(off.toolTip).toBe('Adit: all tunnels are off');
    expect(off.picture?.width).toBeGreaterThan(15);
    expect(off.picture?.pixels.some((byte) => byte !== 0)).toBe(true);
    expect((await first.openMenu()).map(({ label }) => label)).toContain('Quit');

    await window.paste(serverConfiguration(server.port));
    await window.add({ "Server's host name": '127.0.0.1', 'Local port': String(await freePort()), Name: 'Work' });
    const menu = async (panel: typeof first) => named(await panel.openMenu(), 'Work');
    // The menu follows a moment later.
    const isChecked = () =>
      menu(first).then(
        (entry) => entry.isChecked,
        () => null,
      );
    await expect.poll(isChecked).toBe(false);
    await first.click(await menu(first));
    await window.button('Trust this certificate').click();
    await expect.poll(isChecked).toBe(true);
    await expect.poll(async () => (await first.look()).toolTip).toMatch(/^Adit: Work: On · /);
    const on = await first.look();
    expect(first.newIcons()).toBeGreaterThan(0);
    expect(on.picture?.pixels.equals(off.picture?.pixels ?? Buffer.alloc(0))).toBe(false);
    const menus = first.newMenus();
    await window.button('Check now').click();
    await expect(window.status('Work')).toHaveText(/^On · \d+\sms$/);

    await first.close();
    const second = await use(startPanel(bus.address, kind));
    await expect.poll(adit.log).toContain('the tray icon is made anew');
    await expect.poll(async () => (await second.look().catch(() => null))?.toolTip).toMatch(/^Adit: Work: On · /);
    expect(second.items()).toBe(1);
    const again = await second.look();
    expect(again.picture?.pixels.equals(on.picture?.pixels ?? Buffer.alloc(0))).toBe(true);
    await second.click(await menu(second));
    await expect(window.switch('Work')).not.toBeChecked();
    await expect
      .poll(async () =>
        (await second.look()).picture?.pixels.equals(off.picture?.pixels ?? on.picture?.pixels ?? Buffer.alloc(0)),
      )
      .toBe(true);
    console.log(`${kind}: the menu was told to be another one ${menus} times`);
  });
}

test('a panel that comes after the app shows its icon', async ({ use, launch, directory }) => {
  const bus = await use(startBus(directory));
  const adit = await launch({ env: { DBUS_SESSION_BUS_ADDRESS: bus.address } });
  const panel = await use(startPanel(bus.address, 'gnome'));
  await expect.poll(panel.items).toBe(1);
  await panel.click(named(await panel.openMenu(), 'Add a server …'));
  await expect(adit.window.sheet()).toContainText('Add a server');
});
