/** Wires the app together. Everything else in main waits to be called. */

import { randomUUID } from 'node:crypto';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import packageJson from '../package.json' with { type: 'json' };
import type { Result } from '../preload/contract.ts';
import type { Settings } from '../preload/types.ts';
import { say } from '../preload/words/say.ts';
import { toSay } from '../preload/words/text.ts';
import { inEnglish, onLanguageChange } from '../preload/words/words.ts';
import { controlAddress } from './control/place.ts';
import { type ControlServer, serveControl } from './control/server.ts';
import { commandPlace } from './desktop/command-place.ts';
import { createDispatch, type Dispatch } from './desktop/dispatch.ts';
import {
  aboutThisApp,
  applyAppearance,
  askForCopyFolder,
  askToDiscard,
  askToQuit,
  type Powers,
  personHere,
  powers,
  showNotification,
  showTrayNotification,
  survive,
  systemLoginItem,
  wasOpenedHidden,
} from './desktop/electron-app.ts';
import type { EndingPorts } from './desktop/ending.ts';
import { end, wasOpenedAtLogin } from './desktop/first-steps.ts';
import { createFolderDisk, digestOf, openFolderMemory } from './desktop/folder-disk.ts';
import { followLanguage } from './desktop/follow-language.ts';
import { followLogin } from './desktop/follow-login.ts';
import { openKeyStore } from './desktop/key-store.ts';
import { kitDisk } from './desktop/kit-disk.ts';
import { createLauncher } from './desktop/launcher.ts';
import { readLicences } from './desktop/licences.ts';
import type { Begun } from './desktop/lifecycle.ts';
import { installMenu } from './desktop/menu.ts';
import { watchNetwork } from './desktop/network.ts';
import { askedOf, type Told } from './desktop/notifications.ts';
import { openOnMemory } from './desktop/on-memory.ts';
import { createOpenvpn } from './desktop/openvpn.ts';
import type { Page } from './desktop/page.ts';
import { readers, readGiven } from './desktop/readers.ts';
import { seal, unseal } from './desktop/sealed-file.ts';
import { openSecrets } from './desktop/secrets.ts';
import { openSeenPlans } from './desktop/seen-plans.ts';
import { createShell } from './desktop/shell.ts';
import { followShortcuts } from './desktop/shortcuts.ts';
import { sparing } from './desktop/sparing-log.ts';
import { sshConfigFile } from './desktop/ssh-config.ts';
import { openStore } from './desktop/store.ts';
import { readSmallFile, type SystemActions, systemActions } from './desktop/system-actions.ts';
import { startTelling } from './desktop/telling.ts';
import { installTestHook } from './desktop/test-hook.ts';
import { openTrafficFile } from './desktop/traffic-file.ts';
import { openTray } from './desktop/tray/electron.ts';
import { createPanelFollower } from './desktop/tray/follow-panel.ts';
import { showWhereNoIconIs } from './desktop/tray/hidden-start.ts';
import { createTrayHost, hasTrayHost } from './desktop/tray/host.ts';
import type { TrayView } from './desktop/tray/view.ts';
import { bringerOf } from './desktop/updates/bringer.ts';
import { followUpdates, type Updates } from './desktop/updates/follow-updates.ts';
import { thisInstallation } from './desktop/updates/installation.ts';
import type { MainWindow } from './desktop/window.ts';
import type { WindowMemoryFile } from './desktop/window-memory.ts';
import { checkInWorker } from './diagnose/in-worker.ts';
import { realWorld } from './launch/openvpn/carry-out.ts';
import { connectCommand, importCommand } from './launch/ssh-config/connect-command.ts';
import { findWhereabouts, knock } from './network/find.ts';
import { type App, createApp } from './state/app.ts';
import { controlPorts } from './state/control.ts';
import { atLevel } from './state/log-levels.ts';
import { describeThrown, type Logger } from './state/logger.ts';
import type { ToNotice } from './state/notices.ts';
import type { Policy } from './state/policy.ts';
import { readPolicy, thisPolicySource } from './state/policy-source/read-policy.ts';
import { done } from './state/result.ts';
import { holdsPublicRoots } from './trust/named-facts.ts';
import { startDemoServer } from './tunnel/demo-server.ts';
import { freePort } from './tunnel/local/free-port.ts';
import { ownAddresses } from './tunnel/local/local-addresses.ts';
import { portUse } from './tunnel/local/port-use.ts';
import { createWorkerEngine, ENGINE_WORKER } from './tunnel/worker-client.ts';

