/** build/installer.nsh in an installer that has nothing else: what it writes, and that nothing of it stays. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../build/outputs.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../../peers/directory.ts';
import { hasTool } from '../../peers/tools.ts';
import { winePath } from '../runtime.ts';
import { driveC, makensis, runInWine } from '../wine.ts';

/** As electron-builder's own, with files of no size: what is the product's is in `customInstall` and `customUnInstall`. */
const script = `
Unicode true
Target amd64-unicode
Name "Adit"
OutFile "adit-probe.exe"
RequestExecutionLevel user
SilentInstall silent
InstallDir "$LOCALAPPDATA\\Programs\\Adit"
!include "LogicLib.nsh"
Var appExe
!include "\${INSTALLER}"
Section
  SetShellVarContext current
  SetOutPath "$INSTDIR"
  StrCpy $appExe "$INSTDIR\\Adit.exe"
  File "/oname=Adit.exe" "\${__FILE__}"
  WriteUninstaller "$INSTDIR\\uninstall.exe"
  !insertmacro customInstall
SectionEnd
Section "Uninstall"
  SetShellVarContext current
  !insertmacro customUnInstall
  Delete "$INSTDIR\\Adit.exe"
  Delete "$INSTDIR\\uninstall.exe"
  RMDir "$INSTDIR"
SectionEnd
`;

const classes = 'HKCU\\Software\\Classes';
const keys = ['Adit.Configuration', 'Adit.Shared', '.adit', 'adit'] as const;

const c = driveC();
describe.skipIf(c === null || !hasTool('makensis'))('the installer', () => {
  let work: TemporaryDirectory;
  beforeAll(async () => {
    work = await temporaryDirectory('adit-installer-');
    makensis(script, path.join(work.path, 'setup.nsi'), { INSTALLER: path.join(root, 'build/installer.nsh') });
  });
  afterAll(() => work.close());

  const local = () => runInWine(['cmd', '/c', 'echo %LOCALAPPDATA%']).stdout.trim();
  const onLinux = (file: string) => path.join(c ?? '', ...file.split('\\').slice(1));
  const value = (key: string, name: string | null = null): string | null => {
    const { status, stdout } = runInWine([
      'reg',
      'query',
      `${classes}\\${key}`,
      ...(name === null ? ['/ve'] : ['/v', name]),
    ]);
    return status === 0 ? (/REG_SZ\s*(.*)$/m.exec(stdout)?.[1]?.trim() ?? '') : null;
  };
  const install = (...line: readonly string[]) => runInWine([path.join(work.path, 'adit-probe.exe'), '/S', ...line]);
  /** _?= makes it wait, and leave itself where it is. */
  const uninstall = (folder: string) =>
    runInWine([onLinux(path.win32.join(folder, 'uninstall.exe')), '/S', `_?=${folder}`]);

  it('writes what opens files and links, and its uninstaller takes all of it away', async () => {
    const folder = path.win32.join(local(), 'Programs\\Adit');
    const launcher = onLinux(path.win32.join(local(), 'Microsoft\\WindowsApps\\adit.cmd'));
    const updater = onLinux(path.win32.join(local(), 'adit-updater'));
    // What electron-builder's part of an installer leaves there.
    await mkdir(updater, { recursive: true });
    await writeFile(path.join(updater, 'installer.exe'), '');
    expect(install().status).toBe(0);
    // What an update downloads only the differences to.
    expect(existsSync(updater)).toBe(true);
    const opens = `"${folder}\\Adit.exe" "%1"`;
    expect(value('Adit.Configuration\\shell\\open\\command')).toBe(opens);
    expect(value('Adit.Shared\\shell\\open\\command')).toBe(opens);
    expect(value('.adit')).toBe('Adit.Shared');
    // Offered for .conf, and no more.
    expect(value('.conf\\OpenWithProgids', 'Adit.Configuration')).toBe('');
    expect(value('.conf')).not.toBe('Adit.Configuration');
    // Nothing in a link can be a switch.
    expect(value('adit\\shell\\open\\command')).toBe(`"${folder}\\Adit.exe" "--" "%1"`);
    expect(value('adit', 'URL Protocol')).toBe('');
    expect(readFileSync(launcher, 'latin1')).toBe('@"%LOCALAPPDATA%\\Programs\\Adit\\resources\\bin\\adit.cmd" %*\r\n');

    await mkdir(updater, { recursive: true });
    await writeFile(path.join(updater, 'installer.exe'), '');
    expect(uninstall(folder).status).toBe(0);
    for (const key of keys) expect([key, value(key)]).toEqual([key, null]);
    expect(value('.conf\\OpenWithProgids', 'Adit.Configuration')).toBeNull();
    expect([launcher, updater].map(existsSync)).toEqual([false, false]);
  });

  it('leaves other programs of .conf files alone', () => {
    const other = `${classes}\\.conf\\OpenWithProgids`;
    runInWine(['reg', 'add', other, '/v', 'Other.Program', '/t', 'REG_SZ', '/d', '', '/f']);
    const folder = path.win32.join(local(), 'Programs\\Adit');
    install();
    uninstall(folder);
    expect(value('.conf\\OpenWithProgids', 'Other.Program')).toBe('');
    expect(value('.conf\\OpenWithProgids', 'Adit.Configuration')).toBeNull();
    runInWine(['reg', 'delete', `${classes}\\.conf`, '/f']);
  });

  it('remembers who brings updates when it is told', () => {
    const folder = path.win32.join(local(), 'Programs\\Adit');
    const packageType = onLinux(path.win32.join(folder, 'resources\\package-type'));
    install();
    expect(existsSync(packageType)).toBe(false);
    install('/PACKAGEMANAGER=winget');
    expect(readFileSync(packageType, 'latin1')).toBe('winget');
    rmSync(path.dirname(packageType), { recursive: true });
    uninstall(folder);
  });

  it('names another folder as it is', () => {
    const folder = 'C:\\Elsewhere\\Adit';
    expect(install(`/D=${folder}`).status).toBe(0);
    const launcher = onLinux(path.win32.join(local(), 'Microsoft\\WindowsApps\\adit.cmd'));
    expect(readFileSync(launcher, 'latin1')).toBe(`@"${folder}\\resources\\bin\\adit.cmd" %*\r\n`);
    uninstall(folder);
  });
});

