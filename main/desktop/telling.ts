/** What the system's notifications tell of the app: how tunnels do, and what is about to end. */
import type { App } from '../state/app.ts';
import { describeThrown, type Logger } from '../state/logger.ts';
import { endsOfProfile, followExpiry } from './expiry.ts';
import { followForNotifications, type NotificationPorts } from './notifications.ts';
import { openToldMemory } from './on-memory.ts';

interface TellingPorts extends Pick<NotificationPorts, 'after' | 'isWatched' | 'tell'> {
  readonly app: Pick<App, 'state' | 'networkRules' | 'readOnly' | 'secretsOf'>;
  readonly userData: string;
  readonly log: Logger;
}

export function startTelling({ app, userData, log, ...ports }: TellingPorts): void {
  const { state, networkRules, readOnly, secretsOf } = app;
  followForNotifications({ ...ports, state, isQuiet: networkRules.isQuiet });
  const told = openToldMemory(userData, (thrown) =>
    log.warn(`What was told is not remembered: ${describeThrown(thrown)}`),
  );
  const kept = readOnly === null ? told : { last: told.last, save: () => {} };
  followExpiry({ ...ports, state, told: kept, now: Date.now, endsOf: (profile) => endsOfProfile(profile, secretsOf) });
}
