/** What Adit starts on Windows is never what lies beside a file that somebody has double-clicked. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { thisComputer } from '../../../main/launch/installed.ts';
import { startDetached } from '../../../main/launch/start.ts';
import { withWholePath } from '../../../main/launch/whole-path.ts';
import { windowsProgram } from '../../../main/tunnel/local/windows-programs.ts';

describe.skipIf(process.platform !== 'win32')('on Windows', () => {
  let downloads = '';
  let installed = '';
  const start = process.cwd();
  beforeEach(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'adit start '));
    downloads = path.join(folder, 'Downloads');
    installed = path.join(folder, 'Programme für mich');
    for (const each of [downloads, installed]) await mkdir(each);
    for (const name of ['sought.bat', 'sought.cmd', 'sought.exe', 'ssh.bat', 'netstat.exe']) {
      await writeFile(path.join(downloads, name), '@echo no\r\n');
    }
    process.chdir(downloads);
  });
  afterEach(async () => {
    process.chdir(start);
    await rm(path.dirname(downloads), { recursive: true });
  });
  const world = (PATH: string) => ({ ...thisComputer, environment: { ...process.env, PATH } });

  test('a program is found on the PATH by its whole path, not in the current folder', async () => {
    expect(await withWholePath(['sought', 'x'], world(`.;${installed}`))).toEqual(['sought', 'x']);
    await writeFile(path.join(installed, 'sought.exe'), '');
    expect(await withWholePath(['sought', 'x'], world(`.;${installed}`))).toEqual([
      path.join(installed, 'sought.exe'),
      'x',
    ]);
  });

  test('a name that is nowhere else is not started from the current folder', async () => {
    for (const name of ['sought', 'sought.exe']) {
      await expect(startDetached({ ...process.env, PATH: installed })(name, [])).rejects.toThrow('ENOENT');
    }
  });

  test('what is started begins in the home folder of the person', async () => {
    const file = path.join(installed, 'said.txt');
    const script = 'require("node:fs").writeFileSync(process.argv[1], process.cwd())';
    await startDetached(process.env)(process.execPath, ['-e', script, file]);
    await expect
      .poll(() =>
        readFile(file, 'utf8').then(
          (text) => text.toLowerCase(),
          () => '',
        ),
      )
      .toBe(thisComputer.home.toLowerCase());
  });

  test('the programs of the system that are asked about ports are the system’s', () => {
    expect(windowsProgram('netstat.exe')).toBe(path.join(process.env['SystemRoot'] ?? '', 'System32', 'netstat.exe'));
  });
});
