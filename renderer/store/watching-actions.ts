/** What a person looks at of tunnels, and does there. */

import type { Bridge, CallRequest, CallResponse } from '../../preload/contract.ts';
import type { LogLine, Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { explained } from './request.ts';
import type { Requests } from './requests.ts';

export interface WatchingActions {
  /** null when it cannot be known now; the next look may know. */
  look(profileId: string): Promise<CallResponse<'tunnel.look'> | null>;
  endConnection(profileId: string, number: number): Promise<void>;
  saveCertificate(profileId: string, sha256: string): Promise<void>;
  /** The next connection asks again. */
  forgetCertificate(profile: Profile): Promise<void>;
  logAfter(after: number): Promise<readonly LogLine[]>;
  saveLog(wanted: CallRequest<'log.save'>): Promise<void>;
}

export function createWatchingActions(bridge: Bridge, { answered, told, tell, say }: Requests): WatchingActions {
  const saved = async (request: Promise<Awaited<ReturnType<Bridge['log']['save']>>>): Promise<void> => {
    const answer = await answered(request);
    if (!answer.ok) tell(answer.explanation);
    else if (answer.value !== null) say(t('common.savedAs', { path: answer.value.path }));
  };
  return {
    async look(profileId) {
      // Asked again and again: what failed before stays news.
      const answer = await explained(bridge.tunnel.look({ profileId }));
      return answer.ok ? answer.value : null;
    },
    endConnection: (profileId, number) => told(bridge.tunnel.endConnection({ profileId, number })),
    saveCertificate: (profileId, sha256) => saved(bridge.trust.saveCertificate({ profileId, sha256 })),
    async forgetCertificate(profile) {
      if (profile.trust.kind !== 'pinned') return;
      const { checks } = profile.trust;
      await told(bridge.profile.save({ profile: { ...profile, trust: { kind: 'system', checks } } }));
    },
    async logAfter(after) {
      const answer = await explained(bridge.log.read({ after }));
      return answer.ok ? answer.value.lines : [];
    },
    saveLog: (wanted) => saved(bridge.log.save(wanted)),
  };
}
