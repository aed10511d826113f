/** Follows main: its state by patches, its questions, and what it wants the window to show. */
import { type AppState, applyPatch, type ProfileView, type StatePatch } from '../../preload/app-state.ts';
import type { Bridge, Navigation } from '../../preload/contract.ts';
import { unpacked } from '../../preload/sent-patch.ts';
import { languageOf } from '../../preload/words/languages.ts';
import { speak } from '../../preload/words/words.ts';
import { readTranslation } from '../translations.ts';
import type { FiguresKeeper } from './figures.ts';
import { explained } from './request.ts';
import type { Requests } from './requests.ts';
import { type Sheets, sheetOf } from './sheets.ts';
import { type Cell, findProfile, leftIn, type Sheet } from './state.ts';

export interface Mirror {
  /** Returns how to stop. */
  connect(): () => void;
  reload(): Promise<void>;
}

const speakAs = ({ settings, about }: AppState): Promise<void> =>
  speak(languageOf(settings.language, about.languages), about.languages, readTranslation);

/** The same set while all of it is there. */
function stillThere(marked: ReadonlySet<string>, exists: (id: string) => boolean): ReadonlySet<string> {
  const left = [...marked].filter(exists);
  return left.length === marked.size ? marked : new Set(left);
}

const attemptOf = (view: ProfileView | null): number | null => view?.tunnel.question?.attempt?.number ?? null;

export interface MirrorPorts {
  readonly bridge: Bridge;
  readonly cell: Cell;
  readonly sheets: Sheets;
  readonly requests: Requests;
  readonly figures: FiguresKeeper;
}

export function createMirror({ bridge, cell: { get, set }, sheets, requests, figures }: MirrorPorts): Mirror {
  /** As main has it. The window is shown it without the patches of traffic alone. */
  let latest: AppState | null = null;
  let queue: StatePatch[] = [];
  let asking = false;

  /** Sheets and selection must not outlive what they are about. A question to an attempt opens once. */
  const settle = (app: AppState): void => {
    const before = get();
    const { sheet, selectedId, marked, hintFor } = before;
    const exists = (id: string) => app.profiles.some((view) => view.profile.id === id);
    const alive = (one: Sheet) => !('profileId' in one) || exists(one.profileId);
    const hinted = app.profiles.find((view) => view.profile.id === hintFor);
    const selectionGone = selectedId !== null && !exists(selectedId) && findProfile(before, selectedId) !== null;
    set({
      app,
      failure: null,
      selectedId: selectionGone ? null : selectedId,
      marked: stillThere(marked, exists),
      hintFor: hinted && hinted.tunnel.status.kind !== 'off' ? null : hintFor,
    });
    if (sheet !== null && !alive(sheet)) sheets.closeSheet();
    for (const view of app.profiles) {
      const attempt = attemptOf(view);
      const question = sheetOf(view);
      if (attempt === null || question === null) continue;
      if (attempt !== attemptOf(findProfile(before, view.profile.id))) sheets.offer(question);
    }
  };

  const receive = (patch: StatePatch): void => {
    const next = latest === null || asking ? null : applyPatch(latest, patch);
    if (next === null) {
      queue.push(patch);
      void mirror.reload();
    } else if (next !== latest) {
      latest = next;
      // Many a second, and nothing that is open or asked depends on it.
      if (patch.changes.some(({ kind }) => kind !== 'traffic')) settle(next);
      if (patch.changes.some(({ kind }) => kind === 'settings')) void speakAs(next);
      figures.count(patch.changes);
    }
  };

  const navigate = (navigation: Navigation): void => {
    if (navigation.to === 'import') {
      sheets.offer({ kind: 'add' });
      return;
    }
    set({ selectedId: navigation.profileId, marked: new Set() });
    if (navigation.to === 'diagnosis') sheets.offer({ kind: 'diagnosis', profileId: navigation.profileId });
  };

  const mirror: Mirror = {
    connect() {
      const stops = [
        bridge.state.onChanged((sent) => receive(unpacked(sent))),
        bridge.import.onOpened((preview) => sheets.offer({ kind: 'import', preview })),
        bridge.import.onFailed((error) => requests.tell(error.explanation)),
        bridge.backup.onOffered((plan) => sheets.offer({ kind: 'restore', plan })),
        bridge.window.onNavigate(navigate),
        bridge.window.onHides(() => void explained(bridge.window.hidden(leftIn(get())))),
      ];
      void mirror.reload();
      return () => {
        for (const stop of stops) stop();
      };
    },

    async reload() {
      if (asking) return;
      asking = true;
      const result = await explained(bridge.state.get());
      if (result.ok) await speakAs(result.value);
      asking = false;
      const patches = queue;
      queue = [];
      if (!result.ok) {
        // Nobody has said which language was chosen.
        if (latest === null)
          await speak(languageOf(undefined, navigator.languages), navigator.languages, readTranslation);
        set({ failure: result.error.explanation });
        return;
      }
      latest = result.value;
      figures.begin(latest);
      settle(latest);
      for (const patch of patches) receive(patch);
    },
  };
  return mirror;
}
