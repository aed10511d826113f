/** What was dropped on the window, as names and bytes within the limits of an import. */

import { importLimits } from '../../preload/import-limits.ts';
import type { OpenvpnText, SetFile } from '../../preload/import-preview.ts';
import { takeOpenvpn } from '../../preload/openvpn-files.ts';
import { blankPrivateKeys } from '../../preload/private-keys.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';

export type DroppedItem = File | FileSystemDirectoryEntry;

export type Dropped =
  /** `name` is that of a folder. */
  | {
      readonly kind: 'set';
      readonly name: string | null;
      readonly files: readonly SetFile[];
      readonly openvpn?: OpenvpnText;
    }
  /** Nothing but the configuration of a VPN: for a profile that there is. */
  | { readonly kind: 'openvpn'; readonly openvpn: OpenvpnText }
  | { readonly kind: 'refused'; readonly explanation: Explanation };

/** How deep folders are followed. */
const DEPTH = 8;

/** What one request to main holds altogether. */
const MAX_BYTES = 4 * importLimits.archiveBytes;

const isArchiveName = (name: string): boolean => /\.(?:zip|tar|tgz|gz)$/i.test(name);

/** The files and folders of a drop. To be called during the drop event: afterwards the browser forgets them. */
export function itemsOf(transfer: DataTransfer | null): readonly DroppedItem[] {
  const items = [...(transfer?.items ?? [])].map((item): DroppedItem | null => {
    if (item.kind !== 'file') return null;
    const entry = item.webkitGetAsEntry();
    return entry !== null && isFolder(entry) ? entry : item.getAsFile();
  });
  return items.filter((item) => item !== null);
}

/** Never rejects: what cannot be read is explained. */
export async function readDropped(dropped: readonly DroppedItem[]): Promise<Dropped> {
  const [first, another] = dropped;
  if (first === undefined) {
    return refuse(t('import.dropped.nothing'), t('import.dropped.onlyFiles'), dropConfiguration());
  }
  const folder = another === undefined && !(first instanceof File) ? first.name : null;
  const found: Found[] = [];
  try {
    for (const item of dropped) {
      if (item instanceof File) found.push({ path: item.name, file: item });
      else await collect(found, item, folder === null ? `${item.name}/` : '', DEPTH);
      if (found.length > importLimits.files) return tooManyFiles(folder);
    }
    return await readFound(found, folder);
  } catch {
    return refuse(
      t('import.dropped.unreadable', { name: first.name }),
      t('import.dropped.unreadable.why'),
      t('import.dropped.unreadable.next'),
    );
  }
}

interface Found {
  /** Within what was dropped, with slashes. */
  readonly path: string;
  /** null: the system does not give it. */
  readonly file: File | null;
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** `prefix` stands before the paths of the folder; one more file than the limit shows that there are too many. */
async function collect(found: Found[], folder: FileSystemDirectoryEntry, prefix: string, depth: number): Promise<void> {
  for (const child of await childrenOf(folder)) {
    if (found.length > importLimits.files) return;
    const path = `${prefix}${child.name}`;
    if (isFile(child)) {
      found.push({ path, file: await new Promise<File | null>((resolve) => child.file(resolve, () => resolve(null))) });
      // Version control and the like: hidden folders hold no configuration.
    } else if (isFolder(child) && depth > 0 && !child.name.startsWith('.')) {
      await collect(found, child, `${path}/`, depth - 1).catch(() => found.push({ path, file: null }));
    }
  }
}

/** In the order of their names. A reader gives them in portions, the last of which is empty. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<readonly FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return children.sort((a, b) => (a.name < b.name ? -1 : 1));
    children.push(...portion);
  }
}

async function readFound(found: readonly Found[], folder: string | null): Promise<Dropped> {
  if (found.length === 0) {
    return refuse(t('import.dropped.empty', { folder: folder ?? '' }), t('import.dropped.hidden'), dropConfiguration());
  }
  const read: SetFile[] = [];
  let total = 0;
  for (const { path, file } of found) {
    // Of several, one that is root's, as a key often is, is no reason to read none.
    const isAlone = found.length === 1 && folder === null;
    if (isAlone && file?.size === 0) return blank(file.name);
    const one = isAlone ? { path, bytes: file && (await bytesOf(file)) } : await readBeside(path, file);
    total += one.bytes?.length ?? 0;
    if (total > MAX_BYTES) return tooLarge(folder);
    read.push(one);
  }
  const { openvpn, rest } = takeOpenvpn(read);
  // Of a server's private keys nothing leaves this function.
  const files = rest.map((one) => ({ ...one, bytes: one.bytes === null ? null : blanked(one.path, one.bytes) }));
  if (openvpn === null) return { kind: 'set', name: folder, files };
  const isAlone = files.every(({ path }) => openvpn.files?.some((beside) => path.endsWith(beside.path)));
  return isAlone ? { kind: 'openvpn', openvpn } : { kind: 'set', name: folder, files, openvpn };
}

async function readBeside(path: string, file: File | null): Promise<SetFile> {
  const unreadable = { path, bytes: null, isUnreadable: true };
  return file === null
    ? unreadable
    : bytesOf(file).then(
        (bytes) => ({ path, bytes }),
        () => unreadable,
      );
}

/** null: too large. */
async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  const limit = isArchiveName(file.name) ? importLimits.archiveBytes : importLimits.fileBytes;
  return file.size > limit ? null : new Uint8Array(await file.arrayBuffer());
}

/** An archive with the configuration of a VPN needs its key; main takes it out, and blanks the others. */
const blanked = (path: string, bytes: Uint8Array): Uint8Array =>
  isArchiveName(path) && new TextDecoder('latin1').decode(bytes).toLowerCase().includes('.ovpn')
    ? bytes
    : blankPrivateKeys(bytes);

const dropConfiguration = () => t('import.dropped.next');

const refuse = (what: string, why: string, next: string): Dropped => ({
  kind: 'refused',
  explanation: { what, why, next },
});

/** Of a device or a pipe the browser tells no more than of an empty file. */
const blank = (name: string): Dropped =>
  refuse(t('import.dropped.blank', { name }), t('import.dropped.blank.why'), dropConfiguration());

const tooLarge = (folder: string | null): Dropped =>
  refuse(
    folder === null ? t('import.dropped.tooLarge') : t('import.dropped.folderTooLarge', { folder }),
    t('import.dropped.tooLarge.why'),
    dropConfiguration(),
  );

const tooManyFiles = (folder: string | null): Dropped =>
  refuse(
    folder === null
      ? t('import.dropped.tooMany', { count: importLimits.files })
      : t('import.dropped.folderTooMany', { folder, count: importLimits.files }),
    t('import.dropped.tooMany.why'),
    t('import.dropped.tooMany.next'),
  );
