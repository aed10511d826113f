/**
 * The start of the app: what must come first, then the window, and while its page is on the way everything else. Of main
 * only what is needed for that is loaded here, because nothing is on the screen meanwhile.
 */
import { join } from 'node:path';
import { toSay } from '../preload/words/text.ts';
import type { Answering } from './app.ts';
import { createEarlyLog } from './desktop/early-log.ts';
import { end, giveUp, giveUpBecause, untilReady, wasOpenedAtLogin, windowIcon } from './desktop/first-steps.ts';
import { registerCalls } from './desktop/ipc.ts';
import { type Begun, begin, isTaken, quitInOrder } from './desktop/lifecycle.ts';
import { servePage } from './desktop/page.ts';
import { refusalWithoutSandbox } from './desktop/sandbox.ts';
import { sparing } from './desktop/sparing-log.ts';
import { untilWatched } from './desktop/until-watched.ts';
import { createMainWindow } from './desktop/window.ts';
import { openWindowMemory } from './desktop/window-memory.ts';
import { describeThrown } from './state/logger.ts';

const here = import.meta.dirname;

/** Starts the app, or hands this start to the one that runs and ends. Before Electron is ready. */
export function startApp(): void {
  const refusal = refusalWithoutSandbox({ ...process, uid: process.getuid?.() ?? null });
  if (refusal !== null) {
    void giveUpBecause(refusal, null);
    return;
  }
  const begun = begin();
  if (begun === null) {
    giveUp();
    return;
  }
  if ('problem' in begun) {
    const { userData, problem } = begun;
    const isFull = problem === 'ENOSPC' || problem === 'EDQUOT';
    const why = toSay(isFull ? 'dialog.noStart.noRoom' : 'dialog.noStart.noPlace', { folder: userData, code: problem });
    void giveUpBecause(why, userData);
    return;
  }
  start(begun).catch((thrown: unknown) =>
    giveUpBecause(toSay('dialog.noStart.why', { detail: describeThrown(thrown) }), begun.userData),
  );
}

async function start(begun: Begun): Promise<void> {
  const { log, continueIn } = createEarlyLog();
  let app: Answering | null = null;
  const isQuitting = quitInOrder(
    async () => app?.close(),
    (...asked) => app?.mayQuit(...asked) ?? null,
    log,
  );
  const [isTakenAlready] = await Promise.all([
    isTaken(begun.userData),
    untilReady(),
    ...(__E2E__ ? [untilWatched()] : []),
  ]);
  if (isTakenAlready) {
    await giveUpBecause(toSay('dialog.noStart.taken', { folder: begun.userData }), begun.userData);
    return;
  }
  const memory = openWindowMemory(begun.userData);
  const page = servePage(
    join(here, '../renderer'),
    process.env['ELECTRON_RENDERER_URL'],
    () => memory.read().isRightToLeft,
    sparing(log),
  );
  if (isQuitting()) return;
  const window = createMainWindow({
    preload: join(here, '../preload/index.cjs'),
    icon: windowIcon(join(here, '../tray/icon.png')),
    url: page.url,
    guarded: page.guarded,
    memory,
    programGiven: page.programGiven,
    log,
    onClose() {
      if (app !== null) return app.windowCloses();
      // There is no tray yet to go on in.
      end();
      return 'close';
    },
    onSeen: () => app?.windowSeen(),
  });
  let isThere: (answers: Answering) => void = () => {};
  const answering = new Promise<Answering>((resolve) => {
    isThere = resolve;
  });
  // A page that asks early is answered when there is somebody who can.
  registerCalls(async (...call) => (await answering).dispatch(...call));
  const isShown = !begun.launch.hidden && !wasOpenedAtLogin();
  if (isShown) {
    window.show();
    // The first frame and the page's program first: loading the rest would hold them up.
    await window.reached('page');
    if (isQuitting()) return;
  }

  const [{ runApp }, { openLog }] = await Promise.all([import('./app.ts'), import('./desktop/log.ts')]);
  continueIn(openLog(begun.userData, process.env['ADIT_LOG'] === 'console'));
  if (isQuitting()) return;
  const answer = (answers: Answering): void => {
    app = answers;
    isThere(answers);
    if (window.browserWindow()?.isVisible() === true) answers.windowSeen();
  };
  await runApp({ begun, log, page, memory, window, isShown, isQuitting, answer });
}
