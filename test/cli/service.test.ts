/** `adit service`: what it writes starts the program, and is gone when it is removed. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemdPlan } from '../../main/cli/background/systemd.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { startProcess } from '../peers/process.ts';
import { execute, hasTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';

describe.skipIf(process.platform !== 'linux')('adit service', () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  /** A person with a systemd that writes down what it is told, and refuses what `refuses` says. */
  async function person(name: string, refuses = 'nothing') {
    const home = path.join(directory.path, name);
    const bin = path.join(home, 'bin');
    await mkdir(bin, { recursive: true });
    const told = path.join(home, 'told');
    await writeFile(
      path.join(bin, 'systemctl'),
      `#!/bin/sh\necho "$@" >> '${told}'\ncase "$*" in *${refuses}*) echo 'No such thing' >&2; exit 1 ;; esac\n`,
    );
    await chmod(path.join(bin, 'systemctl'), 0o755);
    const env = { HOME: home, XDG_CONFIG_HOME: '', PATH: `${bin}:${process.env['PATH']}` };
    return {
      home,
      unit: path.join(home, '.config/systemd/user/adit.service'),
      run: (...args: string[]) => cli.run(['service', ...args], '', env),
      told: async () => (await readFile(told, 'utf8')).trim().split('\n'),
    };
  }

  async function configuration(folder: string): Promise<string> {
    const file = path.join(folder, 'my tunnels 100%.conf');
    await writeFile(file, 'debug = info\n[web]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 127.0.0.1:1\n');
    return file;
  }

  it('writes a unit that starts what run does, and takes it away again', async () => {
    const ada = await person('ada');
    const installed = await ada.run('install', await configuration(ada.home));
    expect(installed).toMatchObject({ code: 0, stdout: expect.stringContaining('The service adit runs.'), stderr: '' });
    expect(await ada.told()).toEqual([
      '--user daemon-reload',
      '--user enable --quiet adit.service',
      '--user restart adit.service',
    ]);

    const unit = await readFile(ada.unit, 'utf8');
    const line = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '';
    const [command = '', ...args] = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) =>
      word.replaceAll('%%', '%'),
    );
    await using running = await startProcess({ command, args, ready: /Accepting new connections/ });
    expect(running.log()).toContain('my tunnels 100%.conf');

    const removed = await ada.run('remove');
    expect(removed).toMatchObject({ code: 0, stderr: '' });
    expect((await ada.told()).slice(3)).toEqual(['--user disable --quiet --now adit.service', '--user daemon-reload']);
    expect(await readdir(path.dirname(ada.unit))).toEqual([]);
    expect(await ada.run('remove')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no service adit'),
    });
  });

  it('installs nothing that could not run, and says why', async () => {
    const bob = await person('bob');
    const wrong = path.join(bob.home, 'wrong.conf');
    await writeFile(wrong, '[web]\nclient = maybe\n');
    expect(await bob.run('install', wrong)).toMatchObject({ code: 1, stderr: expect.stringContaining('yes') });
    await writeFile(wrong, '[web]\naccept = 443\nconnect = 80\n');
    expect(await bob.run('install', wrong)).toMatchObject({ code: 1 });
    expect(existsSync(bob.unit)).toBe(false);
  });

  it('says what the system answered when it refuses', async () => {
    const eve = await person('eve', 'restart');
    const { code, stderr } = await eve.run('install', await configuration(eve.home));
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('systemctl --user restart adit.service failed: No such thing'),
    ]);
  });

  it.skipIf(!hasTool('systemd-analyze'))(
    'systemd knows every line of both units, and finds the system’s well locked up',
    async () => {
      for (const system of [true, false]) {
        const name = system ? 'adit-system' : 'adit-user';
        const service = {
          name,
          system,
          program: ['/bin/sh'],
          file: '/etc/my tunnels/a.conf',
          user: 'daemon',
          writes: ['/var/log/my tunnels'],
        };
        const { unit } = systemdPlan(service, { platform: 'linux', home: '/root', env: {}, uid: 0 });
        const file = path.join(directory.path, `${name}.service`);
        await writeFile(file, unit.text);
        const { stderr } = await execute('systemd-analyze', ['verify', '--man=no', file]).catch(
          (error: { stderr: string }) => error,
        );
        expect(stderr.split('\n').filter((line) => line.includes(name))).toEqual([]);
        if (!system) continue;
        const { stdout } = await execute('systemd-analyze', ['security', '--offline=yes', '--no-pager', file]);
        const [, exposure = '10'] = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout) ?? [];
        expect(Number(exposure)).toBeLessThan(2);
      }
    },
  );
});