const here = import.meta.dirname;

/** How often the window is told what has gone through the tunnels. */
const TRAFFIC_EVERY_MS = 250;

/** Of three frames; a tunnel without a fault is on sooner. */
const START_SHOWN_AFTER_MS = 50;

/** How long the tray may show what was. */
const TRAY_FOLLOWS_AFTER_MS = 150;

/** Calls later, and gives how to cancel. */
const after = (milliseconds: number, then: () => void): (() => void) => {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
};

export interface Started {
  readonly begun: Begun;
  readonly log: Logger;
  readonly page: Page;
  readonly memory: WindowMemoryFile;
  readonly window: MainWindow;
  /** The window was opened at once. */
  readonly isShown: boolean;
  readonly isQuitting: () => boolean;
  /** The app is there: its page is answered, and the window's fate decided. */
  readonly answer: (app: Answering) => void;
}

export interface Answering {
  readonly dispatch: Dispatch;
  readonly windowCloses: () => 'hide' | 'close' | 'stay';
  readonly windowSeen: () => void;
  close(): Promise<unknown>;
  readonly mayQuit: EndingPorts['mayQuit'];
}

/** All that there is besides the window, which is on its way already unless it is to stay hidden. */
export async function runApp(started: Started): Promise<void> {
  const { begun, page, memory, window, isShown, isQuitting, answer } = started;
  let logLevel = (): Settings['logLevel'] => undefined;
  const log = atLevel(started.log, () => logLevel());
  const { userData, launch, onOpened } = begun;
  const { power, findSystemRoutes, safeStorage, keys } = powers();
  const policyRead = readPolicy(thisPolicySource);

  let tray: TrayView | null = null;
  let control: ControlServer | null = null;
  let stopWatching = (): void => {};
  const trayHost = createTrayHost(process.platform);
  const actions = __E2E__
    ? installTestHook(systemActions, () => {
        shell.settleTray();
        return tray;
      })
    : systemActions;
  const browserWindow = () => window.browserWindow();
  let updates: Updates | null = null;
  const lookForUpdate = () => updates?.look() ?? done;
  const policy = await policyRead;
  for (const problem of policy.problems) log.warn(inEnglish(() => say(problem)));
  const app = await openApp({
    policy,
    lookForUpdate,
    userData,
    actions,
    browserWindow,
    askToSwitchOn: (profileId, network) => tell(askedOf(app.state.profile(profileId), network)),
    findSystemRoutes,
    safeStorage,
    log,
  });
  logLevel = () => app.state.current().settings.logLevel;
  await followLanguage(app.state);
  installMenu(process.platform);
  onLanguageChange(() => installMenu(process.platform));
  survive((thrown) => {
    log.error(`Unexpected: ${describeThrown(thrown)}`);
    app.controller.notify('error', toSay('notice.unexpected'));
  });

  const panel = createPanelFollower({ tray: () => tray, host: trayHost, log });
  const shell = createShell({
    app,
    window,
    openTray: (first, act) => {
      tray = openTray(first, join(here, '../tray'), act, log);
      return tray;
    },
    isTraySeen: trayHost.isThere,
    readFiles: readGiven,
    applyAppearance,
    memory,
    platform: process.platform,
    isQuitting,
    askToConnect: (view) => actions.askToConnect(view, browserWindow()),
    askToQuit: (tunnelsOn) => askToQuit(browserWindow(), tunnelsOn),
    sayWhereItWent: showTrayNotification,
    quit: end,
    after,
    later: (then) => void setTimeout(then, TRAY_FOLLOWS_AFTER_MS).unref(),
  });
  const sender = () => ({ webContentsId: browserWindow()?.webContents.id ?? null, origin: page.origin });
  answer({
    dispatch: createDispatch(shell.handlers, sender, sparing(log)),
    windowCloses: shell.windowCloses,
    windowSeen() {
      shell.windowSeen();
      void window.reached('state').then(() => {
        if (isQuitting()) return;
        // A desktop without a panel is what most test machines are; there the hook stands in for it.
        if (!__E2E__) trayHost.ask();
        panel.begin();
      });
    },
    close() {
      stopWatching();
      panel.stop();
      return Promise.all([app.close(), control?.close()]);
    },
    mayQuit: (...asked) => askAboutUnsaved(app, window, ...asked),
  });
  if (isShown) await window.reached('state');
  if (isQuitting()) return;
  stopWatching = watchNetwork(app, power);
  followShortcuts({
    state: app.state,
    keys,
    connect: (profileId) => void shell.connect(profileId),
    notify: app.controller.notify,
  });
  followLogin({
    state: app.state,
    item: systemLoginItem(),
    save: app.controller.saveSettings,
    notify: app.controller.notify,
  });
  const tell = (told: Told | null): void => showNotification(told, () => shell.answer(told));
  startTelling({ app, userData, after, isWatched: () => browserWindow()?.isFocused() === true, tell, log });
  updates = followUpdates({
    state: app.state,
    bringer: bringerOf(thisInstallation()),
    openUpdater: async (tell) => (await import('./desktop/updates/electron-updater.ts')).openUpdater(log, tell),
    after,
    now: () => new Date(),
    notify: app.controller.notify,
    log,
  });
  try {
    control = await serveControl(
      controlAddress(process.platform, userData),
      controlPorts(app, (path, host) => shell.open([{ kind: 'file', path, ...(host === null ? {} : { host }) }])),
    );
  } catch (thrown) {
    log.warn(`The command line cannot reach this app: ${describeThrown(thrown)}`);
  }
  const isHidden = launch.hidden || wasOpenedHidden(app.state.snapshot().settings);
  if (!isShown && (!isHidden || !shell.hasTray)) window.show();
  else if (!isShown) {
    panel.begin();
    // Whom the command line has started knows that it is there.
    if (launch.atLogin) openWhereNoIconIs(window, isQuitting);
  }
  void app.programs.find();
  void app.sshHosts.settled();
  onOpened((opened) => void shell.open(opened));
  followFolderCopies(app, window, log);
  app.controller.startWithApp(isHidden || launch.atLogin || wasOpenedAtLogin());
  app.networkRules.look();
}

