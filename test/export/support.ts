/** Runs real stunnel with what a profile exports to, and says whether bytes come through. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { toStunnelConf } from '../../main/profile/export/export.ts';
import type { Profile } from '../../preload/types.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { startProcess } from '../peers/process.ts';
import { requireTool } from '../peers/tools.ts';

export interface ExportOptions {
  /** Stands for the system's authorities. */
  readonly systemRoots?: string;
  readonly certificates?: ReadonlyMap<string, string>;
  readonly ready?: RegExp;
}

/**
 * stunnel with the exported configuration and its companions. The two lines before it keep it in the foreground and make
 * it say the port that the system gave it; the exported text is used as it is.
 */
export async function startExported(profile: Profile, options: ExportOptions = {}) {
  const directory = await temporaryDirectory('adit-export-');
  try {
    const { text, files } = toStunnelConf(profile, {
      directory: directory.path,
      systemRoots: options.systemRoots ?? '/etc/ssl/certs/ca-certificates.crt',
      certificates: options.certificates ?? new Map(),
    });
    for (const { name, text: content } of files) await writeFile(path.join(directory.path, name), content);
    const file = path.join(directory.path, 'stunnel.conf');
    await writeFile(file, `foreground = yes\ndebug = info\n${text}`);
    const stunnel = await startProcess({
      command: requireTool('stunnel'),
      args: [file],
      cwd: directory.path,
      ready: options.ready ?? /Accepting new connections/,
    });
    const close = async () => {
      await stunnel.close();
      await directory.close();
    };
    return { ...stunnel, text, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await directory.close();
    throw error;
  }
}

/** The ports that stunnel's log names, in the order of the accept lines. */
export const portsIn = (log: string) => Array.from(log.matchAll(/bound to \S*:(\d+)/g), ([, port]) => Number(port));

/** Sends random bytes to an echo behind the tunnel; true when exactly they come back, false when nothing does. */
export async function passes(port: number, length = 100_000, host = '127.0.0.1'): Promise<boolean> {
  const data = randomBytes(length);
  const socket = connect({ host, port });
  socket.write(data);
  const chunks: Buffer[] = [];
  let received = 0;
  try {
    for await (const chunk of socket) {
      chunks.push(chunk);
      received += chunk.length;
      if (received >= length) break;
    }
  } catch (error) {
    // A refused server shows as a reset; nobody listening is a fault of the test.
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
  } finally {
    socket.destroy();
  }
  const back = Buffer.concat(chunks);
  if (back.equals(data)) return true;
  if (back.length > 0) throw new Error(`${back.length} bytes came back, and not the ones that were sent`);
  return false;
}

/** An HTTP proxy that only connects, and remembers what it was asked for. */
export async function startConnectProxy() {
  const asked: string[] = [];
  const sockets = new Set<Duplex>();
  const proxy = createServer().on('connect', ({ url = '' }, client: Duplex) => {
    asked.push(url);
    const [, host, port] = /^(.*):(\d+)$/.exec(url) ?? [];
    const server = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(server).pipe(client);
    });
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
