/** What the tray shows, as data made of the app's state; tray.ts turns it into a menu. */
import type { AppState, ProfileView } from '../../../preload/app-state.ts';
import { statusText } from '../../state/status-text.ts';

export type TrayIcon = 'off' | 'starting' | 'on' | 'attention';

export type TrayAction =
  | { readonly kind: 'toggle'; readonly profileId: string }
  | { readonly kind: 'connect'; readonly profileId: string }
  | { readonly kind: 'cancel'; readonly profileId: string }
  | { readonly kind: 'show-profile'; readonly profileId: string }
  | { readonly kind: 'diagnose'; readonly profileId: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'add' }
  | { readonly kind: 'quit' };

export type TrayItem =
  | { readonly kind: 'separator'; readonly id: string }
  | { readonly kind: 'line'; readonly id: string; readonly label: string; readonly action: TrayAction }
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

export function trayModel({ profiles }: Pick<AppState, 'profiles'>): TrayModel {
  return {
    icon: iconFor(profiles),
    tooltip: tooltipFor(profiles),
    items: [
      ...profiles.flatMap(profileItems),
      ...(profiles.length === 0 ? [] : [{ kind: 'separator', id: 'separator-profiles' } as const]),
      { kind: 'line', id: 'open', label: 'Open Adit', action: { kind: 'open' } },
      { kind: 'line', id: 'add', label: 'Add a server …', action: { kind: 'add' } },
      { kind: 'separator', id: 'separator-quit' },
      { kind: 'line', id: 'quit', label: 'Quit', action: { kind: 'quit' } },
    ],
  };
}

function profileItems(view: ProfileView): readonly TrayItem[] {
  const { profile, tunnel, launch } = view;
  const { id: profileId } = profile;
  return [
    {
      kind: 'checkbox',
      id: `toggle-${profileId}`,
      label: menuText(profile.name),
      checked: tunnel.status.kind !== 'off',
      action: { kind: 'toggle', profileId },
    },
    {
      kind: 'line',
      id: `status-${profileId}`,
      label: `    ${menuText(statusText(tunnel))}`,
      action: { kind: 'show-profile', profileId },
    },
    ...(launch?.starts ? [connectItem(profileId, launch.label, tunnel.isConnecting)] : []),
    ...(needsAttention(view) ? [diagnoseItem(profileId)] : []),
  ];
}

/** One click from the menu to the program, and back while it is under way. */
function connectItem(profileId: string, label: string, isConnecting: boolean): TrayItem {
  return isConnecting
    ? { kind: 'line', id: `cancel-${profileId}`, label: '    Cancel', action: { kind: 'cancel', profileId } }
    : {
        kind: 'line',
        id: `connect-${profileId}`,
        label: `    ${menuText(label)}`,
        action: { kind: 'connect', profileId },
      };
}

const diagnoseItem = (profileId: string): TrayItem => ({
  kind: 'line',
  id: `diagnose-${profileId}`,
  label: '    Check connection',
  action: { kind: 'diagnose', profileId },
});

function iconFor(profiles: readonly ProfileView[]): TrayIcon {
  if (profiles.some(needsAttention)) return 'attention';
  if (profiles.some(isStarting)) return 'starting';
  return profiles.some(({ tunnel }) => tunnel.status.kind === 'on') ? 'on' : 'off';
}

function tooltipFor(profiles: readonly ProfileView[]): string {
  const attention = profiles.find(needsAttention);
  if (attention !== undefined) return shortened(`Adit: ${attention.profile.name}: ${statusText(attention.tunnel)}`);
  const on = profiles.filter(({ tunnel }) => tunnel.status.kind !== 'off');
  if (on.length === 0) return 'Adit: all tunnels are off';
  if (on.length > 1) return `Adit: ${on.length} tunnels are on`;
  return shortened(on.map(({ profile, tunnel }) => `Adit: ${profile.name}: ${statusText(tunnel)}`).join());
}

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
