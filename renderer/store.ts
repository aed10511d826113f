/**
 * A mirror of main's state, and what only the window knows: what is selected, which sheet is open, what has just gone
 * wrong. It decides nothing about tunnels: status and explanations come from main as they are.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState, ProfileView, StatePatch } from '../preload/app-state.ts';
import { applyPatch } from '../preload/app-state.ts';
import type {
  Bridge,
  CallRequest,
  ChosenFile,
  FilePurpose,
  GivenSecret,
  Navigation,
  RestorePlan,
  Result,
  SharedFile,
  SharedLink,
} from '../preload/contract.ts';
import type { ImportAnswer, ImportPreview, SetFile } from '../preload/import-preview.ts';
import type { Explanation, Profile, SecretChanges, Settings } from '../preload/types.ts';
import { questionOf } from './open-question.ts';
import { backupWords, exportWords, restoreWords } from './outcome-words.ts';
import { explained } from './request.ts';

export type Sheet =
  | { readonly kind: 'add' }
  | { readonly kind: 'import'; readonly preview: ImportPreview }
  | { readonly kind: 'trust'; readonly profileId: string }
  | { readonly kind: 'secret'; readonly profileId: string }
  | { readonly kind: 'identity'; readonly profileId: string }
  | { readonly kind: 'edit'; readonly profileId: string }
  | { readonly kind: 'remove'; readonly profileId: string }
  | { readonly kind: 'share'; readonly profileId: string }
  | { readonly kind: 'restore'; readonly plan: RestorePlan }
  | { readonly kind: 'settings' };

/** What a request came to: why it failed, or what it did where that cannot be seen. */
export type Toast =
  | { readonly id: number; readonly kind: 'failure'; readonly explanation: Explanation }
  | { readonly id: number; readonly kind: 'done'; readonly text: string };

/** What a sheet asked for, to be shown in it. */
export type Answered<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly explanation: Explanation };

export type RestoreRequest = CallRequest<'backup.restore'>;

export interface WindowState {
  /** null until main has answered the first time. */
  readonly app: AppState | null;
  /** Why main's state could not be read. */
  readonly failure: Explanation | null;
  readonly selectedId: string | null;
  readonly sheet: Sheet | null;
  /** Sheets that something outside the window asked for while another was open. */
  readonly waiting: readonly Sheet[];
  readonly toasts: readonly Toast[];
  /** The profile that was just added and should be switched on next. */
  readonly hintFor: string | null;
  /** Whether that hint takes the focus as soon as it is there: its sheet is gone, and what opened it may be as well. */
  readonly isHintNew: boolean;
  /**
   * Tunnels that the person just switched on: if one is blocked by a question, its sheet opens by itself.
   * The value is the status before, as text: a block that is still there from before is not the outcome.
   */
  readonly watched: ReadonlyMap<string, string>;
  readonly actions: Actions;
}

/** What resolves to an explanation failed for the reason it gives; null is success. */
export interface Actions {
  connect(): () => void;
  reload(): Promise<void>;
  select(profileId: string | null): void;
  hintFocused(): void;
  openSheet(sheet: Sheet): void;
  closeSheet(): void;
  switchTunnel(profileId: string, on: boolean): Promise<void>;
  check(profileId: string): Promise<void>;
  moveToFreePort(profileId: string): Promise<void>;
  trust(profileId: string, sha256: string): Promise<Explanation | null>;
  save(profile: Profile, secrets?: SecretChanges): Promise<Explanation | null>;
  /** Saves what the tunnel waits for, and lets it try again. */
  saveAndTry(profile: Profile, secrets: SecretChanges): Promise<Explanation | null>;
  giveSecret(given: GivenSecret): Promise<Explanation | null>;
  chooseFor(purpose: FilePurpose): Promise<Answered<ChosenFile | null>>;
  remove(profileId: string): Promise<Explanation | null>;
  readText(name: string | null, text: string): Promise<Explanation | null>;
  readSet(name: string | null, files: readonly SetFile[]): Promise<Explanation | null>;
  chooseFile(): Promise<Explanation | null>;
  chooseFolder(): Promise<Explanation | null>;
  startDemo(): Promise<Explanation | null>;
  addServices(previewId: string, services: readonly ImportAnswer[]): Promise<Explanation | null>;
  cancelImport(previewId: string): void;
  duplicate(profileId: string): Promise<void>;
  exportProfile(profileId: string): Promise<void>;
  shareLink(profileId: string): Promise<Answered<SharedLink>>;
  shareFile(profileId: string): Promise<Answered<SharedFile | null>>;
  saveBackup(passphrase: string | null): Promise<Explanation | null>;
  openBackup(): Promise<Explanation | null>;
  restore(request: RestoreRequest): Promise<Explanation | null>;
  launch(profileId: string): Promise<void>;
  copyCommand(profileId: string): Promise<boolean>;
  saveSettings(settings: Settings): Promise<void>;
  dismissNotice(id: string): Promise<void>;
  tell(explanation: Explanation): void;
  dismissToast(id: number): void;
}

