/** A real HTTP proxy. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryDirectory } from './directory.ts';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { requireTool } from './tools.ts';

export interface Squid extends AsyncDisposable {
  readonly port: number;
}

/** squid on a free port of 127.0.0.1 that connects to one port only, of any host. */
export async function startSquid(allowedPort: number): Promise<Squid> {
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
  return {
    port,
    async [Symbol.asyncDispose]() {
      await squid[Symbol.asyncDispose]();
      await place.close();
    },
  };
}
