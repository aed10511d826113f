/** A Flatpak of its own, with what a manifest builds on: in the place of Flathub's runtime one with a few programs of this computer. */
import { cp, mkdir, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execute, requireTool } from '../../peers/tools.ts';

const programs = ['bash', 'sh', 'cp', 'install', 'mkdir', 'tar'];

export interface OwnFlatpak {
  /** Runs one of Flatpak’s programs; gives what it says. */
  run(program: 'flatpak' | 'flatpak-builder', ...line: readonly string[]): Promise<string>;
}

export async function makeOwnFlatpak(folder: string, version: string): Promise<OwnFlatpak> {
  const env = {
    ...process.env,
    HOME: join(folder, 'home'),
    FLATPAK_USER_DIR: join(folder, 'user'),
    XDG_DATA_HOME: join(folder, 'home/share'),
  };
  await mkdir(env.XDG_DATA_HOME, { recursive: true });
  const run: OwnFlatpak['run'] = async (program, ...line) =>
    (await execute(requireTool(program), [...line], { cwd: folder, env, maxBuffer: 2 ** 26 })).stdout;

  const metadata = (kind: 'Application' | 'Runtime', name: string) =>
    [
      `[${kind}]`,
      `name=${name}`,
      `runtime=org.freedesktop.Platform/x86_64/${version}`,
      `sdk=org.freedesktop.Sdk/x86_64/${version}`,
      '',
    ].join('\n');
  const runtimes = ['org.freedesktop.Platform', 'org.freedesktop.Sdk'];
  for (const name of runtimes) {
    await mkdir(join(folder, name, 'files'), { recursive: true });
    await writeFile(join(folder, name, 'metadata'), metadata('Runtime', name));
    await copyPrograms(join(folder, name, 'usr'));
    await run('flatpak', 'build-export', '--runtime', '--files=usr', 'repository', name, version);
  }
  // It makes Chromium's sandbox of Flatpak's; here it only starts what it is given.
  const base = 'org.electronjs.Electron2.BaseApp';
  await script(join(folder, base, 'files/bin/zypak-wrapper.sh'), 'exec "$@"');
  await mkdir(join(folder, base, 'export'));
  await writeFile(join(folder, base, 'metadata'), metadata('Application', base));
  await run('flatpak', 'build-export', 'repository', base, version);
  await run('flatpak', '--user', 'remote-add', '--no-gpg-verify', 'own', 'repository');
  const refs = [...runtimes, base].map((name) => `${name}//${version}`);
  await run('flatpak', '--user', 'install', '-y', '--noninteractive', 'own', ...refs);
  return { run };
}

async function script(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

/** With the libraries that they need, each where it is here. */
async function copyPrograms(usr: string): Promise<void> {
  await mkdir(join(usr, 'bin'), { recursive: true });
  for (const name of programs) {
    const program = await realpath(requireTool(name));
    await cp(program, join(usr, 'bin', name));
    const { stdout } = await execute('ldd', [program]);
    for (const [library] of stdout.matchAll(/\/\S+\.so\S*/g)) {
      const place = join(usr, dirname(library).replace(/^\/usr/, ''));
      await mkdir(place, { recursive: true });
      await cp(await realpath(library), join(place, basename(library)));
    }
  }
  await script(join(usr, 'bin/appstream-compose'), '');
}
