/** A server of updates on loopback, which serves a folder and can be told to serve it badly. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'yaml';

export interface UpdateServer {
  readonly url: string;
  /** Paths and headers of what was asked. */
  readonly asked: readonly { readonly path: string; readonly headers: string }[];
  /** From the next request of the file on: whole, broken off in the middle, or with one other byte. */
  serve(how: 'whole' | 'half' | 'tampered'): void;
  /** Writes the list of a release with this file, as electron-builder does. */
  announce(version: string, file: string, notes: string): Promise<void>;
  close(): Promise<void>;
}

export async function startUpdateServer(folder: string): Promise<UpdateServer> {
  let how: 'whole' | 'half' | 'tampered' = 'whole';
  const asked: { path: string; headers: string }[] = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    asked.push({ path, headers: JSON.stringify(request.headers) });
    const file = join(folder, basename(decodeURIComponent(path)));
    const size = (await stat(file).catch(() => null))?.size;
    if (size === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-length': size });
    const isList = file.endsWith('.yml');
    const stream = createReadStream(file, how === 'half' && !isList ? { end: Math.floor(size / 2) } : {});
    let isFirst = how === 'tampered' && !isList;
    const badly = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        if (isFirst) chunk[0] = (chunk[0] ?? 0) ^ 1;
        isFirst = false;
        done(null, chunk);
      },
    });
    // Half of a file is broken off, not ended: the client was told its whole size.
    await pipeline(stream, badly, response, { end: how !== 'half' || isList }).catch(() => undefined);
    if (how === 'half' && !isList) response.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    serve(next) {
      how = next;
    },
    async announce(version, file, notes) {
      const bytes = await readFile(join(folder, file));
      const sha512 = createHash('sha512').update(bytes).digest('base64');
      const list = {
        version,
        files: [{ url: file, sha512, size: bytes.length }],
        path: file,
        sha512,
        releaseNotes: notes,
        releaseDate: '2026-11-29T12:00:00.000Z',
      };
      await writeFile(join(folder, 'latest-linux.yml'), stringify(list));
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
