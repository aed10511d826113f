/** Windows’ setup and portable program, made from our configuration with a stand-in for Electron, and used under Wine. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../build/outputs.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { pack } from './support/pack.ts';
import { filesBelow, windowsPackers, windowsStandIn, windowsTools } from './support/windows-tools.ts';

const isPossible = process.platform === 'linux' && process.arch === 'x64' && windowsTools.every(hasTool);
const current = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion';

describe.skipIf(!isPossible)(`packages for Windows (Linux x64, ${windowsTools.join(', ')})`, () => {
  let directory: TemporaryDirectory;
  let env: NodeJS.ProcessEnv = {};
  const at = (...names: readonly string[]) => path.join(directory.path, ...names);
  const wine = (...line: readonly string[]) => {
    const { status, stdout } = spawnSync(requireTool('wine64'), line, {
      env: { ...process.env, ...env },
      timeout: 120_000,
    });
    return { status, said: stdout.toString().replaceAll('\r', '') };
  };
  const local = (...names: readonly string[]) =>
    path.join(at('prefix/drive_c/users', process.env['USER'] ?? 'root', 'AppData/Local'), ...names);
  const value = (key: string, name?: string): string | null => {
    const { status, said } = wine('reg', 'query', key, ...(name === undefined ? ['/ve'] : ['/v', name]));
    return status === 0 ? (/REG_\w+\s*(.*)$/m.exec(said)?.[1]?.trim() ?? '') : null;
  };
  /** What programs have put anywhere on drive C:, but Windows’ own folder and that for temporary files. */
  const onDrive = () =>
    // The user's desktop and documents are links into the home.
    [...filesBelow(at('prefix/drive_c')), ...filesBelow(at('home'))].filter(
      (name) => !/^windows\/|\/Temp\//.test(name),
    );

  beforeAll(async () => {
    directory = await temporaryDirectory('adit-windows-');
    // Of its own: what is installed in it is nobody else’s.
    env = {
      WINEPREFIX: at('prefix'),
      WINEDEBUG: '-all',
      WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe=d',
      LC_ALL: 'C.UTF-8',
      HOME: at('home'),
      USER: process.env['USER'] ?? 'root',
    };
    await mkdir(at('home/Desktop'), { recursive: true });
    wine('wineboot', '--init');
    wine('winecfg', '-v', 'win10');
    const runtime = await windowsStandIn(at('electron'));
    const packers = await windowsPackers(at('tools'), env);
    for (const version of ['0.1.0', '0.2.0']) {
      // Without plug-ins nothing unpacks an archive: the compiler takes the files themselves. Wine cannot say which programs run.
      const include = at(`include-${version}.nsh`);
      const lines = [
        `!define APP_BUILD_DIR "${at(version, 'win-unpacked')}"`,
        '!macro customCheckAppRunning\n!macroend',
        `!include "${path.join(root, 'build/installer.nsh')}"`,
      ];
      await writeFile(include, `${lines.join('\n')}\n`);
      await pack({
        output: at(version),
        line: ['--win', 'nsis', 'portable', '--x64'],
        version,
        updateUrl: 'http://127.0.0.1:1/',
        runtime,
        env: packers,
        change: (configuration) => ({
          ...configuration,
          // Debian’s compiler lacks a sentence of one language.
          nsis: { ...Object(configuration['nsis']), include, warningsAsErrors: false },
          portable: { ...Object(configuration['portable']), useZip: true, warningsAsErrors: false },
        }),
      });
    }
  }, 600_000);

  afterAll(async () => {
    await execute(requireTool('wineserver'), ['--kill'], { env: { ...process.env, ...env } }).catch(() => undefined);
    await directory?.close();
  });

  const setup = (version: string) => at(version, `Adit-${version}-win-x64-setup.exe`);
  const folder = () => local('Programs/Adit');

  test('the setup installs, updates and removes, and leaves nothing but what is the user’s', async () => {
    const before = onDrive();
    expect(wine(setup('0.1.0'), '/S', '/currentuser').status).toBe(0);
    const installed = filesBelow(folder());
    expect(installed).toEqual(
      expect.arrayContaining([
        'Adit.exe',
        'Uninstall Adit.exe',
        'resources/app.asar',
        'resources/app-update.yml',
        'resources/bin/adit.cmd',
      ]),
    );
    expect(installed).not.toContain('resources/package-type');
    const key = `${current}\\Uninstall`;
    const entry = /^HKEY_CURRENT_USER.*\\([0-9a-f-]{36})$/m.exec(wine('reg', 'query', key).said)?.[1] ?? '';
    expect(value(`${key}\\${entry}`, 'DisplayName')).toBe('Adit 0.1.0');
    expect(value('HKCU\\Software\\Classes\\.adit')).toBe('Adit.Shared');

    // By its name alone, as on a command line: Windows has that folder on the PATH, Wine has not.
    const command = local('Microsoft/WindowsApps/adit.cmd');
    const { status, said } = wine('cmd', '/c', `Z:${command.replaceAll('/', '\\')}`, 'list', '--json');
    expect({ status, said }).toEqual({ status: 7, said: expect.stringMatching(/Adit\.exe" --cli -- list --json$/) });

    // What the program has written since: its data, the start at login, and what it has downloaded.
    const data = path.join(path.dirname(local()), 'Roaming/Adit');
    for (const [place, file] of [
      [data, 'profiles.json'],
      [local('adit-updater/pending'), 'setup.exe'],
    ] as const) {
      await mkdir(place, { recursive: true });
      await writeFile(path.join(place, file), '{}');
    }
    const starts = [`${current}\\Run`, `${current}\\Explorer\\StartupApproved\\Run`] as const;
    for (const start of starts)
      wine('reg', 'add', start, '/v', 'app.adit.desktop', '/t', 'REG_SZ', '/d', 'Adit.exe', '/f');

    expect(wine(setup('0.2.0'), '/S', '/currentuser', '/PACKAGEMANAGER=winget').status).toBe(0);
    expect(value(`${key}\\${entry}`, 'DisplayName')).toBe('Adit 0.2.0');
    expect(readFileSync(path.join(folder(), 'resources/package-type'), 'latin1')).toBe('winget');

    // _?= makes it wait, and leave itself where it is.
    const uninstaller = path.join(folder(), 'Uninstall Adit.exe');
    const place = `_?=${'C:'}${folder().slice(at('prefix/drive_c').length).replaceAll('/', '\\')}`;
    expect(wine(uninstaller, '/S', '/currentuser', place).status).toBe(0);
    const left = onDrive().filter((name) => !before.includes(name));
    expect(left.filter((name) => !name.endsWith('Uninstall Adit.exe'))).toEqual([
      expect.stringMatching(/AppData\/Roaming\/Adit\/profiles\.json$/),
    ]);
    expect(existsSync(local('adit-updater'))).toBe(false);
    for (const start of starts) expect(value(start, 'app.adit.desktop')).toBeNull();
    for (const name of ['.adit', 'adit', 'Adit.Shared', 'Adit.Configuration']) {
      expect([name, value(`HKCU\\Software\\Classes\\${name}`)]).toEqual([name, null]);
    }
    expect(value(`${key}\\${entry}`, 'DisplayName')).toBeNull();
  }, 300_000);

  test('the portable program runs from a folder of its own, hands on the status, and leaves nothing', () => {
    // In the folder for temporary files, too, which it unpacks itself into.
    const before = filesBelow(at('prefix/drive_c'));
    const { status } = wine(at('0.1.0/Adit-0.1.0-win-x64-portable.exe'), 'one', 'two');
    expect(status).toBe(7);
    // Wine does not let go of a plug-in that is still loaded.
    const left = filesBelow(at('prefix/drive_c')).filter((name) => !before.includes(name) && !name.endsWith('.dll'));
    expect(left).toEqual([]);
  }, 120_000);
});
