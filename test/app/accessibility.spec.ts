/** What axe finds on the screens of the app, in both appearances, and what it does not look for. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toStored } from '../../main/profile/stored.ts';
import { makeProfile } from '../../main/state/make-profile.ts';
import { startTlsService } from '../engine/tls-peer.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { freePort } from '../peers/free-port.ts';
import { findings } from '../window/axe.ts';
import { hasStunnel, serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

/** Opens each sheet of the selected server in turn. */
const sheets: readonly (readonly [name: string, open: (adit: Adit) => Promise<void>])[] = [
  ['add', ({ window }) => window.button('Add a server').click()],
  ['settings', ({ window }) => window.button('Settings').click()],
  ['edit', ({ window }) => window.button('Edit').click()],
  ['remove', ({ window }) => window.button('Remove').click()],
  ['activity', ({ window }) => window.button('Activity and connections…').click()],
  ['certificate', ({ window }) => window.button('Certificate…').click()],
  ['log', (adit) => more(adit, 'Log…')],
  ['share', (adit) => more(adit, 'Share…')],
];

async function more({ window, page }: Adit, choice: string): Promise<void> {
  await window.button('More').click();
  await page.getByRole('menuitem', { name: choice }).click();
}

for (const appearance of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${appearance}`, async ({ launch, directory, use }) => {
    test.setTimeout(240_000);
    const empty = await launch({ userData: path.join(directory, 'empty') });
    expect(await findings(empty.page)).toEqual([]);
    await empty.quit();

    const certificate = await makeCertificate(directory, 'server', { commonName: 'tunnel.example' });
    const service = await use(startTlsService(certificate, (socket) => socket.pipe(socket)));
    const userData = path.join(directory, 'empty');
    const accept = [{ host: '127.0.0.1', port: await freePort() }];
    const connect = [{ host: '127.0.0.1', port: service.port }];
    const profiles = [
      makeProfile({ name: 'Reached', accept, connect, trust: { kind: 'none' }, startWithApp: true }),
      ...Array.from({ length: 10 }, (_, index) =>
        makeProfile({
          id: `00000000-0000-4000-8000-00000000001${index}`,
          name: `Server ${index}`,
          group: index < 5 ? null : 'Customer',
        }),
      ),
    ];
    await writeFile(path.join(userData, 'profiles.json'), JSON.stringify(toStored(profiles, { appearance })));
    const adit = await launch({ userData });
    await expect(adit.window.status('Reached')).toHaveText(/^On · \d+\sms$/);
    expect(await findings(adit.page)).toEqual([]);
    for (const [name, open] of sheets) {
      await open(adit);
      await expect(adit.window.sheet()).toBeVisible();
      expect(await findings(adit.page), name).toEqual([]);
      await adit.page.keyboard.press('Escape');
      await expect(adit.window.sheet()).toBeHidden();
    }
    await adit.window.paste(serverConfiguration(443));
    await expect(adit.window.button('Add')).toBeVisible();
    expect(await findings(adit.page), 'import').toEqual([]);
  });
}
