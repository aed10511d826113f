/** The one sheet that is open, and those that wait for it to close. */
import type { ProfileView } from '../../preload/app-state.ts';
import type { Question } from '../../preload/types.ts';
import { type Cell, findProfile, type Sheet } from './state.ts';

export interface Sheets {
  openSheet(sheet: Sheet): void;
  closeSheet(): void;
  /** Opens a sheet that nobody in the window asked for: never over something a person may be typing into. */
  offer(sheet: Sheet): void;
  /** The preview of what was given in the window: it takes the place of the sheet in which it was. */
  answer(preview: Extract<Sheet, { readonly kind: 'import' }>): void;
  /** Whether the sheet to add a server holds something that is not to be lost. */
  typed(isTyped: boolean): void;
  /** Closes the sheet that made a request, unless another took its place meanwhile. */
  closeIfOpen(sheet: Sheet): void;
  /** What is open now, for whatever comes of a request that takes its time: meanwhile it may be closed, and another opened. */
  begun(): Begun;
}

export interface Begun {
  isOpen(): boolean;
  /** Closes it, and nothing else. */
  close(): void;
  /** Opens this in its place; where another has taken that, behind it. */
  goOn(sheet: Sheet): void;
}

const questionSheets = {
  trust: 'trust',
  secret: 'secret',
  identity: 'identity',
  changed: null,
} as const satisfies Record<Question['kind'], Sheet['kind'] | null>;

/** The sheet in which a tunnel's question opens by itself; null: it asks nothing that does. */
export function sheetOf({ profile, tunnel }: ProfileView): Sheet | null {
  const kind = tunnel.question === null ? null : questionSheets[tunnel.question.kind];
  return kind === null ? null : { kind, profileId: profile.id };
}

/** What tells a sheet from another of its kind. */
const subjectOf = (sheet: Sheet): string => {
  if (sheet.kind === 'import') return sheet.preview.id;
  if (sheet.kind === 'restore') return sheet.plan.id;
  return 'profileId' in sheet ? sheet.profileId : '';
};

const sameSheet = (a: Sheet, b: Sheet): boolean => a.kind === b.kind && subjectOf(a) === subjectOf(b);

/** Another computer's copy as it was before: of a file that changes while nobody is there, only the newest is asked about. */
const isNewerOf = (sheet: Sheet, before: Sheet): boolean =>
  sheet.kind === 'restore' && before.kind === 'restore' && sheet.plan.source === before.plan.source;

const isQuestion = (sheet: Sheet): sheet is Extract<Sheet, { readonly kind: 'trust' | 'secret' | 'identity' }> =>
  sheet.kind === 'trust' || sheet.kind === 'secret' || sheet.kind === 'identity';

export function createSheets({ get, set }: Cell): Sheets {
  /** What went with its profile is not opened, nor a question that has been answered or has become another one. */
  const isUseful = (sheet: Sheet): boolean => {
    if (!('profileId' in sheet)) return true;
    const view = findProfile(get(), sheet.profileId);
    return view !== null && (!isQuestion(sheet) || sheetOf(view)?.kind === sheet.kind);
  };

  const sheets: Sheets = {
    openSheet: (sheet) => set({ sheet }),

    closeSheet() {
      const [next = null, ...waiting] = get().waiting.filter(isUseful);
      set({ sheet: next, waiting });
    },

    offer(sheet) {
      const { sheet: open, waiting } = get();
      if (open === null || (open.kind === 'add' && sheet.kind === 'import' && open.isTyped !== true)) set({ sheet });
      else if (![open, ...waiting].some((other) => sameSheet(other, sheet)))
        set({ waiting: [...waiting.filter((other) => !isNewerOf(sheet, other)), sheet] });
    },

    answer(preview) {
      if (get().sheet?.kind === 'add') set({ sheet: preview });
      else sheets.offer(preview);
    },

    typed(isTyped) {
      const { sheet: open } = get();
      if (open?.kind === 'add' && (open.isTyped === true) !== isTyped) set({ sheet: { kind: 'add', isTyped } });
    },

    closeIfOpen(sheet) {
      const { sheet: open } = get();
      if (open !== null && sameSheet(open, sheet)) sheets.closeSheet();
    },

    begun() {
      const begun = get().sheet;
      const isOpen = () => {
        const { sheet: open } = get();
        return begun === null || open === null ? begun === open : sameSheet(begun, open);
      };
      return {
        isOpen,
        close() {
          if (isOpen()) sheets.closeSheet();
        },
        goOn(sheet) {
          if (isOpen()) sheets.openSheet(sheet);
          else sheets.offer(sheet);
        },
      };
    },
  };
  return sheets;
}
