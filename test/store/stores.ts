/** The app's stores of profiles, secrets and totals in one folder, filled with numbers that tell which save they are of. */

import { readdirSync } from 'node:fs';
import { openSecrets } from '../../main/desktop/secrets.ts';
import { openStore } from '../../main/desktop/store.ts';
import { openTrafficFile } from '../../main/desktop/traffic-file.ts';
import { prepareUserData, removeDrafts } from '../../main/desktop/user-data.ts';
import { makeProfile } from '../../main/state/make-profile.ts';
import type { Profile } from '../../preload/types.ts';
import { sayAll } from '../../preload/words/say.ts';

export interface Found {
  readonly profiles: Readonly<Record<string, number>>;
  readonly secrets: Readonly<Record<string, number>>;
  readonly totals: Readonly<Record<string, number>>;
  readonly notices: readonly string[];
  readonly logged: readonly string[];
  /** Names in the folder. */
  readonly files: readonly string[];
}

export type Kept = 'profiles' | 'secrets' | 'totals';

export type Answer =
  | { readonly kind: 'saved'; readonly what: Kept; readonly id: string; readonly save: number }
  | { readonly kind: 'refused'; readonly what: Kept; readonly why: string };

export type Said = Answer | { readonly kind: 'found'; readonly found: Found };

const PROFILES = 40;
const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Of every size, and both of its ends tell whose it is. */
const textOf = (save: number): string => `${save} ${'x'.repeat((save * 7919) % 4000)} ${save}`;
const saveIn = (text: string): number => {
  const save = Number(text.split(' ')[0]);
  return text === textOf(save) ? save : -1;
};

const keyStore = {
  seal: async (text: string) => Buffer.from(text).toString('base64'),
  open: async (sealed: string) => ({ text: Buffer.from(sealed, 'base64').toString(), isOutdated: false }),
};

/** Opens what is in the folder, as the app does at its start. */
export async function openStores(folder: string, say: (said: Answer) => void) {
  const logged: string[] = [];
  const line = (text: string): void => void logged.push(text);
  const log = { error: line, warn: line, info: line, debug: line };
  prepareUserData(folder);
  removeDrafts(folder);
  const nobody = (): void => {};
  const store = openStore(folder, log, nobody);
  const secrets = await openSecrets(folder, keyStore, false, log, nobody);
  const traffic = openTrafficFile(folder, log);
  let profiles: readonly Profile[] = store.profiles;
  let totals = traffic.stored;

  const found = (): Found => {
    const psks = profiles.map(({ id }) => [id, secrets.of(id).psk] as const);
    return {
      profiles: Object.fromEntries(profiles.map(({ id, tls }) => [id, saveIn(tls.ciphers ?? '')])),
      secrets: Object.fromEntries(psks.flatMap(([id, psk]) => (psk === undefined ? [] : [[id, saveIn(psk)]]))),
      totals: Object.fromEntries(Object.entries(totals).map(([id, days]) => [id, days[0]?.sent ?? -1])),
      notices: [...store.notices, ...secrets.notices].map(({ text }) => sayAll(text)),
      logged,
      files: readdirSync(folder).sort(),
    };
  };

  const attempt = async (what: Kept, id: string, save: number, doIt: () => unknown): Promise<boolean> => {
    const before = logged.length;
    try {
      await doIt();
      // What cannot be said to anybody, because nobody has asked for it, is in the log.
      if (logged.length > before) throw new Error(logged.at(-1));
      say({ kind: 'saved', what, id, save });
      return true;
    } catch (thrown) {
      say({ kind: 'refused', what, why: String(thrown) });
      return false;
    }
  };

  /** One save of each kind, of the same profile. */
  const save = async (number: number): Promise<void> => {
    const id = idOf(number % PROFILES);
    const text = textOf(number);
    const before = makeProfile();
    const changed = { ...before, id, name: `Server ${number}`, tls: { ...before.tls, ciphers: text } };
    const next = [...profiles.filter((profile) => profile.id !== id), changed];
    if (await attempt('profiles', id, number, () => store.save(next, { appearance: 'dark' }))) profiles = next;
    await attempt('secrets', id, number, () => secrets.change(id, { psk: text }, true));
    const grown = { ...totals, [id]: [{ day: '2026-11-30', sent: number, received: 0 }] };
    if (await attempt('totals', id, number, () => traffic.save(grown))) totals = grown;
  };
  return { found, save };
}
