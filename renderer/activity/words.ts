/** What is said of a connection. Pure. */

import type { OpenConnection } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';

/** `ssh (process 812)`; of whom the system does not say, what it is at least. */
export function programWords({ program, peer }: Pick<OpenConnection, 'program' | 'peer'>): string {
  if (program !== null) return t('activity.process', { program: program.name, pid: program.pid });
  return peer === null ? t('activity.program') : t('activity.program.unknown');
}

/** `12 s`, `3 min`, `2 h 5 min`. */
export function durationWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return t('activity.seconds', { count: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('activity.minutes', { count: minutes });
  return t('activity.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** How its TLS connection was made. */
export function wayWords(server: OpenConnection['server']): string {
  switch (server?.way) {
    case undefined:
      return t('activity.connecting');
    case 'whole':
      return t('activity.handshake');
    case 'resumed':
      return t('activity.resumed');
    case 'spare':
      return t('activity.spare');
  }
}

const DAY_MS = 86_400_000;

/** `12 days left`, `expired 3 days ago`; null for what is no date. */
export function daysLeft(validTo: string, now: number): string | null {
  const left = new Date(validTo).getTime() - now;
  if (Number.isNaN(left)) return null;
  const days = Math.floor(Math.abs(left) / DAY_MS);
  return t(left < 0 ? 'activity.expired' : 'activity.daysLeft', { days });
}
