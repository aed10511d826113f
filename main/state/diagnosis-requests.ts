/** What the window asks of checks, besides looking at them in the tunnel's view. */

import type { Result } from '../../preload/contract.ts';
import { say } from '../../preload/words/say.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { inEnglish, t } from '../../preload/words/words.ts';
import { reportText } from '../diagnose/report.ts';
import type { AppStateHolder } from './app-state.ts';
import type { Diagnosing } from './diagnosing.ts';
import { done, failure, unknownProfile } from './result.ts';

export interface DiagnosisRequestsPorts {
  readonly diagnosing: Pick<Diagnosing, 'start' | 'cancel'>;
  readonly state: Pick<AppStateHolder, 'profile'>;
  readonly copy: (text: string) => Promise<void>;
  readonly openWebPage: (url: string) => Promise<void>;
}

export interface DiagnosisRequests extends Pick<Diagnosing, 'start' | 'cancel'> {
  copyReport(profileId: string): Promise<Result<undefined>>;
  openPage(profileId: string): Promise<Result<undefined>>;
  /** Of the network that answers in place of the tunnel's server. */
  openLoginPage(profileId: string): Promise<Result<undefined>>;
}

const nothingThere = failure('not-found', () => ({
  what: t('failure.nothingThere.what'),
  why: t('failure.nothingThere.why'),
  next: t('failure.nothingThere.next'),
}));

/** Without TLS and of no consequence: a network that lets nobody out answers in its place with its own page. */
const ANY_PAGE = 'http://detectportal.firefox.com/canonical.html';

const failed = (what: Text) =>
  failure('failed', () => ({ what: say(what), why: t('failure.failed.why'), next: t('failure.failed.next') }));

export function createDiagnosisRequests(ports: DiagnosisRequestsPorts): DiagnosisRequests {
  const { diagnosing, state, copy, openWebPage } = ports;

  const attempt = async (act: () => Promise<void>, what: Text): Promise<Result<undefined>> => {
    try {
      await act();
      return done;
    } catch {
      return failed(what);
    }
  };

  return {
    start: diagnosing.start,
    cancel: diagnosing.cancel,

    async copyReport(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const { diagnosis } = view.tunnel;
      if (diagnosis === null) return nothingThere;
      return attempt(() => copy(inEnglish(() => reportText(diagnosis))), toSay('failure.reportNotCopied'));
    },

    // The page is what main has found, and not what a window says.
    async openPage(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const remedy = view.tunnel.diagnosis?.broken?.words.remedy;
      if (remedy?.kind !== 'open-page') return nothingThere;
      return attempt(() => openWebPage(remedy.url), toSay('failure.pageNotOpened'));
    },

    async openLoginPage(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const { status } = view.tunnel;
      const error = status.kind === 'on' && status.server.kind === 'unreachable' ? status.server.error : null;
      if (error?.kind !== 'captive-portal') return nothingThere;
      return attempt(() => openWebPage(error.page ?? ANY_PAGE), toSay('failure.pageNotOpened'));
    },
  };
}
