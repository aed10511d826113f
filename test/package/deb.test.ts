/** The package for Debian: installed over this computer in a view of its own, used by git as it is meant to be, and taken away. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../build/outputs.ts';
import { findRuntime } from '../../build/runtime.ts';
import { systemTools } from '../../build/system-tools/index.ts';
import { setHostBlocks } from '../../main/launch/ssh-config/config-file.ts';
import { connectCommand } from '../../main/launch/ssh-config/connect-command.ts';
import { hostBlocks } from '../../main/launch/ssh-config/hosts.ts';
import { toStored } from '../../main/profile/stored.ts';
import { plainProfile } from '../export/arbitrary.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { startSshd } from '../peers/sshd.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { hasTool } from '../peers/tools.ts';
import { canHaveOwnView, type OwnView, openOwnView } from './support/own-view.ts';

const execute = promisify(execFile);

const tools = ['dpkg', 'dpkg-deb', 'stunnel', 'openssl', 'ssh', 'sshd', 'git'];
const missing = tools.filter((name) => !hasTool(name));
const found = missing.length === 0 && (await canHaveOwnView()) ? await findRuntime() : null;
const runtime = found?.kind === 'found' ? found.runtime : null;

/** Written by what Debian itself does at every installation. */
const ofDebian =
  /^(?:var\/lib\/dpkg\/|var\/log\/|var\/cache\/|var\/lib\/update-|etc\/ld\.so\.cache$|usr\/share\/mime\/|usr\/share\/applications\/mimeinfo\.cache$|usr\/share\/icons\/hicolor\/icon-theme\.cache$|tmp\/)/;

describe.skipIf(runtime === null)(`the deb (root on Linux, Electron runtime, ${tools.join(', ')})`, () => {
  const { directory: electronDist = '', version = '' } = runtime ?? {};
  const stack = new AsyncDisposableStack();
  let place: string;
  let view: OwnView;
  let deb: string;

  const ours = async () => (await view.changes()).filter((path) => !ofDebian.test(path.replace(/^-/, '')));

  beforeAll(async () => {
    place = stack.use(await temporaryDirectory('adit-deb-')).path;
    const builder = join(root, 'node_modules/electron-builder/cli.js');
    const options = {
      electronVersion: version,
      electronDist,
      electronLanguages: 'en-US',
      'directories.output': join(place, 'dist'),
      'deb.compression': 'gz',
    };
    const line = Object.entries(options).map(([name, value]) => `-c.${name}=${value}`);
    await execute(process.execPath, [builder, '--linux', 'deb', `--${process.arch}`, '--publish', 'never', ...line], {
      cwd: root,
      env: { ...process.env, ...systemTools(join(place, 'tools'), null) },
    });
    deb = join(place, 'dist', (await readdir(join(place, 'dist'))).find((name) => name.endsWith('.deb')) ?? '');
    view = stack.use(await openOwnView(place, dirname(place)));
    // Its dependencies are not this test's.
    await view.shell(`dpkg --force-depends -i '${deb}'`);
  }, 300_000);

  afterAll(() => stack.disposeAsync());

  test('puts the command, its manual page and its completions where systems look for them', async () => {
    expect(await view.shell('cd / && env -i PATH=/usr/bin:/bin adit --version')).toMatch(/^adit \d/);
    for (const link of ['/usr/bin/adit', '/usr/share/man/man1/adit.1']) {
      expect(await view.shell(`readlink -e ${link}`)).toContain('/opt/Adit/resources/');
    }
    expect(await view.shell('dpkg -S /opt/Adit/adit')).toBe('adit: /opt/Adit/adit\n');
  });

  test('is git’s way to two servers behind one host name, while the app is not running', async () => {
    await using peers = new AsyncDisposableStack();
    const at = (name: string) => join(place, name);
    const { certificate, key } = await makeCertificate(place, 'server', { commonName: 'localhost' });
    const sshds = [peers.use(await startSshd()), peers.use(await startSshd())];
    const profiles = [];
    for (const [index, sshd] of sshds.entries()) {
      const stunnel = peers.use(await startStunnel({ connect: sshd.port, certificate, key }));
      profiles.push(
        plainProfile({
          id: `00000000-0000-4000-8000-00000000000${index}`,
          name: `Server ${index + 1}`,
          accept: [{ host: '127.0.0.1', port: 2201 + index }],
          connect: [{ host: '127.0.0.1', port: stunnel.port }],
          trust: {
            kind: 'pinned',
            certificates: [{ kind: 'pem', pem: await readFile(certificate, 'utf8') }],
            checks: { hosts: [], emails: [], ips: [] },
          },
          user: sshd.user,
          identityFile: sshd.key,
          sshConfig: { alias: index === 0 ? 'one' : 'two', way: 'command' },
        }),
      );
    }
    await writeFile(at('profiles.json'), JSON.stringify(toStored(profiles, { appearance: 'system' })));
    const command = connectCommand({
      platform: 'linux',
      isPackaged: true,
      program: '/opt/Adit/adit',
      script: '',
      resources: '/opt/Adit/resources',
      appImage: undefined,
      userData: place,
    });
    const own = ['BatchMode yes', 'IdentityAgent none', 'StrictHostKeyChecking accept-new'];
    await writeFile(at('config'), [...own, `UserKnownHostsFile ${at('known_hosts')}`, ''].join('\n'));
    await setHostBlocks(at('config'), hostBlocks(profiles, { platform: 'linux', connectCommand: command }));
    // What a person writes: the command on the PATH.
    const byHand = `ssh -F '${at('config')}' -o 'ProxyCommand /usr/bin/adit connect --user-data ${place} "Server 2"'`;

    const bytes = randomBytes(2_000_000);
    await writeFile(at('bytes'), bytes);
    const git = (sshCommand: string, ...lines: readonly string[]) =>
      view.shell(['set -e', ...lines].join('\n'), {
        PATH: '/usr/bin:/bin',
        HOME: place,
        GIT_SSH_COMMAND: sshCommand,
        GIT_CONFIG_GLOBAL: '/dev/null',
      });
    for (const [host, sshCommand] of [
      ['one', `ssh -F '${at('config')}'`],
      ['two', byHand],
    ] as const) {
      const [far, near, again] = ['far.git', 'near', 'again'].map((name) => at(`${host}-${name}`));
      await git(
        sshCommand,
        `git init -q --bare -b main '${far}'`,
        `git clone -q '${host}:${far}' '${near}'`,
        `cp '${at('bytes')}' '${near}/bytes'`,
        `cd '${near}'`,
        'git add bytes',
        'git -c user.name=A -c user.email=a@b commit -q -m Bytes',
        'git push -q origin HEAD:main',
        `git clone -q -b main '${host}:${far}' '${again}'`,
      );
      expect((await readFile(join(again ?? '', 'bytes'))).equals(bytes), host).toBe(true);
    }
    const known = (await readFile(at('known_hosts'), 'utf8')).trim().split('\n').toSorted();
    expect(known).toEqual(
      profiles.map(({ connect }, index) => `[127.0.0.1]:${connect[0]?.port} ${sshds[index]?.hostKey}`).toSorted(),
    );
  }, 120_000);

  test('is gone without a trace when it is removed', async () => {
    expect((await ours()).filter((path) => path.startsWith('opt/Adit/')).length).toBeGreaterThan(10);
    await view.shell('dpkg --purge adit');
    expect(await ours()).toEqual([]);
  });
});
