/** The kit's folder on this computer: what it holds, and writing it. */
import { createPrivateKey } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate/browser';
import { type Text, toSay } from '../../preload/words/text.ts';
import type { Identity } from './certificates.ts';
import { clientFiles } from './client-files.ts';
import { clientPath, type Kept, type KitFile, kitPaths } from './kit.ts';
import { type KitRecord, readRecord } from './record.ts';

export type Opened =
  /** null: a folder to be made, or an empty one. */
  { readonly ok: true; readonly kept: Kept | null } | { readonly ok: false; readonly sentence: Text };

/** Never rejects for what a person can name; what is there and cannot be read is said. */
export async function openFolder(folder: string): Promise<Opened> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { ok: true, kept: null };
    return {
      ok: false,
      sentence:
        code === 'ENOTDIR'
          ? toSay('kit.folder.isFile', { folder })
          : toSay('kit.folder.unreadable', { folder, code: String(code) }),
    };
  }
  if (names.length === 0) return { ok: true, kept: null };
  if (!names.includes(kitPaths.record)) {
    return {
      ok: false,
      sentence: toSay('kit.folder.other', { folder }),
    };
  }
  const record = readRecord((await textOf(folder, kitPaths.record)) ?? '');
  if (record === null) {
    return {
      ok: false,
      sentence: toSay('kit.folder.damaged', { file: path.join(folder, kitPaths.record) }),
    };
  }
  return { ok: true, kept: await keptIn(folder, record) };
}

async function keptIn(folder: string, record: KitRecord): Promise<Kept> {
  const names = record.clients.filter(({ revokedAt }) => revokedAt === null).map(({ name }) => name);
  const keys = await Promise.all(names.map(async (name) => [name, await clientKey(folder, name)] as const));
  return {
    record,
    authority: await identityIn(folder, kitPaths.authority),
    server: await identityIn(folder, kitPaths.server),
    preSharedKeys: (await textOf(folder, kitPaths.preSharedKeys)) ?? '',
    clientKeys: new Map(keys.flatMap(([name, key]) => (key === null ? [] : [[name, key] as const]))),
  };
}

async function identityIn(folder: string, paths: Readonly<Record<keyof Identity, string>>): Promise<Identity | null> {
  const [certificate, key] = await Promise.all([textOf(folder, paths.certificate), textOf(folder, paths.key)]);
  return certificate === null || key === null ? null : { certificate, key };
}

/** null when there is no such file, as when a key was handed on and taken away. */
async function bytesOf(folder: string, name: string): Promise<Buffer | null> {
  try {
    return await readFile(path.join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const textOf = async (folder: string, name: string): Promise<string | null> =>
  (await bytesOf(folder, name))?.toString('utf8') ?? null;

async function clientKey(folder: string, name: string): Promise<string | null> {
  const bytes = await bytesOf(folder, clientPath(name));
  if (bytes === null) return null;
  const isKey = (entry: string) => entry.endsWith(`/${clientFiles.key}`);
  const [entry] = Object.values(unzipSync(bytes, { filter: (each) => isKey(each.name) }));
  return entry === undefined ? null : strFromU8(entry);
}

/**
 * Writes all files, each whole or not at all, and takes away what the kit had written and no longer does. The folder is its
 * owner's alone.
 */
export async function writeFolder(folder: string, files: readonly KitFile[], kept: Kept | null): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  for (const { path: name, mode, content } of files) {
    const target = path.join(folder, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeWhole(target, content, mode);
  }
  const written = new Set(files.map((file) => file.path));
  for (const name of kept?.record.files ?? []) {
    if (!written.has(name)) await rm(path.join(folder, name), { force: true });
  }
}

/** Writes a file whole or not at all. */
export async function writeWhole(target: string, content: string | Uint8Array, mode: number): Promise<void> {
  const draft = `${target}.new`;
  await rm(draft, { force: true });
  // With this mode from the start: a key is nobody else's to read, not even for a moment.
  const file = await open(draft, 'wx', mode);
  try {
    try {
      await file.writeFile(content);
      await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (thrown) {
    // A part of a key is in nobody's interest either.
    await rm(draft, { force: true });
    throw thrown;
  }
}

/** PBES2 with AES-256-CBC, which OpenSSL and BoringSSL read. */
export const encryptKey = (pem: string, passphrase: string): string =>
  createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();

/** Where the files of a client that uses this computer are, beside the file that is handed on. */
const unpackedPath = (client: string): string => `this-computer/${client}`;

/**
 * Unpacks a client's file, so that a profile can name its certificate and its key; gives the folder. Rejects with the
 * system's error, or when the file is no archive.
 */
export async function unpackClient(folder: string, client: string): Promise<string> {
  const entries = unzipSync(await readFile(path.join(folder, clientPath(client))));
  const target = path.join(folder, unpackedPath(client));
  await mkdir(target, { recursive: true, mode: 0o700 });
  const known: readonly string[] = Object.values(clientFiles);
  for (const [name, content] of Object.entries(entries)) {
    // Whatever else somebody has put into the archive is no part of a client.
    const file = path.posix.basename(name);
    if (known.includes(file)) await writeWhole(path.join(target, file), content, 0o600);
  }
  return target;
}
