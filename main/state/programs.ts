/** Which programs there are on this computer, and which of them a person has chosen. */

import type { AppState, LaunchView, ProgramChoices } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import type { Profile, ProgramSlot, Settings } from '../../preload/types.ts';
import { sayClause } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import type { AppStateHolder } from './app-state.ts';
import { done, failure, success } from './result.ts';

export interface ProgramPorts {
  readonly state: AppStateHolder;
  /** Looks this computer through; what plans are made of knows it from then on. */
  readonly findPrograms: () => Promise<readonly ProgramChoices[]>;
  /** Asks where a program is; null when the person cancelled. */
  readonly chooseProgram: (label: string) => Promise<string | null>;
  readonly launchView: (profile: Profile) => LaunchView | null;
  readonly save: (settings: Settings) => Result<undefined>;
}

export interface Programs {
  /** Looks again for what is installed. */
  find(): Promise<Result<undefined>>;
  /** Asks where this client is, and takes it from then on. */
  choose(slot: ProgramSlot, client: string): Promise<Result<{ readonly path: string } | null>>;
  /** As they are, but that the window cannot name places of programs: it keeps or drops those that main has asked for. */
  saveSettings(settings: Settings): Result<undefined>;
}

const unknownProgram = failure('not-found', () => ({
  what: t('failure.unknownProgram.what'),
  why: t('failure.unknownProgram.why'),
  next: t('failure.unknownProgram.next'),
}));

const unknownPlace = failure('forbidden', () => ({
  what: t('failure.unknownPlace.what'),
  why: t('failure.unknownPlace.why'),
  next: t('failure.unknownPlace.next'),
}));

export function createPrograms({ state, findPrograms, chooseProgram, launchView, save }: ProgramPorts): Programs {
  /** Plans depend on what there is and what was chosen. */
  const showPlans = ({ profiles }: Pick<AppState, 'profiles'>): void => {
    for (const view of profiles) {
      const launch = launchView(view.profile);
      if (JSON.stringify(launch) !== JSON.stringify(view.launch))
        state.change({ kind: 'profile', view: { ...view, launch } });
    }
  };

  state.subscribe(({ changes }, now) => {
    if (changes.some(({ kind }) => kind === 'settings' || kind === 'programs')) showPlans(now);
  });

  return {
    async find() {
      const programs = await findPrograms();
      state.change({ kind: 'programs', programs });
      return done;
    },

    async choose(slot, client) {
      const found = state
        .snapshot()
        .programs.find((choices) => choices.slot === slot)
        ?.clients.find(({ id }) => id === client);
      if (found === undefined) return unknownProgram;
      const path = await chooseProgram(sayClause(found.label));
      if (path === null) return success(null);
      const { settings } = state.snapshot();
      const stored = save({ ...settings, programs: { ...settings.programs, [slot]: { client, path } } });
      return stored.ok ? success({ path }) : stored;
    },

    saveSettings(settings) {
      const before = state.snapshot().settings.programs ?? {};
      const isKnown = Object.entries(settings.programs ?? {}).every(([slot, { client, path }]) => {
        const known = before[slot as ProgramSlot];
        return path === undefined || (known?.client === client && known.path === path);
      });
      return isKnown ? save(settings) : unknownPlace;
    },
  };
}
