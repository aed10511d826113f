/** Diagnostic reports: made of what is known now, seen and edited by a person, and saved where they say. */

import type { Result } from '../../preload/contract.ts';
import { t } from '../../preload/words/words.ts';
import { type ReportChoices, type ReportFacts, reportOf } from '../profile/report/report.ts';
import type { AppStateHolder } from './app-state.ts';
import type { Files } from './files.ts';
import type { LogBook } from './log-book.ts';
import { success, unknownProfile } from './result.ts';
import type { SecretKeeper } from './secrets.ts';
import { statusText } from './status-text.ts';

/** Whose computer it is. */
export type Person = Pick<ReportFacts, 'home' | 'userName' | 'computer'>;

export interface ReportsPorts {
  readonly state: AppStateHolder;
  readonly secrets: Pick<SecretKeeper, 'of'>;
  readonly book: Pick<LogBook, 'all'>;
  readonly files: Pick<Files, 'askDestination' | 'write'>;
  readonly person: Person;
}

export interface Reports {
  /** Of one profile, or of all. */
  make(wanted: { readonly profileId: string | null } & ReportChoices): Result<{ readonly text: string }>;
  /** The text as the person has left it. */
  save(text: string): Promise<Result<{ readonly path: string } | null>>;
}

export function createReports({ state, secrets, book, files, person }: ReportsPorts): Reports {
  return {
    make({ profileId, ...choices }) {
      const { about, settings, profiles } = state.snapshot();
      const views = profiles.filter(({ profile }) => profileId === null || profile.id === profileId);
      if (profileId !== null && views.length === 0) return unknownProfile;
      const lines = book
        .all()
        .filter((line) => profileId === null || line.profileId === null || line.profileId === profileId);
      const facts: ReportFacts = {
        ...person,
        about,
        settings,
        profiles: views.map(({ profile }) => profile),
        known: profiles.map(({ profile }) => profile),
        statuses: new Map(views.map(({ profile, tunnel }) => [profile.id, statusText(tunnel)])),
        log: lines.map(({ at, level, text }) => `${new Date(at).toISOString()} ${level}: ${text}`),
        // A line may be about a profile that is not in the report.
        secrets: profiles.flatMap(({ profile }) => Object.values(secrets.of(profile.id))),
      };
      return success({ text: reportOf(facts, choices) });
    },

    async save(text) {
      const title = t('dialog.report.save');
      const destination = await files.askDestination({ title, suggestedName: 'Adit report.txt', kind: 'log' });
      if (destination === null) return success(null);
      const { directory, name, path } = destination;
      const written = await files.write(directory, [{ name, text }]);
      return written.ok ? success({ path }) : written;
    },
  };
}
