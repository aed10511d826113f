/**
 * The profiles' file: one dumb, atomic JSON file. What it means is decided by the profile room; here is what happens to
 * a file that cannot be used, or that somebody else has written meanwhile: it is copied aside before anything is written,
 * and the person is told.
 */

import { join } from 'node:path';
import ElectronStore from 'electron-store';
import type { Profile, Settings } from '../../preload/types.ts';
import { say } from '../../preload/words/say.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { inEnglish } from '../../preload/words/words.ts';
import { readStored, toStored } from '../profile/stored.ts';
import { describeThrown, type Logger } from '../state/logger.ts';
import type { ToNotice } from '../state/notices.ts';
import type { Persistence } from '../state/persistence.ts';
import type { ReadOnlyReason } from '../state/result.ts';
import { readJson, setAside } from './json-file.ts';
import { ownFile } from './own-file.ts';
import { storeText } from './store-text.ts';

const NAME = 'profiles';

export interface OpenedStore extends Persistence {
  readonly profiles: readonly Profile[];
  readonly settings: Settings;
  /** What the person should know about what was found. */
  readonly notices: readonly ToNotice[];
}

/**
 * Opens the store in this directory. Never throws for what the file holds; `tell` gets what is noticed later, and `now` names
 * the copies set aside.
 */
export function openStore(
  directory: string,
  log: Logger,
  tell: (notice: ToNotice) => void,
  now: () => Date = () => new Date(),
): OpenedStore {
  const file = join(directory, `${NAME}.json`);
  const write = ownFile(file, { now, tell, log });
  const found = readJson(file);
  const stored = readStored(found.kind === 'json' ? found.value : undefined);
  const { profiles, settings, quarantined } = stored;
  const notices: ToNotice[] = [];
  let readOnly: ReadOnlyReason | null = stored.newer ? 'newer-version' : null;

  if (stored.newer) {
    log.warn(`${file} was written by a newer version; it is not changed.`);
    notices.push({
      level: 'warning',
      text: toSay('notice.store.newer'),
    });
  }

  const [first] = quarantined;
  const problem =
    found.kind === 'damaged' ? found.reason : first === undefined ? null : inEnglish(() => say(first.reason));
  if (problem !== null && !stored.newer) {
    for (const { reason, detail } of quarantined) {
      log.warn(`Not loaded from ${file}: ${detail ?? inEnglish(() => say(reason))}`);
    }
    const aside = setAside(file, now(), log);
    readOnly = aside === null ? 'damaged' : null;
    notices.push({
      level: 'error',
      text: noticeText(aside, quarantined.length, found.kind === 'json' && profiles.length > 0),
    });
    log.error(`${file} is damaged (${problem}); kept aside as ${aside ?? 'nothing, the copy failed'}.`);
  }

  let store: ElectronStore<Record<string, unknown>> | null = null;
  const open = (): ElectronStore<Record<string, unknown>> => {
    store ??= new ElectronStore({
      cwd: directory,
      name: NAME,
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      // Before each write it looks into the old file for notes of its own, which need a version of the project or migrations;
      // it has neither. What the file holds was read above, once.
      deserialize: () => ({}),
      // What is written was made of JSON. The usual one first looks at every value of every profile for what is none.
      serialize: storeText(),
    });
    return store;
  };

  const save: Persistence['save'] = (nextProfiles, nextSettings) => {
    write(() => {
      open().store = { ...toStored(nextProfiles, nextSettings) };
    });
  };

  if (problem !== null && readOnly === null) {
    try {
      save(profiles, settings);
    } catch (thrown) {
      log.error(`${file} could not be written: ${describeThrown(thrown)}`);
    }
  }
  return { profiles, settings, notices, readOnly, save };
}

function noticeText(aside: string | null, quarantined: number, others: boolean): Text {
  const what = others ? toSay('notice.store.parts', { count: quarantined }) : toSay('notice.store.damaged');
  return aside === null ? toSay('notice.store.stays', { what }) : toSay('notice.store.kept', { what, file: aside });
}
