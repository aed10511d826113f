/** What real ssh makes of the file that Adit has changed. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { setHostBlocks } from '../../main/launch/ssh-config/config-file.ts';
import { hostBlock, type SshHost } from '../../main/launch/ssh-config/host-block.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';

const host: SshHost = {
  alias: 'home',
  way: { kind: 'port', host: '127.0.0.1', port: 2222 },
  hostKeyAlias: 'home.example.org',
  user: 'me',
  identityFiles: ['/keys of mine/100% "a"'],
  onward: null,
};

async function effective(file: string, name: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await execute(requireTool('ssh'), ['-G', '-F', file, name]);
  return new Map(stdout.split('\n').map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)]));
}

describe.skipIf(!hasTool('ssh'))('ssh', () => {
  test('takes Adit’s values for its host, and the person’s for all others', async () => {
    await using directory = await temporaryDirectory();
    const file = path.join(directory.path, 'config');
    await mkdir(path.join(directory.path, 'more'));
    await writeFile(path.join(directory.path, 'more', 'one'), 'Host included\n  Port 4444\n');
    await writeFile(
      file,
      `Compression yes\nInclude ${directory.path}/more/*\nHost mine\n  Port 3333\nHost *\n  Port 9\n  User nobody\n`,
    );
    const before = await Promise.all(['mine', 'included', 'other'].map((name) => effective(file, name)));
    await setHostBlocks(file, [hostBlock(host, 'linux')]);
    const home = await effective(file, 'home');
    expect(Object.fromEntries(home)).toMatchObject({
      hostname: '127.0.0.1',
      port: '2222',
      user: 'me',
      hostkeyalias: 'home.example.org',
      // ssh prints it before it reads the tokens.
      identityfile: '/keys of mine/100%% "a"',
      compression: 'yes',
    });
    expect(await Promise.all(['mine', 'included', 'other'].map((name) => effective(file, name)))).toEqual(before);
  });

  test('runs the command with its arguments as they are', async () => {
    await using directory = await temporaryDirectory();
    const file = path.join(directory.path, 'config');
    const argv = [
      process.execPath,
      '-e',
      'console.error(JSON.stringify(process.argv.slice(1)))',
      "it's 100%",
      'a  b',
      '$HOME',
    ];
    await setHostBlocks(file, [hostBlock({ ...host, way: { kind: 'command', argv } }, process.platform)]);
    const failed = await execute(requireTool('ssh'), ['-F', file, 'home', 'true']).catch((error: unknown) => error);
    expect(String((failed as { stderr?: unknown }).stderr)).toContain(JSON.stringify(argv.slice(3)));
  });
});
