/** Checks of connections that a person has asked for: one at a time for each profile, shown in its tunnel's view. */

import type { Result } from '../../preload/contract.ts';
import type { Diagnosis } from '../../preload/diagnosis.ts';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { Check } from '../diagnose/in-worker.ts';
import { begunAt, settingsDiagnosis } from '../diagnose/settings-diagnosis.ts';
import type { AppStateHolder } from './app-state.ts';
import type { Resolution } from './engine-runs.ts';
import { done, failure, success, unknownProfile } from './result.ts';

export interface DiagnosingPorts {
  readonly state: AppStateHolder;
  readonly resolve: (profile: Profile) => Resolution;
  readonly check: Check;
  /** What the settings say of hosts that have nothing to do with the server. */
  readonly mayAskOthers: () => boolean;
  readonly now: () => Date;
}

export interface Diagnosing {
  /** Begins anew; returns at once, and what is found is in the tunnel's view. */
  start(profileId: string): Result<undefined>;
  cancel(profileId: string): Result<undefined>;
  /** Resolves when it is over. `others`: other hosts may be asked as well where the settings allow it. */
  run(profileId: string, others: boolean, signal?: AbortSignal): Promise<Result<Diagnosis>>;
  close(): void;
}

const broken = failure('failed', () => ({
  what: t('failure.broken.what'),
  why: t('failure.broken.why'),
  next: t('failure.broken.next'),
}));

export function createDiagnosing({ state, resolve, check, mayAskOthers, now }: DiagnosingPorts): Diagnosing {
  const running = new Map<string, AbortController>();

  const show = (profileId: string, diagnosis: Diagnosis): void => {
    const view = state.profile(profileId);
    if (view !== undefined) state.change({ kind: 'tunnel', profileId, tunnel: { ...view.tunnel, diagnosis } });
  };

  const begin = async (profile: Profile, others: boolean, abort: AbortController): Promise<Diagnosis | null> => {
    const { id: profileId, application, connect } = profile;
    show(profileId, begunAt(connect, now().getTime()));
    const resolved = resolve(profile);
    if (!resolved.ok) {
      const diagnosis = settingsDiagnosis(resolved.error, { application, connect }, now().getTime());
      show(profileId, diagnosis);
      return diagnosis;
    }
    const { status } = state.profile(profileId)?.tunnel ?? {};
    const listening = status?.kind === 'on' ? status.accept : [];
    const request = { specification: resolved.specification, application, listening, hasLocalPort: true };
    const isCurrent = () => running.get(profileId) === abort;
    const diagnosis = await check(
      request,
      others && mayAskOthers(),
      (one) => isCurrent() && show(profileId, one),
      abort.signal,
    );
    if (isCurrent()) show(profileId, diagnosis ?? { ...begunAt(connect, now().getTime()), state: 'cancelled' });
    return diagnosis;
  };

  const run = async (profileId: string, others: boolean, signal?: AbortSignal): Promise<Result<Diagnosis>> => {
    const view = state.profile(profileId);
    if (view === undefined) return unknownProfile;
    running.get(profileId)?.abort();
    const abort = new AbortController();
    signal?.addEventListener('abort', () => abort.abort());
    running.set(profileId, abort);
    const diagnosis = await begin(view.profile, others, abort);
    if (running.get(profileId) === abort) running.delete(profileId);
    return diagnosis === null || diagnosis.state !== 'done' ? broken : success(diagnosis);
  };

  return {
    run,

    start(profileId) {
      if (state.profile(profileId) === undefined) return unknownProfile;
      void run(profileId, true);
      return done;
    },

    cancel(profileId) {
      running.get(profileId)?.abort();
      return done;
    },

    close() {
      for (const abort of running.values()) abort.abort();
    },
  };
}
