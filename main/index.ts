/** Wires the app together. Everything else in main waits to be called. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import packageJson from '../package.json' with { type: 'json' };
import type { Result } from '../preload/contract.ts';
import type { ImportPreview } from '../preload/import-preview.ts';
import { readGiven } from './desktop/chosen-paths.ts';
import { closePolicy } from './desktop/close-policy.ts';
import { createDispatch } from './desktop/dispatch.ts';
import {
  aboutThisApp,
  applyAppearance,
  askToQuit,
  end,
  giveUp,
  onceReady,
  showTrayNotification,
  survive,
  windowIcon,
} from './desktop/electron-app.ts';
import { registerCalls } from './desktop/ipc.ts';
import { openKeyStore } from './desktop/key-store.ts';
import type { Opened } from './desktop/launch-arguments.ts';
import { type Begun, begin, quitInOrder } from './desktop/lifecycle.ts';
import { openLog } from './desktop/log.ts';
import { installMenu } from './desktop/menu.ts';
import { watchNetwork } from './desktop/network.ts';
import { servePage } from './desktop/page.ts';
import { readers } from './desktop/readers.ts';
import { seal, unseal } from './desktop/sealed-file.ts';
import { openSecrets } from './desktop/secrets.ts';
import { openStore } from './desktop/store.ts';
import { readSmallFile, outside as realOutside } from './desktop/system-actions.ts';
import { installTestHook } from './desktop/test-hook.ts';
import { openTray } from './desktop/tray/electron.ts';
import { hasTrayHost } from './desktop/tray/host.ts';
import { type TrayAction, trayModel } from './desktop/tray/model.ts';
import { createTrayQuestions } from './desktop/tray/questions.ts';
import type { TrayView } from './desktop/tray/view.ts';
import { createMainWindow } from './desktop/window.ts';
import { openWindowMemory } from './desktop/window-memory.ts';
import { launchPlan } from './launch/recipes.ts';
import { createAppState } from './state/app-state.ts';
import { createBackups } from './state/backups.ts';
import { createChosenFiles } from './state/chosen-files.ts';
import { createController } from './state/controller.ts';
import { createHandlers } from './state/handlers.ts';
import { createImports } from './state/imports.ts';
import { createLaunching } from './state/launching.ts';
import { describeThrown } from './state/logger.ts';
import { createSharing } from './state/sharing.ts';
import { tunnelOff } from './state/tunnels.ts';
import { startDemoServer } from './tunnel/demo-server.ts';
import { freePort } from './tunnel/free-port.ts';
import { HEAP_LIMITS } from './tunnel/heap.ts';
import { createWorkerEngine } from './tunnel/worker-client.ts';

const here = import.meta.dirname;

const begun = begin();
if (begun === null) giveUp();
else {
  run(begun).catch((thrown: unknown) => {
    process.stderr.write(`Adit could not start: ${describeThrown(thrown)}\n`);
    giveUp();
  });
}

async function run({ userData, launch, onOpened }: Begun): Promise<void> {
  const log = openLog(userData, process.env['ADIT_LOG'] === 'console');
  const { power, findSystemRoutes, safeStorage } = await onceReady();
  const page = servePage(join(here, '../renderer'), process.env['ELECTRON_RENDERER_URL'], log);
  installMenu(process.platform);

  const store = openStore(userData, log);
  const secrets = await openSecrets(userData, await openKeyStore(safeStorage, process.platform), log);
  const launchView = (profile: Parameters<typeof launchPlan>[0]) => {
    const plan = launchPlan(profile, process.platform);
    return plan === null ? null : { label: plan.label, command: plan.command };
  };
  const state = createAppState(
    {
      rev: 0,
      profiles: store.profiles.map((profile) => ({
        profile,
        tunnel: tunnelOff,
        launch: launchView(profile),
        secrets: secrets.kept(profile.id),
      })),
      settings: store.settings,
      canRemember: secrets.canRemember,
      notices: [...store.notices, ...secrets.notices].map((notice) => ({ ...notice, id: randomUUID() })),
      about: aboutThisApp(packageJson.version),
    },
    (flush) => void setImmediate(flush),
  );

  const engine = createWorkerEngine(
    () => new Worker(new URL('./worker.js', import.meta.url), { resourceLimits: HEAP_LIMITS }),
    (event) => controller.handleEngineEvent(event),
    { findRoutes: findSystemRoutes },
  );
  const isChosen = (path: string) => chosenFiles.has(path);
  const controller = createController({
    state,
    engine,
    persistence: store,
    launchView,
    secrets,
    readText: readSmallFile,
    isChosen,
    freePort,
    newId: randomUUID,
    log,
  });
  survive((thrown) => {
    log.error(`Unexpected: ${describeThrown(thrown)}`);
    controller.notify(
      'error',
      'Adit met an error that it did not expect. Tunnels go on; the log file has the details.',
    );
  });
  const profiles = () => state.snapshot().profiles.map((view) => view.profile);
  const imports = createImports({ controller, profiles, readers, startDemoServer, newId: randomUUID, isChosen, log });

  let tray: TrayView | null = null;
  let trayIsSeen = true;
  // A desktop without a panel is what most test machines are; there the hook stands in for it.
  if (!__E2E__) void hasTrayHost(process.platform).then((seen) => (trayIsSeen = seen));
  const outside = __E2E__ ? installTestHook(realOutside, () => tray) : realOutside;
  const launching = createLaunching({
    profile: state.profile,
    plan: (profile) => launchPlan(profile, process.platform),
    openTerminal: outside.openTerminal,
    openBrowser: outside.openBrowser,
    copy: outside.copy,
    log,
  });

  const quitting = quitInOrder(() => Promise.all([engine.close(), imports.close()]), log);
  const tunnelsOn = () => state.snapshot().profiles.filter(({ tunnel }) => tunnel.status.kind !== 'off').length;
  const memory = openWindowMemory(userData);
  const onClose = (): 'hide' | 'close' | 'stay' => {
    const policy = closePolicy({
      quitting: quitting(),
      hasTray: tray !== null && trayIsSeen,
      platform: process.platform,
      tunnelsOn: tunnelsOn(),
    });
    if (policy === 'hide' && !memory.read().toldAboutTray) {
      memory.write({ ...memory.read(), toldAboutTray: true });
      showTrayNotification();
    }
    if (policy === 'ask') {
      void askToQuit(window.browserWindow(), tunnelsOn()).then((quit) => quit && end());
      return 'stay';
    }
    if (policy === 'quit') end();
    return policy === 'hide' ? 'hide' : 'close';
  };
  const window = createMainWindow({
    preload: join(here, '../preload/index.cjs'),
    icon: windowIcon(join(here, '../tray/icon.png')),
    url: page.url,
    memory,
    log,
    onClose,
  });

  const chosenFiles = createChosenFiles((purpose) => outside.chooseFor(purpose, window.browserWindow()));
  const files = outside.files(() => window.browserWindow());
  const handlers = createHandlers({
    snapshot: state.snapshot,
    controller,
    imports,
    launching,
    sharing: createSharing({ profiles, files }),
    backups: createBackups({
      controller,
      profiles,
      settings: () => state.snapshot().settings,
      files,
      sealing: { seal, unseal },
      secrets,
      newId: randomUUID,
      now: () => new Date(),
    }),
    chosenFiles,
    choose: (what) => outside.choose(what, window.browserWindow()),
  });
  registerCalls(
    createDispatch(
      {
        ...handlers,
        'state.get': (request) => {
          const answer = handlers['state.get'](request);
          window.ready();
          return answer;
        },
      },
      () => ({ webContentsId: window.browserWindow()?.webContents.id ?? null, origin: page.origin }),
      log,
    ),
  );

  const showProfile = (profileId: string): void => {
    window.show();
    window.tell('window.navigate', { to: 'profile', profileId });
  };
  const questions = createTrayQuestions(showProfile);
  const act = (action: TrayAction): void => {
    switch (action.kind) {
      case 'toggle':
        questions.toggled(action.profileId);
        void controller.toggle(action.profileId);
        return;
      case 'quit':
        end();
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
    }
  };
  tray = openTray(trayModel(state.snapshot()), join(here, '../tray'), act, log);
  applyAppearance(store.settings);
  state.subscribe((patch, now) => {
    window.tellIfReady('state.changed', patch);
    tray?.show(trayModel(now));
    questions.changed(patch.changes);
    if (patch.changes.some(({ kind }) => kind === 'settings')) applyAppearance(now.settings);
  });
  watchNetwork(engine, power);

  const readOpened = async (opened: Opened): Promise<Result<ImportPreview>> => {
    if (opened.kind === 'link') return imports.read(null, opened.link);
    const given = await readGiven([opened.path]);
    return given.ok ? imports.readSet(given.value) : given;
  };
  if (!launch.hidden || tray === null) window.show();
  onOpened(async (opened) => {
    window.show();
    for (const one of opened) {
      const preview = await readOpened(one);
      if (preview.ok) window.tell('import.opened', preview.value);
      else window.tell('import.failed', preview.error);
    }
  });
  controller.startWithApp();
}
