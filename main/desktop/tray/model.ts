/** What the tray shows, as data made of the app's state; tray.ts turns it into a menu. */

import type { AppState, ProfileView } from '../../../preload/app-state.ts';
import { sayClause } from '../../../preload/words/say.ts';
import { t } from '../../../preload/words/words.ts';
import { statusText } from '../../state/status-text.ts';

export type TrayIcon = 'off' | 'starting' | 'on' | 'attention';

export type TrayAction =
  | { readonly kind: 'toggle'; readonly profileId: string }
  /** Those that are not so yet. */
  | { readonly kind: 'switch-all'; readonly on: boolean; readonly profileIds: readonly string[] }
  | { readonly kind: 'connect'; readonly profileId: string }
  | { readonly kind: 'cancel'; readonly profileId: string }
  | { readonly kind: 'copy-command'; readonly profileId: string }
  | { readonly kind: 'try-now'; readonly profileId: string }
  | { readonly kind: 'try-all-now' }
  | { readonly kind: 'hold'; readonly profileId: string; readonly held: boolean }
  | { readonly kind: 'log-in'; readonly profileId: string }
  | { readonly kind: 'show-profile'; readonly profileId: string }
  | { readonly kind: 'diagnose'; readonly profileId: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'add' }
  | { readonly kind: 'quit' };

export type TrayItem =
  | { readonly kind: 'separator'; readonly id: string }
  | { readonly kind: 'line'; readonly id: string; readonly label: string; readonly action: TrayAction }
  | { readonly kind: 'submenu'; readonly id: string; readonly label: string; readonly items: readonly TrayItem[] }
  | {
      readonly kind: 'checkbox';
      readonly id: string;
      readonly label: string;
      readonly checked: boolean;
      readonly action: TrayAction;
    };

