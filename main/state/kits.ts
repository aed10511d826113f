/** Servers' kits: made, opened and changed from the window. Their private keys are in the output alone and pass through here. */

import type { Result } from '../../preload/contract.ts';
import type { ImportPreview } from '../../preload/import-preview.ts';
import type { KitRequest, MadeKit, OpenedKit } from '../../preload/kit.ts';
import { say } from '../../preload/words/say.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { t } from '../../preload/words/words.ts';
import { clientPath, EVERYONE, type Kept, type KitFile, type KitInput, makeKit } from '../kit/kit.ts';
import type { KitRecord } from '../kit/record.ts';
import { tarOf } from '../kit/tar.ts';
import type { FileSet } from '../profile/files/file-set.ts';
import { fileNameOf } from './files.ts';
import type { Imports } from './imports.ts';
import { failure, success } from './result.ts';

/** Folders of kits on this computer, and the dialogs that ask for them; the desktop room brings it. */
export interface KitDisk {
  /** Asks for the folder of a kit that there is; null when the person cancelled, here and below. */
  askOpen(): Promise<string | null>;
  /** Asks where a new one shall be, by its name. */
  askNew(form: KitRequest['form'], suggestedName: string): Promise<string | null>;
  /** What is there; a sentence when that is no kit. */
  open(folder: string): Promise<{ ok: true; kept: Kept | null } | { ok: false; sentence: Text }>;
  write(folder: string, files: readonly KitFile[], kept: Kept | null): Promise<void>;
  writeTar(path: string, tar: Uint8Array): Promise<void>;
  readonly encryptKey: KitInput['encryptKey'];
  /** Unpacks a client's file beside the others, for a profile of this computer that names its key; the new folder. */
  unpackClient(folder: string, client: string): Promise<string>;
  readFolder(folder: string): Promise<Result<FileSet>>;
}

export interface KitPorts {
  readonly disk: KitDisk;
  readonly imports: Pick<Imports, 'readSet'>;
  readonly newId: () => string;
  readonly now: () => Date;
}

export interface Kits {
  open(): Promise<Result<OpenedKit | null>>;
  make(request: KitRequest): Promise<Result<MadeKit | null>>;
  /** The profiles of one of its clients, as an import. */
  addProfiles(kitId: string, client: string | null): Promise<Result<ImportPreview>>;
}

export function createKits({ disk, imports, newId, now }: KitPorts): Kits {
  const folders = new Map<string, string>();

  const hold = (folder: string, { answers, clients }: Pick<KitRecord, 'answers' | 'clients'>): OpenedKit => {
    const known = [...folders].find(([, path]) => path === folder)?.[0];
    const id = known ?? newId();
    folders.set(id, folder);
    const people = clients.map(({ name, revokedAt }) => ({ name, isRevoked: revokedAt !== null }));
    return { id, folder, answers, clients: people };
  };

  /** What it holds after writing. */
  const reopened = async (folder: string): Promise<OpenedKit | null> => {
    const opened = await disk.open(folder);
    return opened.ok && opened.kept !== null ? hold(folder, opened.kept.record) : null;
  };

  return {
    async open() {
      const folder = await disk.askOpen();
      if (folder === null) return success(null);
      const opened = await disk.open(folder);
      if (!opened.ok) return noKit(opened.sentence);
      if (opened.kept === null) return noKit(toSay('failure.kit.empty'));
      return success(hold(folder, opened.kept.record));
    },

    async make({ kitId, answers, form, ...change }) {
      const known = kitId === null ? null : (folders.get(kitId) ?? null);
      if (kitId !== null && known === null) return kitGone;
      const kept = known === null ? null : await disk.open(known);
      if (kept !== null && !kept.ok) return noKit(kept.sentence);
      const before = kept?.kept ?? null;
      const kit = await makeKit({ answers, kept: before, change, now: now(), encryptKey: disk.encryptKey });
      if (!kit.ok) return refused(kit.sentence);
      const name = fileNameOf(`${answers.host} server`);
      // Asked for when it is known that something comes of it.
      const path = known ?? (await disk.askNew(form, name));
      if (path === null) return success(null);
      try {
        if (known === null && form === 'tar')
          await disk.writeTar(path, await tarOf(asciiNameOf(answers.host), kit.files, now()));
        else {
          const there = known === null ? await disk.open(path) : { ok: true as const, kept: null };
          if (!there.ok) return noKit(there.sentence);
          if (there.kept !== null) return inTheWay;
          await disk.write(path, kit.files, before);
        }
      } catch (thrown) {
        return cannotWrite((thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN');
      }
      const isFolder = known !== null || form === 'folder';
      return success({
        path,
        kit: isFolder ? await reopened(path) : null,
        clientFiles: kit.files.flatMap((file) => (file.path.startsWith('clients/') ? [file.path] : [])),
        notes: kit.notes,
      });
    },

    async addProfiles(kitId, client) {
      const folder = folders.get(kitId);
      if (folder === undefined) return kitGone;
      const opened = await disk.open(folder);
      const isKnown =
        client === null ||
        (opened.ok && opened.kept?.record.clients.some(({ name, revokedAt }) => name === client && revokedAt === null));
      if (!opened.ok || opened.kept === null || !isKnown) return kitGone;
      try {
        const read = await disk.readFolder(await disk.unpackClient(folder, client ?? EVERYONE));
        return read.ok ? imports.readSet(read.value) : read;
      } catch (thrown) {
        return clientGone(clientPath(client ?? EVERYONE), (thrown as NodeJS.ErrnoException).code);
      }
    },
  };
}

/** A folder's name within an archive. */
const asciiNameOf = (host: string): string => `${host.replaceAll(/[^a-zA-Z0-9.-]+/g, '-').slice(0, 40)}-server`;

const noKit = (sentence: Text) =>
  failure('import', () => ({
    what: t('failure.kit.noKit.what'),
    why: say(sentence),
    next: t('failure.kit.noKit.next'),
  }));

const refused = (sentence: Text) =>
  failure('invalid-request', () => ({
    what: t('failure.kit.refused.what'),
    why: say(sentence),
    next: t('failure.kit.refused.next'),
  }));

const kitGone = failure('not-found', () => ({
  what: t('failure.kit.kitGone.what'),
  why: t('failure.kit.kitGone.why'),
  next: t('failure.kit.kitGone.next'),
}));

const inTheWay = failure('failed', () => ({
  what: t('failure.kit.inTheWay.what'),
  why: t('failure.kit.inTheWay.why'),
  next: t('failure.kit.inTheWay.next'),
}));

const cannotWrite = (code: string) =>
  failure('failed', () => ({
    what: t('failure.kit.cannotWrite.what'),
    why: t('failure.kit.cannotWrite.why', { code }),
    next: t('failure.kit.cannotWrite.next'),
  }));

const clientGone = (file: string, code: string | undefined) =>
  failure('failed', () => ({
    what: t('failure.kit.clientGone.what', { file }),
    why: code === 'ENOENT' ? t('failure.kit.clientGone.why') : t('failure.kit.clientGone.why.2'),
    next: t('failure.kit.clientGone.next'),
  }));
