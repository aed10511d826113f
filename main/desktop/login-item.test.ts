import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../../test/peers/directory.ts';
import { autostartEntry, type LoginItemPorts, loginItem } from './login-item.ts';

let directory: TemporaryDirectory;
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(() => directory.close());

const never = () => {
  throw new Error('not used');
};

const on = (change: Partial<LoginItemPorts>) =>
  loginItem({
    platform: 'linux',
    env: { XDG_CONFIG_HOME: directory.path },
    home: '/nowhere',
    command: ['/opt/Adit/adit'],
    app: { getLoginItemSettings: never, setLoginItemSettings: never },
    ...change,
  });

describe('on Linux', () => {
  const file = () => path.join(directory.path, 'autostart', 'app.adit.desktop.desktop');

  test('a file says so, and is gone when it is not wanted', () => {
    const item = on({});
    expect(item?.isOn()).toBe(false);
    item?.set('hidden');
    expect(item?.isOn()).toBe(true);
    expect(readFileSync(file(), 'utf8')).toContain('Exec="/opt/Adit/adit" "--at-login" "--hidden"\n');
    item?.set('window');
    expect(readFileSync(file(), 'utf8')).toContain('Exec="/opt/Adit/adit" "--at-login"\n');
    item?.set(null);
    item?.set(null);
    expect(item?.isOn()).toBe(false);
  });

  test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('a desktop has switched it off: %s', (line) => {
    mkdirSync(path.dirname(file()));
    writeFileSync(file(), `[Desktop Entry]\nType=Application\n${line}\n`);
    expect(on({})?.isOn()).toBe(false);
  });

  test('an AppImage is started, not what it has unpacked', () => {
    on({ env: { XDG_CONFIG_HOME: directory.path, APPIMAGE: '/home/anna/Adit 1.AppImage' } })?.set('window');
    expect(readFileSync(file(), 'utf8')).toContain('Exec="/home/anna/Adit 1.AppImage" "--at-login"\n');
  });

  test('nothing is started any more when the program is gone', () => {
    expect(autostartEntry(['/home/anna/Adit 1.AppImage', '--hidden'])).toContain(
      'TryExec=/home/anna/Adit 1.AppImage\n',
    );
    expect(autostartEntry(['/a\\b'])).toContain('TryExec=/a\\\\b\n');
  });

  test.each([{ FLATPAK_ID: 'app.adit' }, { SNAP: '/snap/adit/1' }])('nothing is done in the sandbox of %j', (env) => {
    expect(on({ env })).toBeNull();
  });

  test('signs of the shell and of the file stay signs', () => {
    expect(autostartEntry(['/a "b" $c\\d', '100%'])).toContain('Exec="/a \\\\"b\\\\" \\\\$c\\\\\\\\d" "100%%"\n');
  });
});

describe('on Windows and macOS the system is told', () => {
  const recorded = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}) => {
    const told: unknown[] = [];
    const item = on({
      platform,
      env,
      command: ['C:\\Adit\\adit.exe'],
      app: { getLoginItemSettings: never, setLoginItemSettings: (settings) => void told.push(settings) },
    });
    item?.set('hidden');
    item?.set(null);
    return told;
  };

  test('Windows by a command line', () => {
    expect(recorded('win32')).toEqual([
      { path: 'C:\\Adit\\adit.exe', args: ['--at-login', '--hidden'], openAtLogin: true },
      { path: 'C:\\Adit\\adit.exe', args: ['--at-login'], openAtLogin: false },
    ]);
    expect(recorded('win32', { PORTABLE_EXECUTABLE_FILE: 'D:\\Adit.exe' })[0]).toMatchObject({ path: 'D:\\Adit.exe' });
  });

  test('macOS without one', () => {
    expect(recorded('darwin')).toEqual([{ openAtLogin: true }, { openAtLogin: false }]);
  });
});
