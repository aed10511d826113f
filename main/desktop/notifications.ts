/**
 * What the system's notifications say: one for each change that matters and lasts, several at once as one, and none while
 * the window is in front. Problems are servers that cannot be reached and tunnels that wait for a person.
 */

import type { AppState, ProfileView } from '../../preload/app-state.ts';
import type { Profile, Settings, TunnelStatus } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { sayClause } from '../../preload/words/say.ts';
import { type PlainId, t } from '../../preload/words/words.ts';
import type { AppStateHolder } from '../state/app-state.ts';
import type { TrayAction } from './tray/model.ts';

/** A short gap, as between two networks, is not worth a word. */
const LASTS_MS = 4000;

/** How a tunnel does; null: nobody knows yet. */
export type Standing = 'off' | 'fine' | 'away' | 'waits';

export interface Told {
  readonly title: string;
  readonly body: string;
  /** Whom it is about; null: several. */
  readonly profileId: string | null;
  /** What helps; null: a look at the window. */
  readonly action: Helping | null;
}

/** What a click on a notification does, as an entry of the tray's menu would. */
export interface Helping {
  /** For a button. */
  readonly label: string;
  readonly act: TrayAction;
}

export interface NotificationPorts {
  readonly state: Pick<AppStateHolder, 'snapshot' | 'subscribe'>;
  readonly after: (milliseconds: number, then: () => void) => () => void;
  /** Whether somebody looks at the window, which says it all. */
  readonly isWatched: () => boolean;
  /** Whether nothing is to be said of this profile in this network. */
  readonly isQuiet: (profile: Profile) => boolean;
  readonly tell: (told: Told) => void;
}

export function standingOf(status: TunnelStatus): Standing | null {
  switch (status.kind) {
    case 'off':
      return 'off';
    case 'starting':
      return null;
    case 'blocked':
      return 'waits';
    case 'on':
      if (status.server.kind === 'reachable') return 'fine';
      return status.server.kind === 'unreachable' ? 'away' : null;
  }
}

interface Change {
  readonly view: ProfileView;
  readonly standing: Standing;
  readonly before: Standing;
}

const matters = (wanted: NonNullable<Settings['notifications']>, { standing, before }: Change): boolean => {
  if (standing === 'away' || standing === 'waits') return wanted !== 'off';
  return standing === 'fine' && wanted === 'all' && (before === 'away' || before === 'waits');
};

const titles = {
  away: { one: 'notification.away', many: 'notification.away.many' },
  waits: { one: 'notification.waits', many: 'notification.waits.many' },
  fine: { one: 'notification.fine', many: 'notification.fine.many' },
  off: { one: 'notification.off', many: 'notification.off.many' },
} as const satisfies Readonly<Record<Standing, { readonly one: PlainId; readonly many: PlainId }>>;

/** One for all that have come to the same. */
function toldOf(standing: Standing, changes: readonly Change[]): Told | null {
  const [first, ...more] = changes;
  if (first === undefined) return null;
  const { profile, tunnel } = first.view;
  const { one, many } = titles[standing];
  if (more.length === 0) {
    return {
      title: t(one, { server: profile.name }),
      body: tunnel.explanation?.what ?? '',
      profileId: profile.id,
      action: helpingWith(first.view),
    };
  }
  return {
    title: t(many, { count: changes.length }),
    body: listed(changes.map(({ view }) => view.profile.name)),
    profileId: null,
    action: null,
  };
}

/** What a person would do next about a tunnel as it is; null: nothing in particular. */
export function helpingWith({ profile, tunnel, launch }: ProfileView): Helping | null {
  const { status, question } = tunnel;
  const { id: profileId } = profile;
  if (status.kind === 'blocked') {
    const label = t(question === null ? 'notification.do.see' : `notification.do.${question.kind}`);
    return { label, act: { kind: 'show-profile', profileId } };
  }
  if (status.kind !== 'on') return null;
  if (status.server.kind === 'reachable') {
    return launch?.starts ? { label: sayClause(launch.label), act: { kind: 'connect', profileId } } : null;
  }
  if (status.server.kind !== 'unreachable') return null;
  return status.server.error.kind === 'captive-portal'
    ? { label: t('notification.do.logIn'), act: { kind: 'log-in', profileId } }
    : { label: t('common.checkConnection'), act: { kind: 'diagnose', profileId } };
}

/** A rule wants a person to be asked in this network; null: about a server that is gone. */
export function askedOf(view: ProfileView | undefined, network: string): Told | null {
  if (view === undefined) return null;
  const { id: profileId, name } = view.profile;
  return {
    title: t('notification.ask', { server: name }),
    body: t('notification.ask.where', { network }),
    profileId,
    action: { label: t('notification.do.switchOn'), act: { kind: 'switch-all', on: true, profileIds: [profileId] } },
  };
}

/** Follows the state from now on. */
export function followForNotifications({ state, after, isWatched, isQuiet, tell }: NotificationPorts): void {
  /** What was said last, or seen. */
  const known = new Map<string, Standing>();
  let isAwaited = false;

  const look = (): void => {
    isAwaited = false;
    const { profiles, settings }: AppState = state.snapshot();
    const changes = profiles.flatMap((view): readonly Change[] => {
      const standing = standingOf(view.tunnel.status);
      const before = known.get(view.profile.id) ?? 'off';
      if (standing === null || standing === before) return [];
      known.set(view.profile.id, standing);
      return [{ view, standing, before }];
    });
    if (isWatched()) return;
    const wanted = settings.notifications ?? 'problems';
    for (const standing of ['waits', 'away', 'fine'] as const) {
      const told = toldOf(
        standing,
        changes.filter(
          (change) => change.standing === standing && matters(wanted, change) && !isQuiet(change.view.profile),
        ),
      );
      if (told !== null) tell(told);
    }
  };

  state.subscribe(({ changes }) => {
    if (isAwaited || changes.every(({ kind }) => kind !== 'tunnel')) return;
    isAwaited = true;
    after(LASTS_MS, look);
  });
}
