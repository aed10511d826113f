/**
 * A mirror of main's state, and what only the window knows: what is selected, which sheet is open, what has just gone
 * wrong. It decides nothing about tunnels: status, explanations and questions come from main as they are.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, CommandLink } from '../../preload/contract.ts';
import type { ProgramSlot, Settings } from '../../preload/types.ts';
import { createEditingActions, type EditingActions } from './editing-actions.ts';
import { createFigures, type Figures } from './figures.ts';
import { createImportActions, type ImportActions } from './import-actions.ts';
import { createKitActions, type KitActions } from './kit-actions.ts';
import { createMirror, type Mirror } from './mirror.ts';
import { createProfileActions, type ProfileActions } from './profile-actions.ts';
import { type Answered, createRequests, type Messages } from './requests.ts';
import { createSharingActions, type SharingActions } from './sharing-actions.ts';
import { createSheets, type Sheets } from './sheets.ts';
import { type Cell, nothingYet, type WindowData } from './state.ts';
import { createWatchingActions, type WatchingActions } from './watching-actions.ts';

/** What the window's own controls do. */
interface WindowActions {
  select(profileId: string | null): void;
  /** Selects several together. */
  mark(profileIds: ReadonlySet<string>): void;
  hintFocused(): void;
  saveSettings(settings: Settings): Promise<void>;
  lookForUpdate(): Promise<void>;
  readLicences(): Promise<Answered<{ readonly text: string }>>;
  /** Main asks where this client is. */
  chooseProgram(slot: ProgramSlot, client: string): Promise<void>;
  findPrograms(): Promise<void>;
  findCommand(): Promise<Answered<CommandLink | null>>;
  setCommand(isInstalled: boolean): Promise<Answered<CommandLink | null>>;
  dismissNotice(id: string): Promise<void>;
}

/** What resolves to an explanation failed for the reason it gives; null is success. */
export type Actions = Mirror &
  Pick<Sheets, 'openSheet' | 'closeSheet' | 'typed'> &
  Messages &
  ProfileActions &
  ImportActions &
  SharingActions &
  KitActions &
  WatchingActions &
  EditingActions &
  WindowActions;

export interface WindowState extends WindowData {
  readonly figures: Figures;
  readonly actions: Actions;
}

export type WindowStore = StoreApi<WindowState>;

export function createWindowStore(bridge: Bridge): WindowStore {
  const cell: Cell = { get: () => store.getState(), set: (change) => store.setState(change) };
  const sheets = createSheets(cell);
  const requests = createRequests(cell);
  const figures = createFigures();
  const { tell, dismissToast, told } = requests;
  const actions: Actions = {
    ...createMirror({ bridge, cell, sheets, requests, figures }),
    ...createProfileActions(bridge, cell, sheets, requests),
    ...createImportActions(bridge, cell, sheets, requests),
    ...createSharingActions(bridge, sheets, requests),
    ...createKitActions(bridge, sheets, requests),
    ...createWatchingActions(bridge, requests),
    ...createEditingActions(bridge, sheets, requests),
    tell,
    dismissToast,
    openSheet(sheet) {
      requests.dropFailures();
      sheets.openSheet(sheet);
    },
    closeSheet: sheets.closeSheet,
    typed: sheets.typed,
    select: (selectedId) => cell.set({ selectedId, marked: nothingYet.marked }),
    mark: (marked) => cell.set({ marked }),
    hintFocused: () => cell.set({ isHintNew: false }),
    lookForUpdate: () => told(bridge.update.look()),
    readLicences: () => requests.answered(bridge.about.licences()),
    saveSettings: (settings) => told(bridge.settings.save({ settings })),
    chooseProgram: (slot, client) => told(bridge.program.choose({ slot, client })),
    findPrograms: () => told(bridge.program.find()),
    findCommand: () => requests.answered(bridge.command.find()),
    setCommand: (isInstalled) => requests.answered(bridge.command.set({ isInstalled })),
    dismissNotice: (id) => told(bridge.notice.dismiss({ id })),
  };
  const store: WindowStore = createStore<WindowState>(() => ({ ...nothingYet, figures, actions }));
  return store;
}
