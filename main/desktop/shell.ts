/**
 * The app as a desktop shows it: its one window and its tray icon follow the state, what is clicked in the tray or
 * opened from outside reaches the app, and closing the window need not end it. Knows Electron by what it is given only.
 */

import type { ProfileView } from '../../preload/app-state.ts';
import type { Handlers, Result } from '../../preload/contract.ts';
import type { ImportPreview } from '../../preload/import-preview.ts';
import { packed } from '../../preload/sent-patch.ts';
import type { Settings } from '../../preload/types.ts';
import { isRightToLeft } from '../../preload/words/languages.ts';
import { toSay } from '../../preload/words/text.ts';
import { currentLanguage, onLanguageChange } from '../../preload/words/words.ts';
import type { FileSet } from '../profile/files/file-set.ts';
import type { App } from '../state/app.ts';
import { done } from '../state/result.ts';
import { closePolicy } from './close-policy.ts';
import { createConnectByLink } from './connect-by-link.ts';
import type { Opened } from './launch-arguments.ts';
import { createLettingGo, type LettingGoPorts } from './letting-go.ts';
import type { Told } from './notifications.ts';
import { createOutside, type ToRead } from './outside.ts';
import { followInTray } from './tray/follow.ts';
import { type TrayAction, type TrayModel, trayModel } from './tray/model.ts';
import { createTrayQuestions } from './tray/questions.ts';
import type { TrayView } from './tray/view.ts';
import type { MainWindow } from './window.ts';
import type { WindowMemoryFile } from './window-memory.ts';

export interface ShellPorts {
  readonly app: Pick<App, 'state' | 'controller' | 'imports' | 'connecting' | 'diagnosing' | 'handlers'>;
  readonly window: Pick<MainWindow, 'show' | 'tell' | 'tellIfSeen' | 'isNew' | 'ready' | 'isPutAway' | 'letGo'>;
  /** null on a desktop that has no place for tray icons. */
  readonly openTray: (first: TrayModel, act: (action: TrayAction) => void) => Pick<TrayView, 'show'> | null;
  /** False on a desktop where the icon has a place, but is not shown. */
  readonly isTraySeen: () => boolean;
  readonly readFiles: (paths: readonly string[]) => Promise<Result<FileSet>>;
  readonly applyAppearance: (settings: Settings) => void;
  readonly memory: WindowMemoryFile;
  readonly platform: NodeJS.Platform;
  readonly isQuitting: () => boolean;
  /** Whether what a link asks for is wanted. */
  readonly askToConnect: (view: ProfileView) => Promise<boolean>;
  readonly askToQuit: (tunnelsOn: number) => Promise<boolean>;
  readonly sayWhereItWent: () => void;
  readonly quit: () => void;
  /** Calls later, and gives how to cancel. */
  readonly after: LettingGoPorts['after'];
  /** Calls a moment later: when the tray is to follow. */
  readonly later: (then: () => void) => void;
}

export interface Shell {
  /** The app's handlers; the window gets what waited for its page when that asks for the state. */
  readonly handlers: Handlers;
  readonly hasTray: boolean;
  /** What the tray does not show yet is shown. */
  settleTray(): void;
  /** Files and links from outside; an empty list only raises the window. */
  open(opened: readonly Opened[]): Promise<void>;
  /** What Connect in the tray does, for whatever else is pressed outside the window. */
  connect(profileId: string): Promise<void>;
  /** Somebody has clicked on a notification. */
  answer(told: Pick<Told, 'profileId' | 'action'> | null): void;
  /** What becomes of the window whose close button was clicked. */
  windowCloses(): 'hide' | 'close' | 'stay';
  /** The window can be seen again: it learns whether it has missed something. */
  windowSeen(): void;
}

