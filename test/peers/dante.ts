/** A real SOCKS server. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryDirectory } from './directory.ts';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { requireTool } from './tools.ts';

export interface Dante extends AsyncDisposable {
  readonly port: number;
}

/** dante on a free port of 127.0.0.1, without passwords, for connections to this computer. */
export async function startDante(): Promise<Dante> {
  const place = await temporaryDirectory('adit-dante-');
  const port = await freePort();
  const file = path.join(place.path, 'danted.conf');
  const lines = [
    'logoutput: stderr',
    `internal: 127.0.0.1 port = ${port}`,
    'external: lo',
    'clientmethod: none',
    'socksmethod: none',
    'user.privileged: root',
    'user.unprivileged: nobody',
    'client pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }',
    'socks pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  const dante = await startProcess({
    command: requireTool('danted'),
    args: ['-f', file, '-p', path.join(place.path, 'pid')],
    ready: /running/,
  });
  return {
    port,
    async [Symbol.asyncDispose]() {
      await dante[Symbol.asyncDispose]();
      await place.close();
    },
  };
}
