/** What is stored, in the running app: on a full disk, started twice, and by a newer version. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, readlink, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { root } from '../../build/outputs.ts';
import { findRuntime } from '../../build/runtime.ts';
import { freePort } from '../peers/free-port.ts';
import { execute } from '../peers/tools.ts';
import { serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

const add = async ({ window }: Pick<Adit, 'window'>, name: string): Promise<void> => {
  await window.paste(serverConfiguration(443));
  await window.add({ "Server's host name": 'tunnel.example', 'Local port': String(await freePort()), Name: name });
};

/** A start by the system, as by a double click; gives its status and what it has printed. */
async function startAgain(build: string, userData: string) {
  const found = await findRuntime();
  if (found.kind === 'missing') throw new Error(found.advice.join(' '));
  const line = [path.join(build, 'main/index.js'), `--user-data-dir=${userData}`, '--no-sandbox', '--disable-gpu'];
  const child = spawn(found.runtime.executable, line, { cwd: root, stdio: 'ignore' });
  const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
  const [status] = await once(child, 'exit');
  clearTimeout(late);
  return status;
}

test('a second start ends and leaves everything to the first, and a killed one is in nobody’s way', async ({
  launch,
  build,
}) => {
  test.skip(process.platform !== 'linux', 'starts the runtime as Linux does');
  const first = await launch();
  await add(first, 'Work');
  const before = await first.stored();
  expect(await startAgain(build, first.userData)).toBe(0);
  expect(await first.stored()).toBe(before);
  expect((await first.state()).profiles).toHaveLength(1);
  await first.kill();
  expect(await readlink(path.join(first.userData, 'SingletonLock'))).toContain(hostname());
  const second = await launch();
  await expect(second.window.row('Work')).toBeVisible();
});

test('a lock of another computer that shared the folder, or of this one under another name, is no reason not to start', async ({
  launch,
  directory,
}) => {
  test.skip(process.platform !== 'linux', 'Chromium’s lock is a link on Linux');
  const userData = path.join(directory, 'user-data');
  await mkdir(userData, { recursive: true });
  await symlink('another-computer-4711', path.join(userData, 'SingletonLock'));
  const adit = await launch();
  await add(adit, 'Work');
  expect(await adit.stored()).toContain('Work');
});

