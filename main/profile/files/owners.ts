/**
 * Whose the certificates and private keys of a set are, by who names them as `cert` and `key`: a server's, or a client's
 * own. Pure.
 */
import type { Note } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { folderOf, joinPath } from '../../conf/paths.ts';
import { type ConfService, lastOf } from '../../conf/services.ts';
import { roleOf } from '../import/context.ts';
import { isServersFile } from '../import/weaknesses.ts';
import { byName, noteOnFile } from './file-set.ts';
import type { KeyFinding, SetParts } from './parts.ts';

/** A configuration of the set. */
export interface SetRoot {
  readonly path: string;
  readonly services: readonly ConfService[];
}

export interface Owners {
  /** Whether what the configuration at `root` names is a server's key, also under another path. */
  readonly isServersKey: (root: string, named: string) => boolean;
  /** Files that are a client's own, and no server's. */
  readonly clients: ReadonlySet<string>;
}

export function ownersOf(roots: readonly SetRoot[], parts: SetParts): Owners {
  const files = [...parts.certificates.map(({ path }) => ({ path })), ...parts.withKey.map((path) => ({ path }))];
  const servers = new Set<string>();
  const serversKeys = new Set<string>();
  const clients = new Set<string>();
  for (const { path: root, services } of roots) {
    for (const service of services) {
      const isServer = roleOf(service) === 'server';
      for (const named of namedBy(service)) {
        const path = fileFor(root, named, files);
        if (path !== null) (isServer ? servers : clients).add(path);
      }
      const key = (lastOf(service, 'key') ?? lastOf(service, 'cert'))?.meant ?? '';
      if (isServer && key !== '') serversKeys.add(fileFor(root, key, files) ?? key);
    }
  }
  return {
    isServersKey: (root, named) => serversKeys.has(fileFor(root, named, files) ?? named),
    clients: new Set([...clients].filter((path) => !servers.has(path) && !isServersFile(path))),
  };
}

const namedBy = (service: ConfService): readonly string[] =>
  ['cert', 'key'].flatMap((option) => lastOf(service, option)?.meant || []);

/** The file of the set that a configuration means; relative paths begin where it lies. */
function fileFor(root: string, named: string, files: readonly { readonly path: string }[]): string | null {
  const folder = folderOf(root);
  return byName(folder === '' ? named : joinPath(folder, named), files)?.path ?? null;
}

const keyReasons: Readonly<Record<KeyFinding['kind'], { readonly server: Text; readonly client: Text }>> = {
  key: {
    server: toSay('note.key.server'),
    client: toSay('note.key.client'),
  },
  'key-as-well': {
    server: toSay('note.keyToo.server'),
    client: toSay('note.keyToo.client'),
  },
  store: {
    server: toSay('note.store.server'),
    client: toSay('note.store.client'),
  },
};

/** What is said of a key, by whose it is; other findings are said as they are. */
export function noteOnFinding(finding: Note | KeyFinding, { clients }: Pick<Owners, 'clients'>): Note {
  if (!('kind' in finding)) return finding;
  const { kind, path } = finding;
  return noteOnFile(path, keyReasons[kind][clients.has(path) ? 'client' : 'server']);
}
