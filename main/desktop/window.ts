/** The one window. It can be closed and come back; what it was told in between waits until its page is ready. */
import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import type { EventName, EventPayload } from '../../preload/contract.ts';
import { describeThrown, type Logger } from '../state/logger.ts';
import { DISABLED_FEATURES } from './guards.ts';
import { sendEvent } from './ipc.ts';
import { type Bounds, MINIMUM_SIZE, placeWindow, type WindowMemoryFile } from './window-memory.ts';
import { createWindowSteps, type WindowSteps } from './window-steps.ts';

export interface WindowPorts {
  readonly preload: string;
  readonly icon: string | null;
  /** Page to show: of our own scheme, or of the development server. */
  readonly url: string;
  /** When all guards of the page are in place: nothing is loaded before. */
  readonly guarded: Promise<void>;
  /** When the page has been given its program, after its first frame. */
  readonly programGiven: Promise<void>;
  readonly memory: WindowMemoryFile;
  readonly log: Logger;
  /** Decides what a click on the close button does: `hide` keeps the app in the tray. */
  readonly onClose: () => 'hide' | 'close' | 'stay';
  /** It can be seen after it could not. */
  readonly onSeen: () => void;
}

export interface MainWindow extends Pick<WindowSteps, 'reached'> {
  /** Opens or raises the window. */
  show(): void;
  browserWindow(): BrowserWindow | null;
  /** It is hidden, and the system does not bring it back by itself. */
  isPutAway(): boolean;
  /** Ends it; `show` makes another one. */
  letGo(): void;
  /** Kept until the page has asked for the state, so that nothing is lost while it loads. */
  tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void;
  /**
   * Sent only to a page that is ready, because state patches are useless without a snapshot before them, and only while
   * somebody can see it: a page that nobody sees should cost nothing.
   */
  tellIfSeen<Name extends EventName>(name: Name, payload: EventPayload<Name>): void;
  /** Whether the page has not asked for the state before. */
  isNew(): boolean;
  /** The page has asked for the state. */
  ready(): void;
}

const CRASH_INTERVAL_MS = 10_000;

/** Kept for a page that is not there yet: the newest, of what may come without an end while a page hangs. */
const MOST_WAITING = 64;

/** The page's own `--bg`, so that opening the window does not flash. */
const background = (): string => (nativeTheme.shouldUseDarkColors ? '#171a1d' : '#f5f6f7');

const webPreferences: Electron.WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  enableWebSQL: false,
  disableBlinkFeatures: DISABLED_FEATURES,
};

/** Hidden, and not minimized, nor together with all other windows as on macOS, where the system shows them again by itself. */
const isPutAway = (window: BrowserWindow): boolean =>
  !window.isVisible() && !window.isMinimized() && !(process.platform === 'darwin' && app.isHidden());

export function createMainWindow(ports: WindowPorts): MainWindow {
  let window: BrowserWindow | null = null;
  let isReady = false;
  let waiting: ((contents: WebContents) => void)[] = [];
  const steps = createWindowSteps();
  void ports.programGiven.then(() => steps.reach('page'));
  // Until the settings are read, which is after the first frame.
  nativeTheme.themeSource = ports.memory.read().appearance;

  const remember = (opened: BrowserWindow): void => {
    const bounds: Bounds = opened.getNormalBounds();
    ports.memory.write({ ...ports.memory.read(), bounds, isMaximized: opened.isMaximized() });
  };

  const open = (): BrowserWindow => {
    const place = placeWindow(
      ports.memory.read().bounds,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    );
    const opened = new BrowserWindow({
      ...place,
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      title: 'Adit',
      show: false,
      backgroundColor: background(),
      autoHideMenuBar: true,
      ...(ports.icon === null ? {} : { icon: ports.icon }),
      webPreferences: { ...webPreferences, preload: ports.preload },
    });
    const load = (): void => {
      const loaded = ports.guarded.then(() => (opened.isDestroyed() ? undefined : opened.loadURL(ports.url)));
      loaded.catch((thrown: unknown) => {
        // Electron says it from within the window's end as well, where any call on the window crashes the process.
        setImmediate(() => {
          if (opened.isDestroyed()) return;
          ports.log.error(`The window's page did not load: ${describeThrown(thrown)}`);
          // An empty window can at least be closed.
          opened.show();
        });
      });
    };
    isReady = false;
    opened.once('ready-to-show', () => {
      if (ports.memory.read().isMaximized) opened.maximize();
      opened.show();
    });
    opened.on('show', ports.onSeen);
    opened.on('hide', () => isReady && sendEvent(opened.webContents, 'window.hides', null));
    opened.on('restore', ports.onSeen);
    opened.on('close', (event) => {
      remember(opened);
      const decision = ports.onClose();
      if (decision === 'close') return;
      event.preventDefault();
      if (decision === 'hide') opened.hide();
    });
    opened.on('closed', () => {
      window = null;
      isReady = false;
      steps.reach('state');
    });
    // Not when a navigation starts: the ones that are refused start too, and the page stays.
    opened.webContents.on('did-navigate', (_event, url) => {
      isReady = false;
      // Nobody is asked before a page goes to about:blank, and it can give itself an address that does not exist.
      if (url === ports.url) return;
      ports.log.warn('The page left its address; it is shown again.');
      load();
    });
    // A page that crashed left everything in main as it was: show it again, unless it crashes at once each time.
    let lastCrash = 0;
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      ports.log.error(`The window's page ended: ${reason}.`);
      const now = Date.now();
      if (reason !== 'clean-exit' && now - lastCrash > CRASH_INTERVAL_MS) load();
      lastCrash = now;
    });
    load();
    return opened;
  };

  nativeTheme.on('updated', () => window?.setBackgroundColor(background()));

  const tellIfSeen: MainWindow['tellIfSeen'] = (name, payload) => {
    if (window === null || !isReady || !window.isVisible() || window.isMinimized()) return;
    sendEvent(window.webContents, name, payload);
  };

  return {
    show() {
      if (window === null) {
        window = open();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    browserWindow: () => window,
    isPutAway: () => window !== null && isPutAway(window),
    letGo() {
      if (window === null) return;
      remember(window);
      window.destroy();
    },
    tell(name, payload) {
      if (window !== null && isReady) sendEvent(window.webContents, name, payload);
      else waiting = [...waiting.slice(1 - MOST_WAITING), (contents) => sendEvent(contents, name, payload)];
    },
    tellIfSeen,
    reached: steps.reached,
    isNew: () => !isReady,
    ready() {
      isReady = true;
      // What waits for it begins when the answer is on its way, and would hold it up.
      setImmediate(() => steps.reach('state'));
      const contents = window?.webContents;
      if (contents === undefined) return;
      const send = waiting;
      waiting = [];
      for (const one of send) one(contents);
    },
  };
}