export function createShell(ports: ShellPorts): Shell {
  const { app, window, memory } = ports;
  const { state, controller, imports, connecting, diagnosing, handlers } = app;

  const showProfile = (profileId: string): void => {
    window.show();
    window.tell('window.navigate', { to: 'profile', profileId });
  };
  const askInWindow = createTrayQuestions(showProfile);
  const diagnose = (profileId: string): void => {
    diagnosing.start(profileId);
    window.show();
    window.tell('window.navigate', { to: 'diagnosis', profileId });
  };
  /** What came to nothing is shown where there is room to say why. */
  const connect = async (profileId: string): Promise<void> => {
    const connected = await connecting.connect(profileId, 'tray');
    if (!connected.ok) {
      const { what, next } = connected.error.explanation;
      controller.notify('warning', toSay('notice.because', { why: what, next }));
    }
    if (!connected.ok) showProfile(profileId);
    else if (connected.value === 'broken') diagnose(profileId);
  };
  const act = actOf({ app, window, quit: ports.quit, showProfile, connect, diagnose });

  /** Remembered as well, for the next start's first frame. */
  const showAs = (settings: Settings): void => {
    ports.applyAppearance(settings);
    const { appearance } = settings;
    if (memory.read().appearance !== appearance) memory.write({ ...memory.read(), appearance });
  };
  const rememberDirection = (): void => {
    const isNow = isRightToLeft(currentLanguage());
    if (memory.read().isRightToLeft !== isNow) memory.write({ ...memory.read(), isRightToLeft: isNow });
  };

  const first = state.snapshot();
  const tray = ports.openTray(trayModel(first), act);
  showAs(first.settings);
  rememberDirection();
  state.subscribe((patch, now) => {
    window.tellIfSeen('state.changed', packed(patch));
    if (patch.changes.every(({ kind }) => kind === 'traffic')) return;
    askInWindow(patch.changes);
    if (patch.changes.some(({ kind }) => kind === 'settings')) showAs(now.settings);
  });

  const settleTray = followInTray({ state, show: (now) => tray?.show(trayModel(now)), later: ports.later });

  onLanguageChange(() => {
    rememberDirection();
    tray?.show(trayModel(state.snapshot()));
  });

  const connectByLink = createConnectByLink({
    state,
    ask: ports.askToConnect,
    connect,
    notify: controller.notifyLatest,
  });

  const read = async (opened: ToRead): Promise<Result<ImportPreview>> => {
    if (opened.kind === 'link') return imports.read(null, opened.link);
    const files = await ports.readFiles([opened.path]);
    if (!files.ok) return files;
    return imports.readSet(opened.host === undefined ? files.value : { ...files.value, host: opened.host });
  };
  const outside = createOutside({
    showWindow: window.show,
    read,
    connect: connectByLink,
    show: (preview) => window.tell('import.opened', preview),
    fail: (error) => window.tell('import.failed', error),
    isHeld: imports.isHeld,
    later: ports.later,
  });

  const lettingGo = createLettingGo({
    after: ports.after,
    isPutAway: window.isPutAway,
    letGo: window.letGo,
    begin: (profileId) => window.tell('window.navigate', { to: 'profile', profileId }),
  });

  return {
    handlers: {
      ...handlers,
      'window.hidden'(left) {
        lettingGo.hidden(left);
        return done;
      },
      'state.get'(request) {
        const answer = handlers['state.get'](request);
        if (window.isNew()) outside.forget();
        window.ready();
        return answer;
      },
    },
    hasTray: tray !== null,
    settleTray,
    connect,
    answer(told) {
      if (told?.action) act(told.action.act);
      else if (!told?.profileId) window.show();
      else showProfile(told.profileId);
    },

    open: outside.open,

    windowCloses() {
      const tunnelsOn = state.snapshot().profiles.filter(({ tunnel }) => tunnel.status.kind !== 'off').length;
      const hasTray = tray !== null && ports.isTraySeen();
      const policy = closePolicy({ quitting: ports.isQuitting(), hasTray, platform: ports.platform, tunnelsOn });
      switch (policy) {
        case 'hide':
          if (!memory.read().toldAboutTray) {
            memory.write({ ...memory.read(), toldAboutTray: true });
            ports.sayWhereItWent();
          }
          return 'hide';
        case 'ask':
          void ports.askToQuit(tunnelsOn).then((quit) => {
            if (quit) ports.quit();
          });
          return 'stay';
        case 'quit':
          ports.quit();
          return 'close';
        case 'close':
          return 'close';
      }
    },

    windowSeen() {
      lettingGo.seen();
      window.tellIfSeen('state.changed', { rev: state.snapshot().rev, changes: [] });
    },
  };
}

interface Acts extends Pick<ShellPorts, 'app' | 'window' | 'quit'> {
  readonly showProfile: (profileId: string) => void;
  readonly connect: (profileId: string) => Promise<void>;
  readonly diagnose: (profileId: string) => void;
}

/** What a click in the tray does. */
function actOf({ app, window, quit, showProfile, connect, diagnose }: Acts): (action: TrayAction) => void {
  const { controller, connecting, handlers } = app;
  return (action) => {
    switch (action.kind) {
      case 'toggle':
        void controller.toggle(action.profileId);
        return;
      case 'switch-all':
        for (const profileId of action.profileIds) {
          if (action.on) controller.start(profileId, 'tray');
          else void controller.stop(profileId);
        }
        return;
      case 'connect':
        void connect(action.profileId);
        return;
      case 'copy-command':
        void handlers['launch.copy']({ profileId: action.profileId });
        return;
      case 'log-in':
        void handlers['tunnel.openLoginPage']({ profileId: action.profileId });
        return;
      case 'try-now':
        controller.check(action.profileId);
        return;
      case 'try-all-now':
        controller.checkAll();
        return;
      case 'hold':
        controller.hold(action.profileId, action.held);
        return;
      case 'cancel':
        void connecting.cancel(action.profileId);
        return;
      case 'diagnose':
        diagnose(action.profileId);
        return;
      case 'quit':
        quit();
        return;
      case 'open':
        window.show();
        return;
      case 'add':
        window.show();
        window.tell('window.navigate', { to: 'import' });
        return;
      case 'show-profile':
        showProfile(action.profileId);
        controller.lookFor(action.profileId);
    }
  };
}
