/** Says in time that a server's certificate is about to end: 30, 7 and 1 days before, once each. */

import type { ProfileView } from '../../preload/app-state.ts';
import { t } from '../../preload/words/words.ts';
import type { NotificationPorts } from './notifications.ts';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = DAY_MS / 4;
const MARKS = [1, 7, 30] as const;

export interface Expiry {
  readonly name: string;
  readonly profileId: string;
  /** Of which certificate and mark it is. */
  readonly key: string;
  readonly daysLeft: number;
}

/** What is to be said of a server that shows a certificate; null: nothing yet. */
export function expiryOf({ profile, tunnel: { status } }: ProfileView, now: number): Expiry | null {
  if (status.kind !== 'on' || status.server.kind !== 'reachable' || status.server.certificate === null) return null;
  const { validTo, sha256 } = status.server.certificate;
  const left = Date.parse(validTo) - now;
  const mark = MARKS.find((days) => left <= days * DAY_MS);
  // What has ended is told by the tunnel itself where it matters: a pinned certificate may go on.
  if (mark === undefined || left <= 0) return null;
  return { name: profile.name, profileId: profile.id, key: `${sha256} ${mark}`, daysLeft: Math.ceil(left / DAY_MS) };
}

export interface ExpiryPorts extends Pick<NotificationPorts, 'state' | 'after' | 'tell'> {
  readonly now: () => number;
  /** What was said already, also before this start. */
  readonly told: { readonly last: readonly string[]; save(keys: readonly string[]): void };
}

/** Follows the state, and the days, from now on. */
export function followExpiry({ state, after, tell, now, told }: ExpiryPorts): void {
  const known = new Set(told.last);

  const look = (): void => {
    const { profiles, settings } = state.snapshot();
    if (settings.notifications === 'off') return;
    const news = profiles
      .map((view) => expiryOf(view, now()))
      .filter((expiry) => expiry !== null)
      .filter(({ key }) => !known.has(key));
    for (const { name, profileId, key, daysLeft } of news) {
      // Two profiles with one server have one certificate.
      if (known.has(key)) continue;
      known.add(key);
      tell({
        title:
          daysLeft === 1
            ? t('notification.expiry.day', { server: name })
            : t('notification.expiry', { server: name, days: daysLeft }),
        body: t('notification.expiry.what'),
        profileId,
      });
    }
    if (news.length > 0) told.save([...known].slice(-1000));
  };

  const lookAgain = (): void => {
    look();
    after(LOOK_EVERY_MS, lookAgain);
  };
  after(LOOK_EVERY_MS, lookAgain);
  state.subscribe(({ changes }) => {
    const isReached = changes.some(
      (change) =>
        change.kind === 'tunnel' &&
        change.tunnel.status.kind === 'on' &&
        change.tunnel.status.server.kind === 'reachable',
    );
    if (isReached) look();
  });
}
