/** The packed program itself: made by electron-builder, started, and looked at. */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../build/outputs.ts';
import { findRuntime, type Runtime } from '../../build/runtime.ts';
import { setHostBlocks } from '../../main/launch/ssh-config/config-file.ts';
import { connectCommand } from '../../main/launch/ssh-config/connect-command.ts';
import { hostBlocks } from '../../main/launch/ssh-config/hosts.ts';
import { toStored } from '../../main/profile/stored.ts';
import { plainProfile } from '../export/arbitrary.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { startSshd } from '../peers/sshd.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasTool, requireTool } from '../peers/tools.ts';
import { type Display, openDisplay } from '../run/display.ts';

const execute = promisify(execFile);

/** Packing for Linux needs nothing but the runtime; the other systems' packages are made and tried on them. */
async function usableRuntime(): Promise<Runtime | null> {
  if (process.platform !== 'linux' || !hasTool('Xvfb')) return null;
  const found = await findRuntime();
  return found.kind === 'found' ? found.runtime : null;
}

const runtime = await usableRuntime();

const german: Readonly<Record<string, string>> = JSON.parse(
  await readFile(join(root, 'preload/words/de.json'), 'utf8'),
);

/** Whether the window has loaded its page, as Chromium lists it beside its debugging endpoint. */
async function pageIsThere(endpoint: string): Promise<boolean> {
  const answer = await fetch(`http://${new URL(endpoint).host}/json/list`);
  const targets = (await answer.json()) as readonly { readonly title: string; readonly url: string }[];
  return targets.some(({ title, url }) => url.startsWith('app://') && title === 'Adit');
}

