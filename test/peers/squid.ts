/** A real HTTP proxy. */
import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryDirectory } from './directory.ts';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { untilListening } from './tcp.ts';
import { execute, requireTool } from './tools.ts';

export interface Squid extends AsyncDisposable {
  readonly port: number;
}

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** Debian's and Fedora's place of the helper that checks passwords; null: not here. */
const passwordHelper =
  ['/usr/lib/squid/basic_ncsa_auth', '/usr/lib64/squid/basic_ncsa_auth'].find((file) => existsSync(file)) ?? null;

/** Whether squid can ask for a login here. */
export const hasSquidLogin = passwordHelper !== null;

/** squid on a free port of 127.0.0.1 that connects to one port only, of any host, and only for whom has a login if one is given. */
export async function startSquid(allowedPort: number, login: Login | null = null): Promise<Squid> {
  const place = await temporaryDirectory('adit-squid-');
  const port = await freePort();
  const file = path.join(place.path, 'squid.conf');
  const lines = [
    `http_port 127.0.0.1:${port}`,
    'pid_filename none',
    `cache_log ${path.join(place.path, 'cache.log')}`,
    'access_log none',
    'cache deny all',
    `coredump_dir ${place.path}`,
    `acl allowed port ${allowedPort}`,
    ...(login === null ? [] : await loginLines(place.path, login)),
    'http_access allow allowed',
    'http_access deny all',
    'shutdown_lifetime 0 seconds',
    // Its helper would outlive it for some seconds.
    'pinger_enable off',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  const squid = await startProcess({
    command: requireTool('squid'),
    args: ['-N', '-d', '1', '-f', file],
    ready: /Accepting HTTP Socket connections/,
  });
  // It says so before it listens.
  await untilListening(port);
  return {
    port,
    async [Symbol.asyncDispose]() {
      await squid[Symbol.asyncDispose]();
      await place.close();
    },
  };
}

/** Squid and its helper give up root's rights, so everybody may read the file; the passwords in it are hashed. */
async function loginLines(directory: string, { username, password }: Login): Promise<readonly string[]> {
  const file = path.join(directory, 'passwords');
  const { stdout } = await execute(requireTool('openssl'), ['passwd', '-apr1', password]);
  await writeFile(file, `${username}:${stdout.trim()}\n`);
  await chmod(directory, 0o755);
  return [
    `auth_param basic program ${passwordHelper} ${file}`,
    'auth_param basic children 1 startup=1 idle=1',
    'acl known proxy_auth REQUIRED',
    'http_access deny !known',
  ];
}
