/** The AppImage: made, started, and updated by itself from a server that means well, badly, or is cut off. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool } from '../peers/tools.ts';
import { type Display, openDisplay } from '../run/display.ts';
import { pack } from './support/pack.ts';
import { makePerson, type Person, somebody } from './support/person.ts';
import { plainEnvironment, runApp } from './support/running-app.ts';
import { startUpdateServer, type UpdateServer } from './support/update-server.ts';

const tools = ['mksquashfs', 'unsquashfs', 'desktop-file-validate', 'stunnel', 'openssl', 'Xvfb'] as const;
const isPossible = process.platform === 'linux' && process.arch === 'x64' && tools.every(hasTool);

const name = (version: string) => `Adit-${version}-linux-x86_64.AppImage`;
const digest = async (file: string) =>
  createHash('sha512')
    .update(await readFile(file))
    .digest('hex');

describe.skipIf(!isPossible)(`the AppImage (Linux x64, ${tools.join(', ')})`, () => {
  let directory: TemporaryDirectory;
  let display: Display;
  let server: UpdateServer;
  let installed = '';
  let person: Person;
  const released = () => join(directory.path, 'released');
  const env = (more: NodeJS.ProcessEnv = {}) => plainEnvironment({ ...person.env, DISPLAY: display.name, ...more });
  const start = () =>
    runApp({ command: [installed], env: env(), ...(somebody === undefined ? {} : { user: somebody }) });

  beforeAll(async () => {
    directory = await temporaryDirectory('adit-appimage-');
    await chmod(directory.path, 0o755);
    display = await openDisplay();
    person = await makePerson();
    await mkdir(released());
    await mkdir(join(person.home, 'Applications'));
    server = await startUpdateServer(released());
    for (const version of ['0.1.0', '0.2.0']) {
      const output = join(directory.path, version);
      await pack({ output, line: ['--linux', 'AppImage', '--x64'], version, updateUrl: server.url });
      await copyFile(join(output, name(version)), join(released(), name(version)));
    }
    installed = join(person.home, 'Applications/Adit.AppImage');
    await copyFile(join(released(), name('0.1.0')), installed);
    await chmod(installed, 0o755);
    if (somebody === undefined) return;
    for (const path of [join(person.home, 'Applications'), installed]) await chown(path, somebody, somebody);
  }, 600_000);

  afterAll(async () => {
    display?.close();
    await server?.close();
    await person?.[Symbol.asyncDispose]();
    await directory?.close();
  });

  test('takes a newer version only whole and as it was released, never an older one, and installs it when it ends', async () => {
    const before = await digest(installed);
    const app = await start();
    const look = async () => {
      await app.page.evaluate(() => window.adit.update.look());
      await expect.poll(async () => (await app.state()).update.kind).toMatch(/^(?:failed|newest|ready)$/);
      return (await app.state()).update;
    };

    await server.announce('0.0.9', name('0.1.0'), 'Old');
    expect(await look()).toMatchObject({ kind: 'newest' });
    await server.announce('0.2.0', name('0.2.0'), '## New\n* Tunnels start **faster**');
    server.serve('tampered');
    expect(await look()).toEqual({ kind: 'failed' });
    server.serve('half');
    expect(await look()).toEqual({ kind: 'failed' });
    server.serve('whole');
    expect(await look()).toEqual({ kind: 'ready', version: '0.2.0', news: ['New', 'Tunnels start faster'] });
    expect((await app.state()).notices.map(({ text }) => text)).toEqual([expect.stringContaining('Adit 0.2.0')]);
    // Nothing tells the server which installation asks.
    const headers = server.asked.map((request) => request.headers).join('\n');
    expect(headers).toContain('00000000-0000-0000-0000-000000000000');
    expect(headers).not.toMatch(/"x-user-staging-id":"(?!00000000-0000)/);

    expect(await digest(installed)).toBe(before);
    await app.end();
    expect(await digest(installed)).toBe(await digest(join(released(), name('0.2.0'))));
  });

  test('is the newer version from the next start on, whose tunnels are switched by its commands', async () => {
    const app = await start();
    const adit = (...line: readonly string[]) =>
      execute(installed, ['--no-sandbox', '--no-zygote', '--log-level=3', '--cli', '--', ...line], {
        env: env(),
        cwd: person.home,
        ...(somebody === undefined ? {} : { uid: somebody, gid: somebody }),
      }).then(({ stdout }) => stdout);
    await adit('on', 'Echo');
    expect(await adit('status', 'Echo', '--json')).toContain('"server":"reachable"');
    await adit('off', 'Echo');
    expect(await adit('list')).toMatch(/^Echo +Off/m);
    await app.page.evaluate(() => window.adit.update.look());
    await expect.poll(async () => (await app.state()).update.kind).toBe('newest');
    await app.end();
  });

  test('says in one line what to do where there can be no sandbox, and does not start without', async () => {
    // What Ubuntu 24.04 and later answer to an AppImage.
    const programs = join(directory.path, 'programs');
    await mkdir(programs, { recursive: true });
    await writeFile(join(programs, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const PATH = [programs, process.env['PATH']].join(delimiter);
    // Without a display the dialog that follows is none.
    const child = spawn(installed, [], {
      env: { ...env({ PATH }), DISPLAY: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(somebody === undefined ? {} : { uid: somebody, gid: somebody }),
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    const [status] = await once(child, 'exit');
    expect(said).toMatch(/^This system lets no AppImage make the sandbox.*ADIT_NO_SANDBOX=1\.$/m);
    expect(status).not.toBe(0);
  });

  test('leaves nothing but what is the person’s when it is deleted', async () => {
    await rm(installed);
    // A note of the updater's about what it has fetched, some hundred bytes: nobody runs when a file is deleted.
    expect(await person.otherFiles()).toEqual(['.cache/adit-updater/pending/update-info.json']);
    expect(await person.profiles()).toEqual(['Echo']);
  });
});
