/** Says in time what is about to end: certificates of servers and one's own, and revocation lists. 30, 7 and 1 days before, once each. */
import type { ProfileView } from '../../preload/app-state.ts';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { SecretKeeper } from '../state/secrets.ts';
import { endsOfFiles, type FileEnd, type OwnCertificate } from '../trust/ends.ts';
import type { NotificationPorts, Told } from './notifications.ts';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = DAY_MS / 4;
/** Not while everything starts. */
const FIRST_LOOK_MS = 60_000;
const MARKS = [1, 7, 30] as const;

interface End {
  readonly kind: 'server' | FileEnd['kind'];
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
}

/** What a server shows that is reached; null: nothing. */
function endOfServer({ tunnel: { status } }: ProfileView): End | null {
  if (status.kind !== 'on' || status.server.kind !== 'reachable' || status.server.certificate === null) return null;
  const { sha256: id, validFrom, validTo } = status.server.certificate;
  return { kind: 'server', id, from: Date.parse(validFrom), until: Date.parse(validTo) };
}

/**
 * How many days before its end something is to be said; null: nothing yet. What has ended is told by the tunnel itself
 * where it matters, and what never lasts that long is renewed by itself.
 */
export function markOf({ from, until }: Pick<End, 'from' | 'until'>, now: number): number | null {
  const left = until - now;
  const mark = MARKS.find((days) => left <= days * DAY_MS);
  return mark === undefined || left <= 0 || until - from <= mark * DAY_MS ? null : mark;
}

function toldOf({ kind, until }: End, { id: profileId, name: server }: Profile, now: number): Told {
  const days = Math.ceil((until - now) / DAY_MS);
  const within = (day: 'notification.expiry.day' | 'notification.expiry.own.day' | 'notification.expiry.list.day') =>
    t(day, { server });
  const { title, body } = {
    server: {
      title: days === 1 ? within('notification.expiry.day') : t('notification.expiry', { server, days }),
      body: t('notification.expiry.what'),
    },
    'client-certificate': {
      title: days === 1 ? within('notification.expiry.own.day') : t('notification.expiry.own', { server, days }),
      body: t('notification.expiry.own.what'),
    },
    'revocation-list': {
      title: days === 1 ? within('notification.expiry.list.day') : t('notification.expiry.list', { server, days }),
      body: t('notification.expiry.list.what'),
    },
  }[kind];
  return { title, body, profileId, action: null };
}

/** What a profile has in files of this computer. A PKCS#12 file is opened when its passphrase is known, or when it has none. */
export function endsOfProfile(
  { id, identity, revocation }: Profile,
  secretsOf: SecretKeeper['of'],
): Promise<readonly FileEnd[]> {
  const passphrase = secretsOf(id)['key-passphrase'] ?? '';
  return endsOfFiles(ownCertificate(identity, passphrase), revocation?.lists ?? []);
}

function ownCertificate(identity: Profile['identity'], passphrase: string): OwnCertificate | null {
  switch (identity?.kind) {
    case 'pem':
      return { kind: 'pem', path: identity.certificate };
    case 'pkcs12':
      return { kind: 'pkcs12', path: identity.path, passphrase };
    default:
      return null;
  }
}

export interface ExpiryPorts extends Pick<NotificationPorts, 'state' | 'after' | 'tell'> {
  readonly now: () => number;
  /** What was said already, also before this start. */
  readonly told: { readonly last: readonly string[]; save(keys: readonly string[]): void };
  readonly endsOf: (profile: Profile) => Promise<readonly FileEnd[]>;
}

/** Follows the state, and the days, from now on. */
export function followExpiry({ state, after, tell, now, told, endsOf }: ExpiryPorts): void {
  const known = new Set(told.last);
  const isWanted = (): boolean => state.snapshot().settings.notifications !== 'off';

  const say = (profile: Profile, ends: readonly End[]): void => {
    let isNews = false;
    for (const end of ends) {
      const mark = markOf(end, now());
      const key = `${end.id} ${mark}`;
      // Two profiles with one server have one certificate.
      if (mark === null || known.has(key)) continue;
      known.add(key);
      isNews = true;
      tell(toldOf(end, profile, now()));
    }
    if (isNews) told.save([...known].slice(-1000));
  };

  const lookAtServers = (): void => {
    if (!isWanted()) return;
    for (const view of state.snapshot().profiles) {
      const end = endOfServer(view);
      if (end !== null) say(view.profile, [end]);
    }
  };

  const lookAtFiles = async (): Promise<void> => {
    for (const { profile } of state.snapshot().profiles) {
      const ends = await endsOf(profile);
      if (isWanted()) say(profile, ends);
    }
  };

  const lookAgain = (): void => {
    lookAtServers();
    void lookAtFiles();
    after(LOOK_EVERY_MS, lookAgain);
  };
  after(FIRST_LOOK_MS, lookAgain);
  state.subscribe(({ changes }) => {
    const isReached = changes.some(
      (change) =>
        change.kind === 'tunnel' &&
        change.tunnel.status.kind === 'on' &&
        change.tunnel.status.server.kind === 'reachable',
    );
    if (isReached) lookAtServers();
  });
}