/** A program without a console, as Adit's on Windows: says what it was started with, after a while, and ends with 7. */
const standIn = `
Unicode true
Target amd64-unicode
Name "Stand-in"
OutFile "Adit.exe"
RequestExecutionLevel user
SilentInstall silent
Section
  Sleep 500
  FileOpen $0 "$EXEDIR\\seen.txt" w
  FileWriteUTF16LE $0 "$CMDLINE"
  FileClose $0
  System::Call 'kernel32::GetStdHandle(i -11) p .r0'
  FileWrite $0 "said"
  SetErrorLevel 7
SectionEnd
`;

describe.skipIf(c === null || !hasTool('makensis'))('adit.cmd', () => {
  it('waits for the program, and hands on its arguments, output and status, in a folder with umlauts', async () => {
    await using directory = await temporaryDirectory('adit-launcher-');
    const home = path.join(directory.path, 'Jörg von Müller');
    await mkdir(path.join(home, 'resources/bin'), { recursive: true });
    await writeFile(
      path.join(home, 'resources/bin/adit.cmd'),
      readFileSync(path.join(root, 'build/launchers/adit.cmd')),
    );
    makensis(standIn, path.join(home, 'stand-in.nsi'));
    // As the installer's, which knows the folder by a variable, and as a person calls it.
    await writeFile(path.join(directory.path, 'adit.cmd'), '@"%HERE%\\resources\\bin\\adit.cmd" %*\r\n');
    await writeFile(path.join(directory.path, 'person.cmd'), '@adit.cmd list "two words" --x=1\r\n');
    const { status, stdout } = runInWine(['cmd', '/c', 'person.cmd'], {
      cwd: directory.path,
      env: { HERE: winePath(home) },
    });
    expect(readFileSync(path.join(home, 'seen.txt'), 'utf16le')).toMatch(/--cli -- list "two words" --x=1$/);
    expect({ status, stdout }).toEqual({ status: 7, stdout: 'said' });
  });
});
