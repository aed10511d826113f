/** What the window knows: a mirror of main's state, and what is open, selected and just gone wrong. */
import type { AppState, ProfileView } from '../../preload/app-state.ts';
import type { RestorePlan } from '../../preload/backup.ts';
import type { CallRequest } from '../../preload/contract.ts';
import type { ImportPreview } from '../../preload/import-preview.ts';
import type { Explanation, TunnelView } from '../../preload/types.ts';

export type Sheet =
  /** `isTyped`: somebody has written something into it. */
  | { readonly kind: 'add'; readonly isTyped?: boolean }
  | { readonly kind: 'kit' }
  | { readonly kind: 'import'; readonly preview: ImportPreview }
  | { readonly kind: 'trust'; readonly profileId: string }
  | { readonly kind: 'secret'; readonly profileId: string }
  | { readonly kind: 'identity'; readonly profileId: string }
  | { readonly kind: 'edit'; readonly profileId: string }
  | { readonly kind: 'remove'; readonly profileId: string }
  | { readonly kind: 'remove-many'; readonly profileIds: readonly string[] }
  | { readonly kind: 'share'; readonly profileId: string }
  | { readonly kind: 'restore'; readonly plan: RestorePlan }
  | { readonly kind: 'diagnosis'; readonly profileId: string }
  | { readonly kind: 'log' }
  | { readonly kind: 'activity'; readonly profileId: string }
  | { readonly kind: 'certificate'; readonly profileId: string }
  | { readonly kind: 'events'; readonly profileId: string }
  /** Several servers changed at once, with these chosen to begin with. */
  | { readonly kind: 'many'; readonly profileIds: readonly string[] }
  /** null: of all servers. */
  | { readonly kind: 'report'; readonly about: string | null }
  | { readonly kind: 'settings' };

/** What a request came to: why it failed, or what it did where that cannot be seen. */
export type Toast =
  | { readonly id: number; readonly kind: 'failure'; readonly explanation: Explanation }
  /** `undoIds`: of the removals that it tells of, in their order. */
  | { readonly id: number; readonly kind: 'done'; readonly text: string; readonly undoIds?: readonly string[] };

/** A profile's view without what changes all the time. */
export interface QuietView extends Omit<ProfileView, 'tunnel'> {
  readonly tunnel: Omit<TunnelView, 'traffic'>;
}

export interface WindowData {
  /** null until main has answered the first time. Its traffic is of some moment: `figures.ts` knows that of now. */
  readonly app: AppState | null;
  /** Why main's state could not be read. */
  readonly failure: Explanation | null;
  readonly selectedId: string | null;
  /** Those that are selected together, to be changed at once; empty while only one is shown. */
  readonly marked: ReadonlySet<string>;
  readonly sheet: Sheet | null;
  /** Sheets that something outside the window asked for while another was open. */
  readonly waiting: readonly Sheet[];
  readonly toasts: readonly Toast[];
  /** The profile that was just added and should be switched on next. */
  readonly hintFor: string | null;
  /** Whether that hint takes the focus as soon as it is there: its sheet is gone, and what opened it may be as well. */
  readonly isHintNew: boolean;
}

export const nothingYet: WindowData = {
  app: null,
  failure: null,
  selectedId: null,
  marked: new Set(),
  sheet: null,
  waiting: [],
  toasts: [],
  hintFor: null,
  isHintNew: false,
};

/** How the parts of the store read and change it. */
export interface Cell {
  get(): WindowData;
  set(change: Partial<WindowData>): void;
}

export const findProfile = (state: Pick<WindowData, 'app'>, profileId: string): ProfileView | null =>
  state.app?.profiles.find((view) => view.profile.id === profileId) ?? null;

/** The one beside the list: what was selected, else the first. */
export function shownIdOf({ app, selectedId }: Pick<WindowData, 'app' | 'selectedId'>): string | null {
  const selected = selectedId === null ? null : findProfile({ app }, selectedId);
  return (selected ?? app?.profiles[0])?.profile.id ?? null;
}

/** What a page that nobody sees would take with it. */
export const leftIn = ({ selectedId, sheet, waiting, toasts, marked }: WindowData): CallRequest<'window.hidden'> => ({
  selectedId,
  isBusy: sheet !== null || waiting.length > 0 || toasts.length > 0 || marked.size > 0,
});

/** Whether nothing but traffic differs. All parts are looked at, so that none that is new is overlooked. */
export function sameButTraffic(one: QuietView, other: QuietView): boolean {
  return one === other || (sameBut('tunnel', one, other) && sameBut('traffic', one.tunnel, other.tunnel));
}

/** Whether nothing has changed but what the tunnel does. */
export const sameButTunnel = (one: QuietView, other: QuietView): boolean => sameBut('tunnel', one, other);

function sameBut(part: string, one: object, other: object): boolean {
  const others: Readonly<Record<string, unknown>> = { ...other };
  return Object.entries(one).every(([name, value]) => name === part || value === others[name]);
}
