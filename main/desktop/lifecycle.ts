/** From the start of the process to its end: paths, the single instance, what is opened from outside, an orderly quit. */
import { join, resolve } from 'node:path';
import { app, protocol } from 'electron';
import { isAnswering } from '../control/answering.ts';
import { controlAddress, ownPortableFolder } from '../control/place.ts';
import { describeThrown, type Logger } from '../state/logger.ts';
import { APP_NAME } from './app-name.ts';
import { APP_SCHEME } from './app-protocol.ts';
import { createEnding, type EndingPorts } from './ending.ts';
import { guardNames } from './guards.ts';
import { type Launch, type Opened, openedLinks, parseLaunch } from './launch-arguments.ts';
import { isFolder, prepareUserData, removeDrafts } from './user-data.ts';

/** Of links to shared profiles, adit://import, and to profiles of this computer, adit://connect. */
const LINK_SCHEME = 'adit';
/** The installer gives it to the shortcut; notifications need the two to be equal. */
const APP_USER_MODEL_ID = 'app.adit.desktop';

export interface Begun {
  readonly userData: string;
  readonly launch: Launch;
  /** Calls the listener for everything opened so far and from now on; an empty list only raises the window. */
  onOpened(listener: (opened: readonly Opened[]) => void): void;
}

/** Nothing can be written where Adit keeps its data. */
export interface NoPlace {
  readonly userData: string;
  /** The system's code. */
  readonly problem: string;
}

/**
 * What must happen before Electron is ready and before anything is written. Null when the app already runs: it has been
 * handed this start's files, and this process must end.
 */
export function begin(): Begun | NoPlace | null {
  app.setName(APP_NAME);
  // The folder must not depend on how the program was started: by Electron on a folder, on a file, or packaged.
  const userData = resolve(
    app.commandLine.getSwitchValue('user-data-dir') || ownPortableFolder() || join(app.getPath('appData'), APP_NAME),
  );
  const problem = prepareUserData(userData);
  if (problem !== null) return { userData, problem };
  app.setPath('userData', userData);
  app.setPath('sessionData', userData);
  if (!app.requestSingleInstanceLock()) return null;

  // It would undo the switch, without which Chromium refuses to run as root; our window asks for the sandbox anyway.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  guardNames(app.commandLine);
  if (process.platform === 'win32') {
    app.setAppUserModelId(APP_USER_MODEL_ID);
    // The packages of the other systems say it; a portable program has nobody else to. Behind `--` nothing in a link can
    // be a switch for Chromium.
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, ['--']);
  }
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);

  const launch = parseLaunch(process.argv, process.cwd(), isGivenFolder);
  // What is started from here looks around it: never in the folder of a file that somebody has double-clicked.
  process.chdir(userData);
  return { userData, launch, onOpened: collectOpened(launch.opened) };
}

/**
 * Whether an app that Chromium's lock does not know has this folder: one in a container, or in another session, cannot be
 * told from one that was killed. What a killed one has left behind is removed when there is none.
 */
export async function isTaken(userData: string): Promise<boolean> {
  const taken = await isAnswering(controlAddress(process.platform, userData));
  if (!taken) removeDrafts(userData);
  return taken;
}

/** An unpackaged app is a folder on its own command line. */
const isGivenFolder = (path: string): boolean => path !== app.getAppPath() && isFolder(path);

/** macOS reports opened files and links before the app is ready, the others in the arguments of a second start. */
function collectOpened(initial: readonly Opened[]): Begun['onOpened'] {
  let listener: ((opened: readonly Opened[]) => void) | null = null;
  let waiting: (readonly Opened[])[] = initial.length > 0 ? [initial] : [];
  const opened = (more: readonly Opened[]): void => {
    if (listener === null) waiting.push(more);
    else listener(more);
  };
  app.on('second-instance', (_event, argv, cwd) => opened(parseLaunch(argv, cwd, isGivenFolder).opened));
  app.on('activate', () => opened([]));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    opened([{ kind: 'file', path }]);
  });
  // Anything may be in a link, from anybody: it is read, and shown in a preview.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    opened(openedLinks([url]));
  });
  return (next) => {
    listener = next;
    const early = waiting;
    waiting = [];
    for (const more of early) next(more);
  };
}

const QUIT_TIMEOUT_MS = 3_000;

/** A page is asked whether its window may close, and one that hangs does not answer. */
const CLOSE_TIMEOUT_MS = 5_000;

/** What systems tell programs to end with. Windows has none of them. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Runs the cleanup once before the app ends, and does not wait for it for ever. Returns whether the app is quitting.
 * `mayQuit` as an `Ending` has it.
 */
export function quitInOrder(
  cleanup: () => Promise<unknown>,
  mayQuit: EndingPorts['mayQuit'],
  log: Logger,
): () => boolean {
  let cleaned = false;
  let windowLimit: NodeJS.Timeout | undefined;
  const ending = createEnding({
    mayQuit,
    quit: () => app.quit(),
    after(milliseconds, then) {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    },
    unanswered: () => log.warn('Told to end, and nobody answered: what was edited and not saved is gone.'),
  });
  let finished: Promise<void> | null = null;
  const finish = (): Promise<void> => {
    const late = new Promise((resolve) => setTimeout(resolve, QUIT_TIMEOUT_MS));
    finished ??= Promise.race([cleanup(), late]).then(
      () => {},
      (thrown: unknown) => log.error(`Quitting was not clean: ${describeThrown(thrown)}`),
    );
    return finished;
  };
  app.on('before-quit', (event) => {
    if (ending.beforeQuit() === 'wait') event.preventDefault();
    else windowLimit ??= setTimeout(giveWindowUp, CLOSE_TIMEOUT_MS);
  });
  const giveWindowUp = (): void => {
    log.warn('The window did not close in time.');
    void finish().then(() => app.exit(0));
  };
  app.on('will-quit', (event) => {
    clearTimeout(windowLimit);
    if (cleaned) return;
    event.preventDefault();
    void finish().then(() => {
      cleaned = true;
      // Electron ignores a second quit until it has seen that the first one was prevented.
      setImmediate(() => app.quit());
    });
  });
  // Electron quits by itself when it gets one, and takes handlers of its own into the place of ours on the way to ready: these
  // quit once, and die of a second signal. `when-exit` of electron-store ends the process at once if nobody else listens.
  const listen = (): void => {
    for (const signal of SIGNALS) process.off(signal, ending.signalled).on(signal, ending.signalled);
  };
  if (process.platform !== 'win32') {
    listen();
    app.once('ready', listen);
  }
  // Closing the last window is decided where the window is closed.
  app.on('window-all-closed', () => {});
  return ending.isQuitting;
}
