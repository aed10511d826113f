/** This computer as it is, in a view of its own: what is changed in it is seen nowhere else, and is gone with it. Linux, as root. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcess } from '../../peers/process.ts';
import { execute, hasTool, requireTool } from '../../peers/tools.ts';

export interface OwnView extends AsyncDisposable {
  /** A command of a shell; gives everything that it writes. Rejects with `code`, `stdout` and `stderr` when it fails. */
  shell(script: string, env?: NodeJS.ProcessEnv): Promise<string>;
  /** Paths that are not as on this computer: made, changed or, with a minus before it, taken away. No folders. */
  changes(): Promise<readonly string[]>;
}

/** A view needs mounts of its own and a file system that lies over another one. */
export async function canHaveOwnView(): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !hasTool('unshare') || !hasTool('nsenter'))
    return false;
  const script =
    'd=$(mktemp -d) && mount -t tmpfs t "$d" && mkdir "$d/u" "$d/w" "$d/m" && mount -t overlay o -o "lowerdir=/,upperdir=$d/u,workdir=$d/w" "$d/m"; s=$?; umount -R "$d"; rmdir "$d"; exit $s';
  return execute('unshare', ['--mount', 'sh', '-c', script]).then(
    () => true,
    () => false,
  );
}

/** `shared` is a folder that is the same inside and outside. */
export async function openOwnView(directory: string, shared: string): Promise<OwnView> {
  const base = join(directory, 'view');
  await mkdir(base, { recursive: true });
  const script = [
    'set -e',
    'mount -t tmpfs -o size=2g view "$1"',
    'mkdir "$1/upper" "$1/work" "$1/root"',
    'mount -t overlay view -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"',
    'for each in /proc /dev /sys "$2"; do mount --rbind "$each" "$1/root$each"; done',
    'echo ready',
    'exec sleep 3600',
  ].join('\n');
  const holder = await startProcess({
    command: 'unshare',
    args: ['--mount', 'sh', '-c', script, 'view', base, shared],
    ready: /ready/,
  });
  const enter = ['--target', String(holder.pid), '--mount'];
  return {
    async shell(command, env) {
      const inside = [...enter, requireTool('chroot'), join(base, 'root'), 'sh', '-c', command];
      return (await execute('nsenter', inside, { maxBuffer: 2 ** 26, ...(env === undefined ? {} : { env }) })).stdout;
    },
    async changes() {
      const upper = join(base, 'upper');
      const { stdout } = await execute('nsenter', [...enter, 'find', upper, '!', '-type', 'd', '-printf', '%y%P\\n'], {
        maxBuffer: 2 ** 26,
      });
      // What is taken away stands there as a character device (kernel, overlayfs.rst).
      const paths = stdout.split('\n').filter((line) => line !== '');
      return paths.map((line) => (line.startsWith('c') ? `-${line.slice(1)}` : line.slice(1))).toSorted();
    },
    [Symbol.asyncDispose]: () => holder.close(),
  };
}
