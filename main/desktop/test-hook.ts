/**
 * What the end-to-end tests see and do beyond the window: the tray, and what would have left the app. Only builds with
 * the constant `__E2E__` have it.
 */

import type { Menu } from 'electron';
import { sayClause } from '../../preload/words/say.ts';
import type { SystemActions } from './system-actions.ts';
import type { TrayModel } from './tray/model.ts';
import type { TrayView } from './tray/view.ts';

export interface AditTest {
  trayModel(): TrayModel | null;
  /** Ids of the items of the menu that is set on the tray. */
  trayItems(): readonly { readonly id: string; readonly label: string; readonly checked: boolean }[];
  /** Clicks an item of the menu that is set on the tray. */
  clickTray(id: string): void;
  readonly terminals: (readonly string[])[];
  readonly browsers: string[];
  /** Programs with windows of their own. */
  readonly programs: (readonly string[])[];
  /** What was asked before something was started the first time: the profile's name, and who starts. */
  readonly questions: string[];
  readonly copied: string[];
  /** Whether a person agrees to what is asked. */
  agrees: boolean;
}

declare global {
  var __aditTest: AditTest | undefined;
}

/** Installs the hook and returns the outside world that records instead of opening windows of other programs. */
export function installTestHook(real: SystemActions, tray: () => TrayView | null): SystemActions {
  const hook: AditTest = {
    trayModel: () => tray()?.model() ?? null,
    trayItems: () =>
      menuOf(tray()).items.map((item) => ({ id: item.id, label: item.label, checked: item.checked === true })),
    clickTray(id) {
      const item = menuOf(tray()).getMenuItemById(id);
      if (item === null) throw new Error(`The tray menu has no item ${id}.`);
      item.click();
    },
    terminals: [],
    browsers: [],
    programs: [],
    questions: [],
    copied: [],
    agrees: true,
  };
  globalThis.__aditTest = hook;
  return {
    choose: real.choose,
    chooseFor: real.chooseFor,
    files: real.files,
    async copy(text) {
      hook.copied.push(text);
      await real.copy(text);
    },
    async openWebPage(url) {
      hook.browsers.push(url);
    },
    async askToConnect({ profile }) {
      hook.questions.push(`link: ${profile.name}`);
      return hook.agrees;
    },
    starting: (launcher, parent) => ({
      chooseProgram: real.starting(launcher, parent).chooseProgram,
      async askToStart(name, { by }) {
        hook.questions.push(`${name}: ${by === null ? '' : sayClause(by)}`);
        return hook.agrees;
      },
      async openUrl(url) {
        hook.browsers.push(url);
      },
      async startProgram(argv) {
        hook.programs.push(argv);
      },
      async openTerminal(argv) {
        hook.terminals.push(argv);
        return 'opened';
      },
    }),
  };
}

function menuOf(tray: TrayView | null): Menu {
  const menu = tray?.menu() ?? null;
  if (menu === null) throw new Error('There is no tray menu.');
  return menu;
}
