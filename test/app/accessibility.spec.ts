/**
 * Every sheet and every page of the running app, and what lies over them: axe finds nothing in either appearance, each opens
 * with the keyboard, Escape closes it and nothing below, and what opened it has the focus again.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toStored } from '../../main/profile/stored.ts';
import { makeProfile } from '../../main/state/make-profile.ts';
import type { Profile } from '../../preload/types.ts';
import type { Sheet } from '../../renderer/store/state.ts';
import { startTlsService } from '../engine/tls-peer.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { freePort } from '../peers/free-port.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { findings } from '../window/axe.ts';
import { chooseNext } from './support/app.ts';
import { hasStunnel, serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

type Role = 'button' | 'menuitem' | 'switch' | 'textbox';

/** Something that has the focus and is pressed, or a text that is typed there. */
interface Step {
  readonly role: Role;
  readonly name: string;
  readonly text?: string;
}

interface Opening {
  /** Rows that are selected before. */
  readonly on: readonly string[];
  readonly steps: readonly Step[];
  /** What it is called, where another sheet is open before. */
  readonly title?: string;
  readonly role?: 'dialog' | 'alertdialog';
}

const press = (name: string): Step => ({ role: 'button', name });
const more = (name: string): readonly Step[] => [press('More'), { role: 'menuitem', name }];
const onOne = (...steps: readonly Step[]): Opening => ({ on: ['Reached'], steps });
const onSeveral = (name: string, role: 'dialog' | 'alertdialog'): Opening => ({
  on: ['Server 1', 'Server 2'],
  steps: [press(name)],
  role,
});
/** A tunnel that is switched on and then asks. */
const switchedOn = (name: string): Opening => ({ on: [name], steps: [{ role: 'switch', name: 'Tunnel' }] });
const configuration: Step = { role: 'textbox', name: 'Or paste it here', text: serverConfiguration(443) };

/** A kind of sheet without a way to it does not compile. */
const sheets: Readonly<Record<Sheet['kind'], Opening>> = {
  add: onOne(press('Add a server')),
  kit: { ...onOne(press('Add a server'), press('New server…')), title: 'New server' },
  import: { ...onOne(press('Add a server'), configuration, press('Read')), title: 'service' },
  edit: onOne(press('Edit')),
  remove: { ...onOne(press('Remove')), role: 'alertdialog' },
  'remove-many': onSeveral('Remove', 'alertdialog'),
  many: onSeveral('Change…', 'dialog'),
  share: onOne(...more('Share…')),
  events: onOne(...more('Log…')),
  report: onOne(...more('Diagnostic report…')),
  activity: onOne(press('Activity and connections…')),
  certificate: onOne(press('Certificate…')),
  diagnosis: onOne(press('Check connection')),
  log: { ...onOne(press('Check connection'), press('Explain stunnel’s log…')), title: 'log' },
  settings: onOne(press('Settings')),
  restore: { ...onOne(press('Settings'), press('Restore…')), title: 'Restore' },
  trust: switchedOn('Unknown'),
  secret: switchedOn('With a key'),
  identity: switchedOn('With a certificate'),
};

/** Dialogs that are no sheet of their own. */
const others: Readonly<Record<string, Opening>> = {
  'by hand': onOne(press('Add a server'), press('Enter it by hand…')),
  'the report of the settings': { ...onOne(press('Settings'), press('Diagnostic report…')), title: 'report' },
};

async function take({ page }: Adit, { role, name, text }: Step): Promise<void> {
  const target = page.getByRole(role, { name, exact: true }).last();
  await target.focus();
  if (text !== undefined) await target.fill(text);
  else await page.keyboard.press(role === 'switch' ? 'Space' : 'Enter');
}