export interface TrayModel {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

/** Longer lines make some desktops' menus as wide as the screen. */
const MAX_LABEL = 72;
/** More than these are found sooner in groups. */
const MAX_FLAT = 8;
/**
 * Where there are more, those that are off have their check mark alone. A panel's library takes a tenth of a second and
 * more for some hundred lines, each time the menu changes.
 */
const MAX_WITH_ACTIONS = 40;

/**
 * The times of the next tries are not in it: a menu that changes while it is open is closed on Windows, and rebuilt for
 * nothing elsewhere.
 */
export function trayModel({ profiles }: Pick<AppState, 'profiles'>): TrayModel {
  return {
    icon: iconFor(profiles),
    tooltip: tooltipFor(profiles),
    items: [
      ...serverItems(profiles),
      ...allItems('all', profiles),
      ...(profiles.filter(isAway).length > 1 ? [tryAllItem()] : []),
      ...(profiles.length === 0 ? [] : [{ kind: 'separator', id: 'separator-profiles' } as const]),
      { kind: 'line', id: 'open', label: t('tray.open'), action: { kind: 'open' } },
      { kind: 'line', id: 'add', label: t('tray.add'), action: { kind: 'add' } },
      { kind: 'separator', id: 'separator-quit' },
      { kind: 'line', id: 'quit', label: t('tray.quit'), action: { kind: 'quit' } },
    ],
  };
}

/** Those in trouble first, and where there are many the others in their groups. */
function serverItems(profiles: readonly ProfileView[]): readonly TrayItem[] {
  const troubled = profiles.filter(needsAttention);
  const others = profiles.filter((view) => !needsAttention(view));
  if (profiles.length <= MAX_FLAT) return [...troubled, ...others].flatMap(profileItems);
  const itemsOf = (view: ProfileView): readonly TrayItem[] =>
    profiles.length <= MAX_WITH_ACTIONS || isWanted(view) ? profileItems(view) : [switchItem(view)];
  const groups = new Map<string | null, ProfileView[]>();
  for (const view of others) groups.set(view.profile.group, [...(groups.get(view.profile.group) ?? []), view]);
  return [
    ...troubled.flatMap(profileItems),
    ...(troubled.length === 0 ? [] : [{ kind: 'separator', id: 'separator-attention' } as const]),
    ...[...groups].map(([group, members]): TrayItem => {
      const id = group === null ? 'ungrouped' : `group-${group}`;
      const name = group ?? t(groups.size === 1 ? 'tray.servers' : 'tray.otherServers');
      const on = members.filter(isWanted).length;
      return {
        kind: 'submenu',
        id,
        label: menuText(on === 0 ? name : t('tray.groupOn', { group: name, count: on })),
        items: [...allItems(id, members), { kind: 'separator', id: `separator-${id}` }, ...members.flatMap(itemsOf)],
      };
    }),
  ];
}

/** Each only where it would do something: a line that is greyed out looks the same on macOS. */
function allItems(of: string, profiles: readonly ProfileView[]): readonly TrayItem[] {
  if (profiles.length < 2) return [];
  const idsOf = (views: readonly ProfileView[]) => views.map(({ profile }) => profile.id);
  const on = idsOf(profiles.filter(isWanted));
  const off = idsOf(profiles.filter((view) => !isWanted(view)));
  const line = (id: string, label: string, isOn: boolean, profileIds: readonly string[]): readonly TrayItem[] =>
    profileIds.length === 0
      ? []
      : [{ kind: 'line', id: `${of}-${id}`, label, action: { kind: 'switch-all', on: isOn, profileIds } }];
  return [...line('on', t('tray.allOn'), true, off), ...line('off', t('tray.allOff'), false, on)];
}

const tryAllItem = (): TrayItem => ({
  kind: 'line',
  id: 'try-all-now',
  label: t('tray.tryAll'),
  action: { kind: 'try-all-now' },
});

const switchItem = (view: ProfileView): TrayItem => ({
  kind: 'checkbox',
  id: `toggle-${view.profile.id}`,
  label: menuText(view.profile.name),
  checked: isWanted(view),
  action: { kind: 'toggle', profileId: view.profile.id },
});

/** A line with a check mark, and one with the state in words behind which there is what else can be done. */
function profileItems(view: ProfileView): readonly TrayItem[] {
  return [
    switchItem(view),
    {
      kind: 'submenu',
      id: `status-${view.profile.id}`,
      label: `    ${menuText(statusText(view.tunnel))}`,
      items: actionItems(view),
    },
  ];
}

function actionItems(view: ProfileView): readonly TrayItem[] {
  const { profile, tunnel, launch } = view;
  const { id: profileId } = profile;
  const line = (id: string, label: string, action: TrayAction): TrayItem => ({
    kind: 'line',
    id: `${id}-${profileId}`,
    label: menuText(label),
    action,
  });
  const { status } = tunnel;
  const away = status.kind === 'on' && status.server.kind === 'unreachable' ? status.server : null;
  const isHeld = away?.retryAt === null;
  return [
    ...(away?.error.kind === 'captive-portal'
      ? [line('log-in', t('common.remedy.loginPage'), { kind: 'log-in', profileId })]
      : []),
    ...(launch?.starts
      ? [
          tunnel.isConnecting
            ? line('cancel', t('common.cancel'), { kind: 'cancel', profileId })
            : line('connect', sayClause(launch.label), { kind: 'connect', profileId }),
        ]
      : []),
    ...(launch === null ? [] : [line('copy', t('profile.copyCommand'), { kind: 'copy-command', profileId })]),
    ...(isAway(view)
      ? [
          line('try-now', t('tray.tryNow'), { kind: 'try-now', profileId }),
          line('hold', t(isHeld ? 'profile.unhold' : 'profile.hold'), {
            kind: 'hold',
            profileId,
            held: !isHeld,
          }),
        ]
      : []),
    line('diagnose', t('common.checkConnection'), { kind: 'diagnose', profileId }),
    line('show', t('tray.show'), { kind: 'show-profile', profileId }),
  ];
}

const isWanted = ({ tunnel }: ProfileView): boolean => tunnel.status.kind !== 'off';

/** A way out of its own VPN is watched, and not tried. */
const isAway = ({ tunnel: { status } }: ProfileView): boolean =>
  status.kind === 'on' && status.server.kind === 'unreachable' && status.server.error.kind !== 'vpn-loop';

function iconFor(profiles: readonly ProfileView[]): TrayIcon {
  if (profiles.some(needsAttention)) return 'attention';
  if (profiles.some(isStarting)) return 'starting';
  return profiles.some(({ tunnel }) => tunnel.status.kind === 'on') ? 'on' : 'off';
}

function tooltipFor(profiles: readonly ProfileView[]): string {
  const attention = profiles.find(needsAttention);
  if (attention !== undefined) return shortened(tooltipOf(attention));
  const on = profiles.filter(({ tunnel }) => tunnel.status.kind !== 'off');
  if (on.length === 0) return t('tray.tooltip.off');
  if (on.length > 1) return t('tray.tooltip.on', { count: on.length });
  return shortened(on.map(tooltipOf).join());
}

const tooltipOf = ({ profile, tunnel }: ProfileView): string =>
  t('tray.tooltip.server', { server: profile.name, status: statusText(tunnel) });

function needsAttention({ tunnel: { status } }: ProfileView): boolean {
  return status.kind === 'blocked' || (status.kind === 'on' && status.server.kind === 'unreachable');
}

function isStarting({ tunnel: { status } }: ProfileView): boolean {
  return status.kind === 'starting';
}

/** Electron's menus read `&` as the mark of a keyboard shortcut. */
function menuText(text: string): string {
  return shortened(text.replace(/\s+/g, ' ')).replaceAll('&', '&&');
}

function shortened(text: string): string {
  return text.length <= MAX_LABEL ? text : `${text.slice(0, MAX_LABEL - 1)}…`;
}