describe.skipIf(runtime === null)('the packed program (Linux, Electron runtime, Xvfb)', () => {
  const { directory: electronDist = '', version = '', executable: electron = '' } = runtime ?? {};
  let directory: TemporaryDirectory;
  let display: Display;
  let program = '';

  beforeAll(async () => {
    directory = await temporaryDirectory('adit-packed-');
    display = await openDisplay();
    const builder = join(root, 'node_modules/electron-builder/cli.js');
    const electronOptions = [`-c.electronVersion=${version}`, `-c.electronDist=${electronDist}`];
    const output = `-c.directories.output=${directory.path}`;
    await execute(process.execPath, [builder, '--linux', 'dir', '--publish', 'never', ...electronOptions, output], {
      cwd: root,
    });
    program = join(directory.path, 'linux-unpacked/adit');
  }, 300_000);

  afterAll(async () => {
    display?.close();
    await directory?.close();
  });

  test('has the fuses that the configuration states', async () => {
    const wire = await getCurrentFuseWire(program);
    const on = [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseV1Options.OnlyLoadAppFromAsar];
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE));
    expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE));
  });

  test('holds the built program and nothing else', async () => {
    // Electron's Node reads asar archives like directories.
    const script = 'console.log(JSON.stringify(require("fs").readdirSync(process.argv[1], { recursive: true })))';
    const archive = join(directory.path, 'linux-unpacked/resources/app.asar');
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const { stdout } = await execute(electron, ['-e', script, archive], { env });
    const files: readonly string[] = JSON.parse(stdout);
    expect(files.filter((file) => !file.includes('/'))).toEqual(['out', 'package.json']);
    const rooms = files.filter((file) => file.split('/').length === 2);
    expect(rooms.toSorted()).toEqual(['out/main', 'out/preload', 'out/renderer', 'out/tray', 'out/words']);
    expect(files).toContain('out/main/worker.js');
    expect(files).toContain('out/main/helper.js');
    expect(files).toContain('out/main/diagnose.js');
    expect(files).toContain('out/tray/tray-onTemplate@2x.png');
    expect(files).toContain('out/words/de.json');
  });

  describe('its command line', () => {
    const launcher = () => join(directory.path, 'linux-unpacked/resources/bin/adit');
    /** Without a display and without a place to write: neither is needed. */
    const { ELECTRON_RUN_AS_NODE: _, WAYLAND_DISPLAY: __, DISPLAY: ___, ...inherited } = process.env;
    const command = (args: readonly string[], home: string) =>
      execute(launcher(), [...args], { env: { ...inherited, HOME: home, XDG_CONFIG_HOME: home } });

    test('answers from a link on the PATH, and writes nothing', async () => {
      await using home = await temporaryDirectory();
      const link = join(directory.path, 'adit-link');
      await symlink(launcher(), link);
      const { stdout } = await execute(link, ['--version'], { env: { ...inherited, HOME: home.path } });
      expect(stdout).toMatch(/^adit \d/);
      expect(await readdir(home.path)).toEqual([]);
    });

    test('has the exit statuses of the command line program', async () => {
      await using home = await temporaryDirectory();
      await expect(command(['check', join(home.path, 'none.conf')], home.path)).rejects.toMatchObject({ code: 1 });
      await expect(command(['check'], home.path)).rejects.toMatchObject({ code: 2 });
      await expect(command(['nonsense'], home.path)).rejects.toMatchObject({ code: 2 });
    });

    test.skipIf(!hasTool('stunnel') || !hasTool('openssl'))(
      'joins standard input and output to a service, every byte',
      async () => {
        await using home = await temporaryDirectory();
        const certificate = await makeCertificate(home.path, 'server', { commonName: 'localhost' });
        await using service = await startEcho();
        await using stunnel = await startStunnel({
          connect: service.port,
          certificate: certificate.certificate,
          key: certificate.key,
        });
        const file = join(home.path, 'client.conf');
        const lines = [
          'client = yes',
          '[echo]',
          `connect = 127.0.0.1:${stunnel.port}`,
          'accept = 127.0.0.1:1',
          'verifyPeer = yes',
          `CAfile = ${certificate.certificate}`,
        ];
        await writeFile(file, `${lines.join('\n')}\n`);
        const bytes = randomBytes(3_000_000);
        const child = spawn(launcher(), ['connect', file, 'echo'], {
          env: { ...inherited, HOME: home.path },
          stdio: ['pipe', 'pipe', 'inherit'],
        });
        child.stdin.end(bytes);
        const [back, [status]] = await Promise.all([buffer(child.stdout), once(child, 'exit')]);
        expect({ same: back.equals(bytes), status }).toEqual({ same: true, status: 0 });
      },
    );

    test.skipIf(!['stunnel', 'openssl', 'ssh', 'sshd', 'git'].every(hasTool))(
      'is the way of ssh and Git to a profile’s server, while the app is not running',
      async () => {
        await using home = await temporaryDirectory();
        const file = (name: string) => join(home.path, name);
        const { certificate, key } = await makeCertificate(home.path, 'server', { commonName: 'localhost' });
        await using sshd = await startSshd();
        await using stunnel = await startStunnel({ connect: sshd.port, certificate, key });
        const profile = plainProfile({
          name: 'Home office',
          connect: [{ host: '127.0.0.1', port: stunnel.port }],
          trust: {
            kind: 'pinned',
            certificates: [{ kind: 'pem', pem: await readFile(certificate, 'utf8') }],
            checks: { hosts: [], emails: [], ips: [] },
          },
          user: sshd.user,
          identityFile: sshd.key,
          sshConfig: { alias: 'office', way: 'command' },
        });
        await writeFile(file('profiles.json'), JSON.stringify(toStored([profile], { appearance: 'system' })));
        const command = connectCommand({
          platform: 'linux',
          isPackaged: true,
          program,
          script: '',
          resources: join(directory.path, 'linux-unpacked/resources'),
          appImage: undefined,
          userData: home.path,
        });
        const own = ['BatchMode yes', 'IdentityAgent none', 'StrictHostKeyChecking accept-new'];
        await writeFile(file('config'), [...own, `UserKnownHostsFile ${file('known_hosts')}`, ''].join('\n'));
        await setHostBlocks(file('config'), hostBlocks([profile], { platform: 'linux', connectCommand: command }));

        const bytes = randomBytes(2_000_000);
        const env = { ...inherited, HOME: home.path, GIT_SSH_COMMAND: `${requireTool('ssh')} -F ${file('config')}` };
        const git = (...args: readonly string[]) =>
          execute('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], { env });
        await git('init', '-q', '--bare', '-b', 'main', file('far.git'));
        await git('clone', '-q', `office:${file('far.git')}`, file('near'));
        await writeFile(file('near/bytes'), bytes);
        await git('-C', file('near'), 'add', 'bytes');
        await git('-C', file('near'), 'commit', '-q', '-m', 'Bytes');
        await git('-C', file('near'), 'push', '-q', 'origin', 'HEAD:main');
        await git('clone', '-q', '-b', 'main', `office:${file('far.git')}`, file('again'));
        expect((await readFile(file('again/bytes'))).equals(bytes)).toBe(true);
        expect(await readFile(file('known_hosts'), 'utf8')).toBe(`[127.0.0.1]:${stunnel.port} ${sshd.hostKey}\n`);
      },
      60_000,
    );
  });

  test('starts and shows its first window, in the language of the system', async () => {
    const userData = join(directory.path, 'user-data');
    const line = ['--no-sandbox', `--user-data-dir=${userData}`, '--remote-debugging-port=0'];
    const { ELECTRON_RUN_AS_NODE: _, WAYLAND_DISPLAY: __, ...inherited } = process.env;
    const env = { ...inherited, LANGUAGE: 'de_DE', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', DISPLAY: display.name };
    const app = spawn(program, line, { stdio: ['ignore', 'ignore', 'pipe'], env });
    const ended = once(app, 'exit');
    try {
      const endpoint = await new Promise<string>((resolve, reject) => {
        let text = '';
        app.stderr.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
          if (address !== undefined) resolve(address);
        });
        ended.then(() => reject(new Error(`The program ended:\n${text}`)));
      });
      // A debugger that comes while the window is made keeps Chromium waiting for half a minute.
      await expect.poll(() => pageIsThere(endpoint), { timeout: 30_000 }).toBe(true);
      const browser = await chromium.connectOverCDP(endpoint);
      const page = browser.contexts()[0]?.pages()[0] ?? (await browser.contexts()[0]?.waitForEvent('page'));
      expect(page?.url()).toMatch(/^app:\/\//);
      // Window and main have the language from the same file in the archive.
      await page?.getByRole('button', { name: german['common.addServer'] ?? '' }).waitFor();
      // The bridge is there, so the preload script ran; the worker and the archive are what it was built from.
      const answer = await page?.evaluate(() => window.adit.tunnel.start({ profileId: crypto.randomUUID() }));
      expect(answer).toMatchObject({ error: { explanation: { what: german['failure.unknownProfile.what'] } } });
      await browser.close();
    } finally {
      app.kill();
      await ended;
    }
  });
});
