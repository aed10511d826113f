/** A person who has Adit with one profile, and the server that it leads to: what every package is tried with. Unix. */
import { chmod, chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { toStored } from '../../../main/profile/stored.ts';
import { plainProfile } from '../../export/arbitrary.ts';
import { makeCertificate } from '../../peers/certificates.ts';
import { temporaryDirectory } from '../../peers/directory.ts';
import { freePort } from '../../peers/free-port.ts';
import { startStunnel } from '../../peers/stunnel.ts';
import { startEcho } from '../../peers/tcp.ts';

/** The program is for people, and its sandbox for everybody but root: where root runs the tests, this is nobody. */
export const somebody: number | undefined = process.getuid?.() === 0 ? 65_534 : undefined;

export interface Person extends AsyncDisposable {
  readonly home: string;
  /** Where Adit keeps what is this person's: a profile with the name Echo. */
  readonly userData: string;
  /** What a process of this person's is started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of the profiles that are stored. */
  profiles(): Promise<readonly string[]>;
  /** All files of the home, by their names in it, but Adit's data and what GTK and Mesa cache for every program. */
  otherFiles(): Promise<readonly string[]>;
}

/** `owner`: the person's number; left out, that of the tests. */
export async function makePerson(owner = somebody): Promise<Person> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryDirectory('adit-person-')).path;
  const home = join(folder, 'home');
  const userData = join(home, '.config/Adit');
  const { certificate, key } = await makeCertificate(folder, 'server', { commonName: 'localhost' });
  const echo = stack.use(await startEcho());
  const stunnel = stack.use(await startStunnel({ connect: echo.port, certificate, key }));
  const profile = plainProfile({
    name: 'Echo',
    accept: [{ host: '127.0.0.1', port: await freePort() }],
    connect: [{ host: '127.0.0.1', port: stunnel.port }],
    trust: {
      kind: 'pinned',
      certificates: [{ kind: 'pem', pem: await readFile(certificate, 'utf8') }],
      checks: { hosts: [], emails: [], ips: [] },
    },
  });
  const store = join(userData, 'profiles.json');
  await mkdir(userData, { recursive: true });
  await mkdir(join(home, 'tmp'));
  await writeFile(store, JSON.stringify(toStored([profile], { appearance: 'system' })));
  await chmod(folder, 0o755);
  if (owner !== undefined) {
    for (const path of [home, join(home, 'tmp'), join(home, '.config'), userData, store]) {
      await chown(path, owner, owner);
    }
  }
  const kept = stack.move();
  return {
    home,
    userData,
    env: {
      HOME: home,
      TMPDIR: join(home, 'tmp'),
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_CACHE_HOME: join(home, '.cache'),
    },
    async profiles() {
      const { profiles } = JSON.parse(await readFile(store, 'utf8')) as { profiles: readonly { name: string }[] };
      return profiles.map(({ name }) => name);
    },
    async otherFiles() {
      const entries = await readdir(home, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => !entry.isDirectory())
        .map((entry) => relative(home, join(entry.parentPath, entry.name)))
        .filter((name) => !/^\.config\/Adit\/|^\.cache\/(?:dconf|mesa_shader_cache)\//.test(name))
        .toSorted();
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
