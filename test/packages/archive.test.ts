/** The tar.gz: unpacked by a person, used, replaced by a newer one, and deleted. Linux. */
import { chmod, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool } from '../peers/tools.ts';
import { type Display, openDisplay } from '../run/display.ts';
import { pack } from './support/pack.ts';
import { makePerson, somebody } from './support/person.ts';
import { plainEnvironment, runApp } from './support/running-app.ts';

const tools = ['7za', 'tar', 'stunnel', 'openssl', 'Xvfb'] as const;
const isPossible = process.platform === 'linux' && tools.every(hasTool);

describe.skipIf(!isPossible)(`the archive (Linux, ${tools.join(', ')})`, () => {
  let directory: TemporaryDirectory;
  let display: Display;
  const archives = new Map<string, string>();

  beforeAll(async () => {
    directory = await temporaryDirectory('adit-archive-');
    await chmod(directory.path, 0o755);
    display = await openDisplay();
    for (const version of ['0.1.0', '0.2.0']) {
      const output = join(directory.path, version);
      await pack({
        output,
        line: ['--linux', 'tar.gz', `--${process.arch}`],
        version,
        updateUrl: 'http://127.0.0.1:1/',
      });
      const name = (await readdir(output)).find((each) => each.endsWith('.tar.gz')) ?? '';
      archives.set(version, join(output, name));
    }
  }, 600_000);

  afterAll(async () => {
    display?.close();
    await directory?.close();
  });

  test('runs where it was unpacked, is replaced by a newer one, and leaves nothing but what is the person’s', async () => {
    await using person = await makePerson();
    const env = plainEnvironment({ ...person.env, DISPLAY: display.name });
    const user = somebody === undefined ? {} : { uid: somebody, gid: somebody };
    const as = (program: string, ...line: readonly string[]) =>
      execute(program, [...line], { env, cwd: person.home, ...user }).then(({ stdout }) => stdout);
    const place = join(person.home, 'Adit');
    const adit = (...line: readonly string[]) => as(join(place, 'resources/bin/adit'), ...line);

    for (const version of ['0.1.0', '0.2.0']) {
      await rm(place, { recursive: true, force: true });
      await as('mkdir', place);
      await as('tar', '-xzf', archives.get(version) ?? '', '-C', place, '--strip-components=1');
      const asar = await readFile(join(place, 'resources/app.asar'));
      expect(asar.includes(`"version": "${version}"`)).toBe(true);
      const app = await runApp({
        command: [join(place, 'adit')],
        env,
        ...(somebody === undefined ? {} : { user: somebody }),
      });
      // Nobody puts another version into a folder that a person has made.
      expect((await app.state()).update).toEqual({ kind: 'elsewhere', by: 'archive' });
      await adit('on', 'Echo');
      expect(await adit('status', 'Echo', '--json')).toContain('"server":"reachable"');
      await adit('off', 'Echo');
      expect(await adit('list')).toMatch(/^Echo +Off/m);
      expect(app.output()).not.toContain('--no-sandbox');
      await app.end();
    }

    await rm(place, { recursive: true });
    expect(await person.otherFiles()).toEqual([]);
    expect(await person.profiles()).toEqual(['Echo']);
  }, 180_000);
});
