/** What a person sees of tunnels beyond their views: connections, certificates, the last minutes, and the log. */

import type { CallRequest, CallResponse, Result } from '../../preload/contract.ts';
import type { CertificateSummary, TunnelStatus } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { Engine } from '../tunnel/engine.ts';
import type { AppStateHolder } from './app-state.ts';
import { type Files, fileNameOf } from './files.ts';
import type { LogBook } from './log-book.ts';
import { done, failure, success, unknownProfile } from './result.ts';
import type { TrafficHistories } from './traffic-history.ts';

export interface WatchingPorts {
  readonly state: Pick<AppStateHolder, 'profile' | 'subscribe'>;
  readonly engine: Pick<Engine, 'inspect' | 'endConnection'>;
  readonly histories: TrafficHistories;
  readonly book: LogBook;
  readonly files: Pick<Files, 'askDestination' | 'write'>;
}

export interface Watching {
  look(profileId: string): Promise<Result<CallResponse<'tunnel.look'>>>;
  endConnection(profileId: string, number: number): Result<undefined>;
  saveCertificate(profileId: string, sha256: string): Promise<Result<{ readonly path: string } | null>>;
  readLog(after: number): Result<CallResponse<'log.read'>>;
  saveLog(wanted: CallRequest<'log.save'>): Promise<Result<{ readonly path: string } | null>>;
}

const noCertificate = failure('not-found', () => ({
  what: t('failure.noCertificate.what'),
  why: t('failure.noCertificate.why'),
  next: t('failure.noCertificate.next'),
}));

export function createWatching({ state, engine, histories, book, files }: WatchingPorts): Watching {
  state.subscribe(({ changes }) => {
    for (const change of changes) {
      if (change.kind === 'traffic') histories.count(change.profileId, change.traffic);
      if (change.kind === 'profile-removed') histories.forget(change.profileId);
    }
  });

  const save = async (title: string, suggestedName: string, kind: 'certificate' | 'log', text: string) => {
    const destination = await files.askDestination({ title, suggestedName, kind });
    if (destination === null) return success(null);
    const { directory, name, path } = destination;
    const written = await files.write(directory, [{ name, text }]);
    return written.ok ? success({ path }) : written;
  };

  return {
    async look(profileId) {
      if (state.profile(profileId) === undefined) return unknownProfile;
      return success({ ...(await engine.inspect(profileId)), history: histories.of(profileId) });
    },

    endConnection(profileId, number) {
      if (state.profile(profileId) === undefined) return unknownProfile;
      engine.endConnection(profileId, number);
      return done;
    },

    async saveCertificate(profileId, sha256) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const { chain } = await engine.inspect(profileId);
      const found = [...chain, ...certificatesIn(view.tunnel.status)].find((each) => each.sha256 === sha256);
      if (found === undefined) return noCertificate;
      const pem = `${found.pem.trim()}\n`;
      return save(t('dialog.certificate.save'), `${fileNameOf(view.profile.name)}.pem`, 'certificate', pem);
    },

    readLog: (after) => success({ lines: book.after(after) }),

    saveLog({ profileId, levels }) {
      const text = book
        .all()
        .filter((line) => levels.includes(line.level) && (profileId === null || line.profileId === profileId))
        .map(({ at, level, text: said }) => `${new Date(at).toISOString()} ${level}: ${said}\n`)
        .join('');
      return save(t('dialog.log.save'), 'Adit.log', 'log', text);
    },
  };
}

/** What a status shows of certificates. */
function certificatesIn(status: TunnelStatus): readonly CertificateSummary[] {
  if (status.kind === 'on' && status.server.kind === 'reachable')
    return status.server.certificate === null ? [] : [status.server.certificate];
  if (status.kind !== 'blocked') return [];
  const { error } = status;
  return [
    ...('certificate' in error ? [error.certificate] : []),
    ...(error.kind === 'cert-changed' ? error.expected : []),
  ];
}