function openWhereNoIconIs(window: MainWindow, isQuitting: () => boolean): void {
  showWhereNoIconIs({
    after,
    hasPanel: () => hasTrayHost(process.platform),
    isSettled: () => isQuitting() || window.browserWindow() !== null,
    showWindow: window.show,
  });
}

/** Whether to end the app although something that is edited is not saved; null: nothing is. */
function askAboutUnsaved(
  app: App,
  window: MainWindow,
  ...[nobody, within]: Parameters<EndingPorts['mayQuit']>
): Promise<boolean> | null {
  const name = app.unsaved();
  if (name === null) return null;
  window.show();
  return askToDiscard(window.browserWindow(), { name, within, nobody });
}

/** A folder on a network may take its time, and nothing waits for it. */
function followFolderCopies(app: App, window: MainWindow, log: Logger): void {
  app.folderCopies
    .open((plan) => window.tell('backup.offered', plan))
    .catch((thrown: unknown) => log.warn(`The copy of the settings: ${describeThrown(thrown)}`));
}

interface Surroundings extends Pick<Powers, 'findSystemRoutes' | 'safeStorage'> {
  readonly userData: string;
  readonly lookForUpdate: () => Result<undefined>;
  readonly policy: Policy;
  readonly actions: SystemActions;
  readonly browserWindow: () => ReturnType<MainWindow['browserWindow']>;
  readonly askToSwitchOn: (profileId: string, network: string) => void;
  readonly log: Logger;
}