test('a folder that an app in a container has is left alone, and said', async ({ build, directory }) => {
  test.skip(process.platform !== 'linux', 'starts the runtime as Linux does');
  const userData = path.join(directory, 'user-data');
  await mkdir(userData);
  // Chromium's lock cannot be told from that of a program that was killed.
  await symlink(`${hostname()}-4194304`, path.join(userData, 'SingletonLock'));
  const other = createServer((socket) => socket.resume()).listen(path.join(userData, 'control.sock'));
  await once(other, 'listening');
  const found = await findRuntime();
  if (found.kind === 'missing') throw new Error(found.advice.join(' '));
  const line = [path.join(build, 'main/index.js'), `--user-data-dir=${userData}`, '--no-sandbox', '--disable-gpu'];
  const child = spawn(found.runtime.executable, line, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit');
  let said = '';
  for await (const data of child.stderr) {
    said += String(data);
    if (said.includes('end it first')) break;
  }
  child.kill('SIGKILL');
  await gone;
  expect(said).toContain(`Adit already runs with the folder ${userData}`);
  expect((await readdir(userData)).filter((name) => /\.json$/.test(name))).toEqual([]);
  await new Promise((resolve) => other.close(resolve));
});

test('what a newer version has stored is used and not written', async ({ launch, build, directory }) => {
  const first = await launch();
  await add(first, 'Work');
  await first.quit();
  const userData = path.join(directory, 'user-data');
  const file = path.join(userData, 'profiles.json');
  const stored = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(
    file,
    JSON.stringify({ ...stored, version: 99, profiles: [...stored.profiles, { newer: true }], added: 'later' }),
  );
  await rm(path.join(userData, 'window.json'), { force: true });
  // Chromium's own files and the log are written by every start.
  const kept = async () => {
    const hash = createHash('sha256');
    const names = (await readdir(userData))
      .filter((name) => /\.json$|^openvpn$/.test(name) && name !== 'window.json')
      .sort();
    for (const name of names)
      hash.update(`${name}\n`).update(await readFile(path.join(userData, name)).catch(() => ''));
    return hash.digest('hex');
  };
  const before = await kept();

  const adit = await launch();
  const { window, page } = adit;
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('newer version');
  await window.turn('Work', true);
  await expect(window.status('Work')).toHaveText(/^On/);
  await window.turn('Work', false);
  await expect(window.status('Work')).toHaveText('Off');
  await adit.tray.click((await adit.tray.items()).find(({ label }) => label.includes('Work'))?.id ?? '');
  await window.paste(serverConfiguration(443));
  await window.field("Server's host name").fill('other.example');
  await window.sheet().getByRole('button', { name: 'Add', exact: true }).click();
  await expect(window.sheet().getByRole('alert')).toContainText('newer version');
  expect((await adit.state()).profiles).toHaveLength(1);
  const line = [path.join(build, 'main/cli.js'), 'off', 'Work', '--user-data', userData];
  await execute(process.execPath, line);
  await adit.quit();
  expect(await kept()).toBe(before);
});

test('what another program has put into the place of the profiles is kept, and said', async ({ launch }) => {
  const adit = await launch();
  await add(adit, 'Work');
  const file = path.join(adit.userData, 'profiles.json');
  const restored = (await readFile(file, 'utf8')).replace('"Work"', '"Restored"');
  await writeFile(file, restored);
  await add(adit, 'Home');
  const [aside = ''] = (await readdir(adit.userData)).filter((name) => name.startsWith('profiles.replaced-'));
  expect(await readFile(path.join(adit.userData, aside), 'utf8')).toBe(restored);
  await expect(adit.page.getByRole('region', { name: 'Notices' })).toContainText(aside);
  expect(JSON.parse(await readFile(file, 'utf8')).profiles).toMatchObject([{ name: 'Work' }, { name: 'Home' }]);
});

/** A disk of 64 MB: a file system of its own in a file, where this computer can, or memory. */
async function makeSmallDisk(directory: string): Promise<string> {
  const image = path.join(directory, 'disk.img');
  try {
    await writeFile(image, '');
    await truncate(image, 64 * 2 ** 20);
    await execute('mkfs.ext4', ['-q', '-F', '-m', '0', image]);
    await execute('unshare', ['--mount', 'mount', '-o', 'loop', image, directory]);
    return `-o loop '${image}'`;
  } catch {
    return '-t tmpfs -o size=64m,mode=700 none';
  }
}

/** Starts what it is given with this disk in the place of this folder, which nobody else sees. */
const onSmallDisk = (disk: string, folder: string, program: string): string =>
  [
    '#!/bin/sh',
    `exec unshare --mount sh -c 'mount ${disk.replaceAll("'", '"')} "$1" && shift && exec "$@"' sh '${folder}' '${program}' "$@"`,
    '',
  ].join('\n');

test('on a full disk what cannot be stored is said, what was typed is kept, and it works when there is room', async ({
  launch,
  directory,
}) => {
  test.skip(
    process.platform !== 'linux' || process.getuid?.() !== 0,
    'a disk of its own needs Linux and its administrator',
  );
  const userData = path.join(directory, 'user-data');
  const starter = path.join(directory, 'start.sh');
  await mkdir(userData);
  const found = await findRuntime();
  if (found.kind === 'missing') throw new Error(found.advice.join(' '));
  const program = process.env['ADIT_TEST_PROGRAM'] ?? found.runtime.executable;
  const disk = await makeSmallDisk(directory);
  await writeFile(starter, onSmallDisk(disk, userData, program), { mode: 0o755 });
  const adit = await launch({ starter });
  const { page, electron } = adit;
  const read = (name: string) =>
    electron.evaluate(
      (_, file) => process.getBuiltinModule('node:fs').readFileSync(file, 'utf8'),
      path.join(userData, name),
    );
  const names = () =>
    electron.evaluate((_, folder) => process.getBuiltinModule('node:fs').readdirSync(folder), userData);
  await add(adit, 'Work');
  const before = await read('profiles.json');

  await electron.evaluate(
    (_, file) => {
      const { writeFileSync, openSync, closeSync, fsyncSync, fstatSync } = process.getBuiltinModule('node:fs');
      const filler = openSync(file, 'a');
      const fill = (): void => {
        for (const size of [1 << 20, 1 << 16, 1 << 12, 1]) {
          try {
            for (;;) writeFileSync(filler, Buffer.alloc(size));
          } catch {
            // Full, for pieces of this size.
          }
        }
      };
      // What was removed before is room only when the file system's journal is written.
      for (let size = -1; size < fstatSync(filler).size; ) {
        size = fstatSync(filler).size;
        fill();
        fsyncSync(filler);
      }
      closeSync(filler);
    },
    path.join(userData, 'filler'),
  );
  await electron.evaluate(({ dialog }, folder) => {
    dialog.showSaveDialog = async (...given: unknown[]) => {
      const { defaultPath = 'x' } = given.at(-1) as { readonly defaultPath?: string };
      return { canceled: false, filePath: `${folder}/${defaultPath.replace(/^.*\//, '')}` };
    };
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, userData);

  await adit.window.button('Edit').click();
  await adit.window.field('Name').fill('Renamed');
  await adit.window.sheet().getByRole('button', { name: 'Save', exact: true }).click();
  await expect(adit.window.sheet().getByRole('alert')).toContainText('The disk with the files of Adit is full.');
  await expect(adit.window.sheet().getByRole('alert')).toContainText('Make room');
  await expect(adit.window.field('Name')).toHaveValue('Renamed');

  const state = await adit.state();
  const answers = await page.evaluate(async () => {
    const now = await window.adit.state.get();
    const profile = now.ok ? now.value.profiles[0]?.profile : undefined;
    if (profile === undefined) throw new Error('no profile');
    const { id: profileId } = profile;
    const text = 'client = yes\n[a]\naccept = 127.0.0.1:1234\nconnect = a.example:443\n';
    const preview = await window.adit.import.read({ name: null, text });
    if (!preview.ok) throw new Error('no preview');
    const answer = {
      key: preview.value.services[0]?.key ?? '',
      name: 'A',
      application: 'custom',
      host: 'a.example',
      remotePort: 443,
      localPort: 1234,
      user: null,
    } as const;
    return {
      settings: await window.adit.settings.save({ settings: { appearance: 'dark' } }),
      import: await window.adit.import.add({ previewId: preview.value.id, services: [answer] }),
      remove: await window.adit.profile.remove({ profileId }),
      duplicate: await window.adit.profile.duplicate({ profileId }),
      backup: await window.adit.backup.save({ passphrase: null }),
      export: await window.adit.profile.export({ profileId }),
      share: await window.adit.share.file({ profileIds: [profileId] }),
      log: await window.adit.log.save({ profileId: null, levels: ['error', 'warning', 'info'] }),
      report: await window.adit.report.save({ text: 'x'.repeat(100_000) }),
      ovpn: await window.adit.profile.giveOpenvpn({ profileId, name: 'a.ovpn', text: 'client\ndev tun\nremote a 1\n' }),
    };
  });
  for (const [name, answer] of Object.entries(answers)) {
    expect(answer, name).toMatchObject({
      ok: false,
      error: { explanation: { next: expect.stringMatching(/room|in the profile/) } },
    });
  }
  const folder = await page.evaluate(() => window.adit.folder.choose());
  expect(folder).toMatchObject({ ok: true, value: { problem: expect.stringContaining('full') } });
  expect(await adit.state()).toEqual(state);
  expect(await read('profiles.json')).toBe(before);
  expect((await names()).filter((name) => /\.tmp-|^\.(?!org\.chromium)|\.conf$|\.adit$|backup/.test(name))).toEqual([]);

  await electron.evaluate((_, file) => process.getBuiltinModule('node:fs').rmSync(file), path.join(userData, 'filler'));
  await adit.window.sheet().getByRole('button', { name: 'Save', exact: true }).click();
  await expect(adit.window.sheet()).toBeHidden();
  await expect(adit.window.row('Renamed')).toBeVisible();
  expect(JSON.parse(await read('profiles.json')).profiles).toMatchObject([{ name: 'Renamed' }]);
});
