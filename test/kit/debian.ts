/** A Debian of its own to install things in: a folder that debootstrap fills once, and a copy for each test, without a network. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { startProcess } from '../peers/process.ts';
import { execute, hasTool } from '../peers/tools.ts';

const RELEASE = 'trixie';
/** With the packages that a kit installs, downloaded and not installed. */
const PACKAGES = ['stunnel4'];
const cache = path.join(homedir(), '.cache/adit-tests', `debian-${RELEASE}-1`);

export const hasDebian =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  hasTool('unshare') &&
  hasTool('nsenter') &&
  (existsSync(cache) || hasTool('debootstrap'));

/** The filled folder; null when no mirror of Debian can be reached. */
async function template(): Promise<string | null> {
  if (existsSync(cache)) return cache;
  const draft = `${cache}.${process.pid}`;
  await mkdir(path.dirname(cache), { recursive: true });
  try {
    await execute('debootstrap', ['--variant=minbase', '--include=openssl,iproute2', RELEASE, draft], {
      maxBuffer: 2 ** 26,
    });
    const install = ['-y', '--no-install-recommends', '--download-only', ...PACKAGES];
    await execute('chroot', [draft, 'apt-get', 'update'], { maxBuffer: 2 ** 26 });
    await execute('chroot', [draft, 'apt-get', 'install', ...install], { maxBuffer: 2 ** 26 });
    await rename(draft, cache);
  } catch {
    await rm(draft, { recursive: true, force: true });
    return existsSync(cache) ? cache : null;
  }
  return cache;
}

export interface Debian extends AsyncDisposable {
  /** Its root, as seen from here. */
  readonly root: string;
  /** Put before a command that runs here, in its network. */
  readonly network: readonly string[];
  /**
   * A command of a shell in it; gives everything that it writes and its exit status. What it leaves in the background has
   * to write elsewhere, and ends with the Debian.
   */
  shell(script: string): Promise<{ readonly code: number; readonly output: string }>;
}

/** null when there is none to be had. What runs in it ends with it. */
export async function startDebian(directory: string): Promise<Debian | null> {
  const from = await template();
  if (from === null) return null;
  const root = path.join(directory, 'debian');
  await mkdir(directory, { recursive: true });
  await execute('cp', ['-a', '--reflink=auto', from, root]);
  // There is no network to wait for.
  await writeFile(path.join(root, 'etc/apt/apt.conf.d/99tests'), 'Acquire::Retries "0";\n');
  // The first process of its own process namespace: when it ends, the others do.
  const holder = await startProcess({
    command: 'unshare',
    args: [
      '--net',
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      'sh',
      '-c',
      `mount -t proc proc ${root}/proc && ip link set lo up && echo up && exec sleep 3600`,
    ],
    ready: /up/,
  });
  const pid = (await readFile(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8')).trim();
  const network = ['nsenter', '--target', pid, '--net'];
  const inside = ['nsenter', '--target', pid, '--net', '--mount', '--pid', 'chroot', root, 'sh', '-c'];
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
  return {
    root,
    network,
    async shell(script) {
      const [command = '', ...args] = inside;
      const options = { env: environment, maxBuffer: 2 ** 26 };
      return execute(command, [...args, `(${script}) 2>&1`], options).then(
        ({ stdout }) => ({ code: 0, output: stdout }),
        ({ code, stdout }: { code: number; stdout: string }) => ({ code, output: stdout }),
      );
    },
    async [Symbol.asyncDispose]() {
      await holder.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Brings the server's side of a kit there, as the README says. */
export async function bring({ root }: Debian, kit: string): Promise<void> {
  await cp(path.join(kit, 'server'), path.join(root, 'root/adit-server'), { recursive: true, force: true });
}