/** The app without its window and its tray, on what this computer has. */
async function openApp(surroundings: Surroundings): Promise<App> {
  const { userData, actions, browserWindow, askToSwitchOn, findSystemRoutes, safeStorage, log } = surroundings;
  const launcher = createLauncher(process.platform, process.env, connectCommand(commandPlace(userData)));
  const start = actions.starting(launcher, browserWindow);

  // Nothing is written before the app is there to say it.
  const tell = ({ level, text }: ToNotice): void => app.controller.notifyLatest(level, text);
  const store = openStore(userData, log, tell);
  let programs = () => store.settings.programs;
  const vpnClient = createOpenvpn({
    userData,
    platform: process.platform,
    home: homedir(),
    user: userInfo().username,
    isAdministrator: process.getuid?.() === 0,
    find: (client) => launcher.openvpnClient(client === null ? programs() : { openvpn: { client } }),
    ready: launcher.ready,
    world: realWorld({ ...start, openTerminal: (argv) => start.openTerminal(argv, programs()) }),
    log,
  });
  const app = createApp({
    store,
    secrets: await openSecrets(
      userData,
      await openKeyStore(safeStorage, process.platform),
      store.readOnly !== null,
      log,
      tell,
    ),
    openEngine: (report) =>
      createWorkerEngine(() => new Worker(new URL('./worker.js', import.meta.url), ENGINE_WORKER), report, {
        findRoutes: findSystemRoutes,
      }),
    check: checkInWorker(
      (workerData) => new Worker(new URL('./diagnose.js', import.meta.url), { ...ENGINE_WORKER, workerData }),
      findSystemRoutes,
    ),
    planLaunch: (profile, programs) => vpnClient.plan(profile) ?? launcher.plan(profile, programs),
    vpnClient,
    findRoutes: findSystemRoutes,
    findWhereabouts: (wantsWifi) => findWhereabouts(process.platform, wantsWifi),
    knock,
    askToSwitchOn,
    ...launcher,
    seenPlans: openSeenPlans(userData, log),
    ...start,
    ...sshConfigFile(userData),
    after,
    policy: surroundings.policy,
    lookForUpdate: surroundings.lookForUpdate,
    licences: () => readLicences(here),
    openWebPage: actions.openWebPage,
    copy: actions.copy,
    files: actions.files(browserWindow),
    kitDisk: kitDisk(browserWindow),
    fetchLine: (url) => importCommand(commandPlace(userData), url),
    choose: (what) => actions.choose(what, browserWindow()),
    chooseFor: (purpose) => actions.chooseFor(purpose, browserWindow()),
    holdsPublicRoots,
    readText: readSmallFile,
    readers,
    sealing: { seal, unseal },
    startDemoServer,
    freePort,
    ownAddresses,
    onMemory: openOnMemory(userData, (thrown) =>
      log.warn(`Which tunnels are on is not remembered: ${describeThrown(thrown)}`),
    ),
    portUse,
    totals: openTrafficFile(userData, log),
    about: aboutThisApp(packageJson.version),
    person: personHere(),
    folder: {
      disk: createFolderDisk(() => askForCopyFolder(browserWindow())),
      memory: openFolderMemory(userData),
      digest: digestOf,
    },
    newId: randomUUID,
    now: () => new Date(),
    schedule: {
      soon: (flush) => void setImmediate(flush),
      shortly: (flush) => void setTimeout(flush, START_SHOWN_AFTER_MS),
      later: (flush) => void setTimeout(flush, TRAFFIC_EVERY_MS).unref(),
    },
    log,
  });
  programs = () => app.state.snapshot().settings.programs;
  return app;
}
