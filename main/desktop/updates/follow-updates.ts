/** Looks for newer versions at the start and once a day, and says what became of it. */

import type { Result } from '../../../preload/contract.ts';
import type { UpdateView } from '../../../preload/update.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { AppStateHolder } from '../../state/app-state.ts';
import { describeThrown, type Logger } from '../../state/logger.ts';
import { done } from '../../state/result.ts';
import type { Bringer } from './bringer.ts';

const DAY_MS = 86_400_000;
/** Not while the app starts: tunnels and the window come first. */
const FIRST_MS = 30_000;

export type UpdateEvent =
  | { readonly kind: 'found'; readonly version: string }
  | { readonly kind: 'ready'; readonly version: string; readonly news: readonly string[] };

/** What fetches, verifies and installs. */
export interface Updater {
  /** Resolves when it is known whether there is a newer version; rejects when that, or its download, went wrong. */
  look(): Promise<'newest' | 'found'>;
  /** Whether what was fetched is installed when the app ends. */
  installOnQuit(install: boolean): void;
}

export interface UpdatesPorts {
  readonly state: Pick<AppStateHolder, 'snapshot' | 'subscribe' | 'change'>;
  readonly bringer: Bringer;
  /** Loaded when it is wanted the first time. */
  readonly openUpdater: (tell: (event: UpdateEvent) => void) => Promise<Updater>;
  readonly after: (milliseconds: number, then: () => void) => () => void;
  readonly now: () => Date;
  readonly notify: (level: 'information', text: Text) => void;
  readonly log: Logger;
}

export interface Updates {
  /** Now, because a person asks for it. */
  look(): Result<undefined>;
}

export function followUpdates(ports: UpdatesPorts): Updates {
  const { state, bringer, after, now, log } = ports;
  if (bringer.kind === 'somebody') {
    state.change({ kind: 'update', update: { kind: 'elsewhere', by: bringer.by } });
    return { look: () => done };
  }

  let updater: Promise<Updater> | null = null;
  let isLooking = false;
  let ready: UpdateView | null = null;
  const show = (update: UpdateView): void => state.change({ kind: 'update', update });
  const isOff = () => state.snapshot().settings.updates === 'off';

  const tell = (event: UpdateEvent): void => {
    if (event.kind === 'ready') ready = event;
    if (isOff()) return;
    if (event.kind === 'ready') {
      ports.notify('information', toSay('updates.ready.notice', { version: event.version }));
    }
    show(event.kind === 'ready' ? event : { kind: 'downloading', version: event.version });
  };

  const look = async (): Promise<void> => {
    if (isLooking || isOff() || ready !== null) return;
    isLooking = true;
    show({ kind: 'looking' });
    try {
      updater ??= ports.openUpdater(tell);
      const outcome = await (await updater).look();
      if (outcome === 'newest' && !isOff()) show({ kind: 'newest', since: now().toISOString() });
    } catch (thrown) {
      log.warn(`No newer version could be had: ${describeThrown(thrown)}`);
      if (!isOff()) show({ kind: 'failed' });
    } finally {
      isLooking = false;
    }
  };

  const follow = (): void => {
    void updater?.then((opened) => opened.installOnQuit(!isOff()));
    if (isOff()) show({ kind: 'off' });
    else if (state.snapshot().update.kind === 'off') {
      if (ready === null) void look();
      else show(ready);
    }
  };
  state.subscribe(({ changes }) => {
    if (changes.some(({ kind }) => kind === 'settings')) follow();
  });
  follow();

  const lookDaily = (): void => {
    void look();
    after(DAY_MS, lookDaily);
  };
  after(FIRST_MS, lookDaily);
  return {
    look() {
      void look();
      return done;
    },
  };
}
