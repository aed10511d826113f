/** A folder, or files in it, that are another user's: as after a copy by the administrator, or a start with sudo. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../build/outputs.ts';
import { findRuntime } from '../../build/runtime.ts';
import { toStored } from '../../main/profile/stored.ts';
import { makeProfile } from '../../main/state/make-profile.ts';
import { hasTool } from '../peers/tools.ts';
import { serverConfiguration } from './support/servers.ts';
import { expect, test } from './support/test.ts';

const isPossible = process.platform === 'linux' && process.getuid?.() === 0 && hasTool('setpriv');
test.skip(!isPossible, 'files of another user need Linux and its administrator');

/** Nobody has to be there by this number. */
const ANOTHER_USER = 54_321;

/** Starts a program that may no more than others may, although it is the administrator's. */
async function starterIn(directory: string): Promise<string> {
  const found = await findRuntime();
  if (found.kind === 'missing') throw new Error(found.advice.join(' '));
  const program = process.env['ADIT_TEST_PROGRAM'] ?? found.runtime.executable;
  const starter = path.join(directory, 'start.sh');
  const powers = '-dac_override,-dac_read_search,-fowner,-chown';
  await writeFile(starter, `#!/bin/sh\nexec setpriv --bounding-set=${powers} '${program}' "$@"\n`, { mode: 0o755 });
  return starter;
}

/** A folder of this user's with files of the other's. */
async function folderWith(directory: string, mode: number): Promise<string> {
  const userData = path.join(directory, 'user-data');
  await mkdir(path.join(userData, 'logs'), { recursive: true });
  const files = {
    'profiles.json': JSON.stringify(toStored([makeProfile({ name: 'Work' })], { appearance: 'dark' })),
    'secrets.json': JSON.stringify({ version: 1, secrets: {} }),
    'traffic.json': '{}',
    'on.json': '[]',
    'window.json': JSON.stringify({ bounds: null, toldAboutTray: true, appearance: 'dark' }),
    'logs/adit.log': 'The log of before.\n',
  };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(userData, name);
    await writeFile(file, text);
    await chown(file, ANOTHER_USER, ANOTHER_USER);
    await chmod(file, mode);
  }
  return userData;
}

test('a folder of another user is left as it is, and it is said', async ({ build, directory }) => {
  const userData = await folderWith(directory, 0o644);
  await chown(userData, ANOTHER_USER, ANOTHER_USER);
  await chmod(userData, 0o755);
  const names = await readdir(userData);
  const line = [path.join(build, 'main/index.js'), `--user-data-dir=${userData}`, '--no-sandbox', '--disable-gpu'];
  const child = spawn(await starterIn(directory), line, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit');
  let said = '';
  for await (const data of child.stderr) {
    said += String(data);
    if (said.includes('start Adit again')) break;
  }
  // There is a dialog, too.
  child.kill('SIGKILL');
  await gone;
  expect(said).toContain(`Adit cannot write in ${userData} (EACCES)`);
  expect(said).toContain('Check the folder and its permissions');
  expect(await readdir(userData)).toEqual(names);
});

test('files of another user that cannot be read are left as they are, and it is said', async ({
  launch,
  directory,
}) => {
  const userData = await folderWith(directory, 0o600);
  const kept = async () => {
    const names = ['profiles.json', 'secrets.json', 'traffic.json'];
    return Promise.all(names.map(async (name) => [name, await readFile(path.join(userData, name), 'utf8')]));
  };
  const before = await kept();
  const adit = await launch({ starter: await starterIn(directory) });
  const { window, page } = adit;
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('could not be read');
  await window.paste(serverConfiguration(443));
  await window.field("Server's host name").fill('tunnel.example');
  await window.sheet().getByRole('button', { name: 'Add', exact: true }).click();
  await expect(window.sheet().getByRole('alert')).toContainText('Nothing was changed');
  await page.keyboard.press('Escape');
  await adit.quit();
  expect(await kept()).toEqual(before);
  expect((await stat(path.join(userData, 'profiles.json'))).uid).toBe(ANOTHER_USER);
});

test('files of another user that can only be read are read, and what is saved takes their place', async ({
  launch,
  directory,
}) => {
  const userData = await folderWith(directory, 0o444);
  const starter = await starterIn(directory);
  const adit = await launch({ starter });
  await expect(adit.window.row('Work')).toBeVisible();
  await adit.window.button('Edit').click();
  await adit.window.field('Name').fill('Renamed');
  await adit.window.sheet().getByRole('button', { name: 'Save', exact: true }).click();
  await expect(adit.window.sheet()).toBeHidden();
  expect((await adit.state()).notices).toEqual([]);
  await adit.quit();
  expect(await adit.stored()).toContain('Renamed');
  expect((await readdir(userData)).filter((name) => name.includes('.tmp-'))).toEqual([]);
  const again = await launch({ starter });
  await expect(again.window.row('Renamed')).toBeVisible();
});