/** What is in a page does not depend on its colours, so that in the second appearance only these are looked at. */
async function inBothAppearances({ page }: Adit, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await findings(page), `${what}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findings(page, ['color-contrast']), `${what}, dark`).toEqual([]);
}

/** A question over a sheet, a choice of a sheet, a menu of the page, and a question that a key of the list asks. */
async function lookAtLayers(adit: Adit): Promise<void> {
  const { page, window } = adit;
  const row = window.row('Reached');
  const question = page.getByRole('alertdialog');
  const below = page.getByRole('dialog');
  const open = async (role: 'alertdialog' | 'listbox' | 'menu', what: string) => {
    await expect(page.getByRole(role)).toBeVisible();
    // What is below is not there for a screen reader.
    await expect(
      page.locator('[role="dialog"]:not([inert] *, [aria-hidden="true"] *, :has([role="listbox"], [role="menu"]))'),
    ).toHaveCount(0);
    await inBothAppearances(adit, what);
  };
  await row.click();
  const edit = window.button('Edit');
  await take(adit, press('Edit'));
  const name = window.field('Name');
  await name.fill('Another name');
  await page.keyboard.press('Escape');
  await open('alertdialog', 'the question about changes over the editor');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(name).toBeFocused();

  const choice = below.getByRole('button', { name: /Application$/ });
  await choice.focus();
  await page.keyboard.press('Enter');
  await open('listbox', 'a choice in the editor');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(choice).toBeFocused();

  await page.keyboard.press('Escape');
  await expect(question).toBeVisible();
  await take(adit, press('Discard'));
  await expect(window.sheet()).toBeHidden();
  await expect(edit).toBeFocused();

  const more = window.button('More');
  await take(adit, press('More'));
  await open('menu', 'the menu of a server');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(more).toBeFocused();

  await row.focus();
  await page.keyboard.press('Delete');
  await open('alertdialog', 'the question of the key Delete');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(row).toBeFocused();
}

async function profilesFor(ports: { readonly plain: number; readonly asking: number }): Promise<readonly Profile[]> {
  const accept = async () => [{ host: '127.0.0.1', port: await freePort() }];
  const connect = [{ host: '127.0.0.1', port: ports.plain }];
  const id = (index: number) => `00000000-0000-4000-8000-00000000001${index}`;
  return [
    makeProfile({ name: 'Reached', accept: await accept(), connect, trust: { kind: 'none' }, startWithApp: true }),
    makeProfile({ id: id(6), name: 'Unknown', accept: await accept(), connect }),
    makeProfile({
      id: id(7),
      name: 'With a key',
      accept: await accept(),
      connect,
      psk: { kind: 'secret', identity: 'anna' },
    }),
    makeProfile({
      id: id(8),
      name: 'With a certificate',
      accept: await accept(),
      connect: [{ host: '127.0.0.1', port: ports.asking }],
      trust: { kind: 'none' },
    }),
    ...[0, 1, 2, 3].map((index) =>
      makeProfile({ id: id(index), name: `Server ${index}`, group: index < 2 ? null : 'Customer' }),
    ),
  ];
}

test('axe finds nothing in any sheet or page, in both appearances, and the keyboard opens and closes each', async ({
  launch,
  directory,
  use,
}) => {
  test.setTimeout(300_000);
  const empty = await launch();
  await inBothAppearances(empty, 'without a server');
  await empty.quit();

  const certificate = await makeCertificate(directory, 'server', { commonName: 'tunnel.example' });
  const service = await use(startTlsService(certificate, (socket) => socket.pipe(socket)));
  const extra = `verify = 2\nCAfile = ${certificate.certificate}`;
  const asking = await use(startStunnel({ ...certificate, connect: service.port, extra }));
  const profiles = await profilesFor({ plain: service.port, asking: asking.port });
  const stored = JSON.stringify(toStored(profiles, { appearance: 'system' }));
  await writeFile(path.join(empty.userData, 'profiles.json'), stored);
  const adit = await launch();
  const { page } = adit;
  await expect(adit.window.status('Reached')).toHaveText(/^On · \d+\sms$/);
  await inBothAppearances(adit, 'with servers');
  const backup = path.join(directory, 'backup.json');
  await adit.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, backup);
  await page.evaluate(() => window.adit.backup.save({ passphrase: null }));

  for (const [name, { on, steps, title = '', role = 'dialog' }] of Object.entries({ ...sheets, ...others })) {
    await test.step(name, async () => {
      await chooseNext(adit, backup);
      const [first = '', last] = on;
      await adit.window.row(first).click();
      if (last !== undefined) await adit.window.row(last).click({ modifiers: ['Shift'] });
      const [opener, ...inside] = steps;
      if (opener === undefined) throw new Error(name);
      const openedBy = page.getByRole(opener.role, { name: opener.name, exact: true });
      for (const step of [opener, ...inside]) await take(adit, step);
      await expect(page.getByRole(role, { name: new RegExp(title) })).toBeVisible();
      await inBothAppearances(adit, name);
      await page.keyboard.press('Escape');
      await expect(adit.window.sheet()).toBeHidden();
      await expect(openedBy.last(), `the focus after ${name}`).toBeFocused();
      if (last !== undefined) await page.keyboard.press('Escape');
    });
  }
  await test.step('what lies over a sheet or a page', () => lookAtLayers(adit));
  console.log(
    `axe found nothing in ${Object.keys({ ...sheets, ...others }).length} sheets and 2 pages, light and dark`,
  );
});
