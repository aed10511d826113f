/** The form that changes several servers: what is ticked, and what it comes to. Pure. */
import { type ManyChange, manyChangeSchema } from '../../preload/many-schemas.ts';
import { portOf } from '../import/answers.ts';

export interface ManyDraft {
  readonly changesHost: boolean;
  readonly host: string;
  readonly changesTrust: boolean;
  readonly trust: 'system' | 'authority';
  readonly pem: string;
  readonly changesProxy: boolean;
  readonly proxy: 'none' | 'system' | 'http' | 'socks5' | 'socks4a';
  readonly proxyHost: string;
  readonly proxyPort: string;
  readonly proxyUser: string;
}

export const emptyDraft: ManyDraft = {
  changesHost: false,
  host: '',
  changesTrust: false,
  trust: 'system',
  pem: '',
  changesProxy: false,
  proxy: 'none',
  proxyHost: '',
  proxyPort: '',
  proxyUser: '',
};

export type CheckedMany =
  /** null: nothing is ticked. */
  | { readonly ok: true; readonly change: ManyChange | null }
  /** Messages by the path of their field: `host`, `proxy.port`. */
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

export function checkMany(draft: ManyDraft): CheckedMany {
  const { changesHost, changesTrust, changesProxy } = draft;
  if (!(changesHost || changesTrust || changesProxy)) return { ok: true, change: null };
  const parsed = manyChangeSchema.safeParse({
    ...(changesHost ? { host: draft.host } : {}),
    ...(changesTrust
      ? { trust: draft.trust === 'system' ? { kind: 'system' } : { kind: 'authority', pem: draft.pem.trim() } }
      : {}),
    ...(changesProxy ? { proxy: proxyOf(draft) } : {}),
  });
  if (parsed.success) return { ok: true, change: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) errors[path.join('.')] ??= message;
  return { ok: false, errors };
}

function proxyOf({ proxy, proxyHost, proxyPort, proxyUser }: ManyDraft): unknown {
  if (proxy === 'none') return null;
  if (proxy === 'system') return { kind: 'system' };
  const username = proxyUser.trim();
  return { kind: proxy, host: proxyHost, port: portOf(proxyPort), username: username === '' ? null : username };
}