export type WindowStore = StoreApi<WindowState>;

export const findProfile = (state: WindowState, profileId: string): ProfileView | null =>
  state.app?.profiles.find((view) => view.profile.id === profileId) ?? null;

/** What tells a sheet from another of its kind. */
const subjectOf = (sheet: Sheet): string => {
  if (sheet.kind === 'import') return sheet.preview.id;
  if (sheet.kind === 'restore') return sheet.plan.id;
  return 'profileId' in sheet ? sheet.profileId : '';
};

const sameSheet = (a: Sheet, b: Sheet): boolean => a.kind === b.kind && subjectOf(a) === subjectOf(b);

const saveRequest = (profile: Profile, secrets: SecretChanges = {}): CallRequest<'profile.save'> =>
  Object.keys(secrets).length === 0 ? { profile } : { profile, secrets };

export function createWindowStore(bridge: Bridge): WindowStore {
  const get = (): WindowState => store.getState();
  const set = (patch: Partial<WindowState>): void => store.setState(patch);
  let queue: StatePatch[] = [];
  let asking = false;
  let nextToast = 1;

  /** Sheets and selection must not outlive what they are about. */
  function settle(app: AppState): void {
    const exists = (id: string) => app.profiles.some((view) => view.profile.id === id);
    const alive = (sheet: Sheet) => !('profileId' in sheet) || exists(sheet.profileId);
    const { sheet, selectedId, hintFor, watched, waiting } = get();
    const hinted = app.profiles.find((view) => view.profile.id === hintFor);
    const selectionGone = selectedId !== null && !exists(selectedId) && findProfile(get(), selectedId) !== null;
    set({
      app,
      failure: null,
      selectedId: selectionGone ? null : selectedId,
      waiting: waiting.filter(alive),
      hintFor: hinted && hinted.tunnel.status.kind !== 'off' ? null : hintFor,
    });
    if (sheet && !alive(sheet)) actions.closeSheet();
    for (const [id, before] of watched) {
      const status = app.profiles.find((view) => view.profile.id === id)?.tunnel.status;
      if (status && JSON.stringify(status) === before) continue;
      const settled =
        !status || status.kind === 'blocked' || (status.kind === 'on' && status.server.kind === 'reachable');
      if (!settled) continue;
      unwatch(id);
      const question = questionOf(findProfile(get(), id));
      if (question !== null) offer({ kind: question, profileId: id });
    }
  }

  function unwatch(id: string): void {
    set({ watched: new Map([...get().watched].filter(([other]) => other !== id)) });
  }

  function watch(id: string): void {
    const status = findProfile(get(), id)?.tunnel.status;
    set({ watched: new Map([...get().watched, [id, JSON.stringify(status) ?? '']]) });
  }

  /** Main has begun to try again: whatever it says from now on is the outcome, also the block of before once more. */
  function awaitOutcome(id: string): void {
    set({ watched: new Map([...get().watched, [id, '']]) });
  }

  /** Opens a sheet that nobody in the window asked for: never over something a person may be typing into. */
  function offer(sheet: Sheet): void {
    const { sheet: open, waiting } = get();
    if (open === null || (open.kind === 'add' && sheet.kind === 'import')) set({ sheet });
    else if (![open, ...waiting].some((other) => sameSheet(other, sheet))) set({ waiting: [...waiting, sheet] });
  }

  function receive(patch: StatePatch): void {
    const { app } = get();
    if (app === null || asking) {
      queue.push(patch);
      void actions.reload();
      return;
    }
    const next = applyPatch(app, patch);
    if (next === null) {
      queue.push(patch);
      void actions.reload();
    } else if (next !== app) {
      settle(next);
    }
  }

  function navigate(navigation: Navigation): void {
    if (navigation.to === 'import') offer({ kind: 'add' });
    else if (navigation.to === 'list') set({ selectedId: null });
    else {
      set({ selectedId: navigation.profileId, watched: new Map([...get().watched, [navigation.profileId, '']]) });
      const { app } = get();
      if (app !== null) settle(app);
    }
  }

  function dropFailures(): void {
    if (get().toasts.some(({ kind }) => kind === 'failure'))
      set({ toasts: get().toasts.filter(({ kind }) => kind !== 'failure') });
  }

  /** What a person asked for. Once something works again, what went wrong before is no longer news. */
  async function asked<Value>(request: Promise<Result<Value>>): Promise<Result<Value>> {
    const result = await explained(request);
    if (result.ok) dropFailures();
    return result;
  }

  async function done(request: Promise<Result<unknown>>): Promise<Explanation | null> {
    const result = await asked(request);
    return result.ok ? null : result.error.explanation;
  }

  /** Closes the sheet that made the request once it is done, unless another took its place meanwhile. */
  async function closing(sheet: Sheet, request: Promise<Result<unknown>>): Promise<Explanation | null> {
    const explanation = await done(request);
    const { sheet: open } = get();
    if (explanation === null && open && sameSheet(open, sheet)) actions.closeSheet();
    return explanation;
  }

  async function told(request: Promise<Result<unknown>>): Promise<void> {
    const explanation = await done(request);
    if (explanation) actions.tell(explanation);
  }

  async function answered<Value>(request: Promise<Result<Value>>): Promise<Answered<Value>> {
    const result = await asked(request);
    return result.ok ? result : { ok: false, explanation: result.error.explanation };
  }

  function toast(made: { readonly explanation: Explanation } | { readonly text: string }): void {
    const id = nextToast++;
    const added: Toast = 'text' in made ? { id, kind: 'done', ...made } : { id, kind: 'failure', ...made };
    set({ toasts: [...get().toasts.slice(-2), added] });
  }

  async function preview(request: Promise<Result<ImportPreview | null>>): Promise<Explanation | null> {
    const result = await asked(request);
    if (!result.ok) return result.error.explanation;
    if (result.value !== null) offer({ kind: 'import', preview: result.value });
    return null;
  }

  const actions: Actions = {
    connect() {
      const stops = [
        bridge.state.onChanged(receive),
        bridge.import.onOpened((opened) => offer({ kind: 'import', preview: opened })),
        bridge.import.onFailed((error) => actions.tell(error.explanation)),
        bridge.window.onNavigate(navigate),
      ];
      void actions.reload();
      return () => {
        for (const stop of stops) stop();
      };
    },

    async reload() {
      if (asking) return;
      asking = true;
      const result = await explained(bridge.state.get());
      asking = false;
      const patches = queue;
      queue = [];
      if (!result.ok) {
        set({ failure: result.error.explanation });
        return;
      }
      settle(result.value);
      for (const patch of patches) receive(patch);
    },

    select: (selectedId) => set({ selectedId }),
    hintFocused: () => set({ isHintNew: false }),
    openSheet(sheet) {
      dropFailures();
      set({ sheet });
    },
    closeSheet() {
      const useful = get().waiting.filter(
        (sheet) =>
          !(sheet.kind === 'trust' || sheet.kind === 'secret' || sheet.kind === 'identity') ||
          questionOf(findProfile(get(), sheet.profileId)) === sheet.kind,
      );
      set({ sheet: useful[0] ?? null, waiting: useful.slice(1) });
    },

    async switchTunnel(profileId, on) {
      if (!on) {
        unwatch(profileId);
        return told(bridge.tunnel.stop({ profileId }));
      }
      watch(profileId);
      const explanation = await done(bridge.tunnel.start({ profileId }));
      if (explanation) {
        unwatch(profileId);
        actions.tell(explanation);
      }
    },

    check: (profileId) => told(bridge.tunnel.check({ profileId })),
    moveToFreePort: (profileId) => {
      watch(profileId);
      return told(bridge.profile.useFreePort({ profileId }));
    },
    async trust(profileId, sha256) {
      const explanation = await closing({ kind: 'trust', profileId }, bridge.trust.accept({ profileId, sha256 }));
      if (explanation === null) awaitOutcome(profileId);
      return explanation;
    },

    save: (profile, secrets) =>
      closing({ kind: 'edit', profileId: profile.id }, bridge.profile.save(saveRequest(profile, secrets))),

    async saveAndTry(profile, secrets) {
      const explanation = await done(bridge.profile.save(saveRequest(profile, secrets)));
      if (explanation !== null) return explanation;
      const profileId = profile.id;
      const started = await closing({ kind: 'identity', profileId }, bridge.tunnel.start({ profileId }));
      if (started === null) awaitOutcome(profileId);
      return started;
    },

    async giveSecret(given) {
      const { profileId } = given;
      const explanation = await closing({ kind: 'secret', profileId }, bridge.secret.give(given));
      if (explanation === null) awaitOutcome(profileId);
      return explanation;
    },

    chooseFor: (purpose) => answered(bridge.profile.chooseFile({ purpose })),
    remove: (profileId) => closing({ kind: 'remove', profileId }, bridge.profile.remove({ profileId })),
    readText: (name, text) => preview(bridge.import.read({ name, text })),
    readSet: (name, files) => preview(bridge.import.readSet({ name, files })),
    chooseFile: () => preview(bridge.import.choose()),
    chooseFolder: () => preview(bridge.import.chooseFolder()),
    startDemo: () => preview(bridge.demo.start()),

    async addServices(previewId, services) {
      const result = await asked(bridge.import.add({ previewId, services }));
      if (!result.ok) return result.error.explanation;
      const first = result.value.profileIds[0] ?? null;
      set({ selectedId: first, hintFor: first, isHintNew: true });
      actions.closeSheet();
      return null;
    },

    cancelImport(previewId) {
      actions.closeSheet();
      void explained(bridge.import.cancel({ previewId }));
    },

    async duplicate(profileId) {
      const copied = await answered(bridge.profile.duplicate({ profileId }));
      if (copied.ok) set({ selectedId: copied.value.profileId });
      else actions.tell(copied.explanation);
    },

    async exportProfile(profileId) {
      const exported = await answered(bridge.profile.export({ profileId }));
      if (!exported.ok) actions.tell(exported.explanation);
      else if (exported.value !== null) toast({ text: exportWords(exported.value) });
    },

    shareLink: (profileId) => answered(bridge.share.link({ profileIds: [profileId] })),
    shareFile: (profileId) => answered(bridge.share.file({ profileIds: [profileId] })),

    async saveBackup(passphrase) {
      const saved = await answered(bridge.backup.save({ passphrase }));
      if (!saved.ok) return saved.explanation;
      if (saved.value !== null) toast({ text: backupWords(saved.value) });
      return null;
    },

    async openBackup() {
      const opened = await answered(bridge.backup.open());
      if (!opened.ok) return opened.explanation;
      if (opened.value !== null) set({ sheet: { kind: 'restore', plan: opened.value } });
      return null;
    },

    async restore(request) {
      const restored = await answered(bridge.backup.restore(request));
      if (!restored.ok) return restored.explanation;
      actions.closeSheet();
      toast({ text: restoreWords(restored.value.profileIds.length, request.settings) });
      return null;
    },

    launch: (profileId) => told(bridge.launch.open({ profileId })),

    async copyCommand(profileId) {
      const explanation = await done(bridge.launch.copy({ profileId }));
      if (explanation) actions.tell(explanation);
      return explanation === null;
    },

    saveSettings: (settings) => told(bridge.settings.save({ settings })),
    dismissNotice: (id) => told(bridge.notice.dismiss({ id })),
    tell: (explanation) => toast({ explanation }),
    dismissToast: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
  };

  const store: WindowStore = createStore<WindowState>(() => ({
    app: null,
    failure: null,
    selectedId: null,
    sheet: null,
    waiting: [],
    toasts: [],
    hintFor: null,
    isHintNew: false,
    watched: new Map(),
    actions,
  }));
  return store;
}
