/** The real app in real Electron: started, looked at from outside the window, and ended. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { root } from '../../../build/outputs.ts';
import { findRuntime } from '../../../build/runtime.ts';
// Declares globalThis.__aditTest, which only the build for these tests has.
import type { AditTest } from '../../../main/desktop/test-hook.ts';
import type { AppState } from '../../../preload/app-state.ts';

export interface LaunchOptions {
  /** The program's directory, with main/index.js in it. */
  readonly build: string;
  /** A directory that stays the same over several starts. */
  readonly userData: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly arguments?: readonly string[];
  /** Started in place of the runtime, with its arguments. */
  readonly starter?: string;
}

type TrayItem = ReturnType<AditTest['trayItems']>[number];

export interface App {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  state(): Promise<AppState>;
  /** What of the state only a request changes: programs, network and updates are found out by and by. */
  decided(): Promise<Pick<AppState, 'profiles' | 'settings' | 'notices'>>;
  /** What is on disk; null when nothing has been stored yet. */
  stored(): Promise<string | null>;
  /** The log file so far; empty when there is none. */
  log(): Promise<string>;
  readonly tray: {
    icon(): Promise<string | null>;
    items(): Promise<readonly TrayItem[]>;
    click(id: string): Promise<void>;
  };
  /** Argument lists of terminals that would have been opened. */
  terminals(): Promise<readonly (readonly string[])[]>;
  browsers(): Promise<readonly string[]>;
  /** What was asked before a program was started for the first time. */
  questions(): Promise<readonly string[]>;
  clipboard(): Promise<string>;
  /** Ends the app as Quit in the tray does. */
  quit(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

/** The X server of these tests has no graphics processor: Chromium's process for it would crash and be started again at each start. */
const withoutGraphics = process.platform === 'linux' ? ['--disable-gpu'] : [];

/** The environment without what a shell around the tests may have set for other programs. */
function environment(extra: Readonly<Record<string, string>>, userData: string): Record<string, string> {
  const unwanted = /^(ELECTRON_RUN_AS_NODE|ELECTRON_RENDERER_URL|NODE_OPTIONS|SSL_CERT_|ADIT_)/;
  const inherited = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    value === undefined || unwanted.test(name) ? [] : [[name, value]],
  );
  return {
    ...Object.fromEntries(inherited),
    XDG_CONFIG_HOME: path.join(userData, 'config'),
    // The tests read English, whatever the language of who runs them.
    LANGUAGE: 'en_US',
    ...extra,
  };
}

const readText = (file: string): Promise<string | null> => readFile(file, 'utf8').catch(() => null);

export async function startApp({
  build,
  userData,
  env = {},
  arguments: extra = [],
  starter,
}: LaunchOptions): Promise<App> {
  const found = await findRuntime();
  if (found.kind === 'missing') throw new Error(found.advice.join(' '));
  // The suite `packaged`: the program has its files in itself.
  const packed = process.env['ADIT_TEST_PROGRAM'];
  const electron = await _electron.launch({
    executablePath: starter ?? packed ?? found.runtime.executable,
    args: [
      ...(packed === undefined ? [path.join(build, 'main/index.js')] : []),
      `--user-data-dir=${userData}`,
      ...withoutGraphics,
      ...extra,
    ],
    cwd: root,
    env: environment(env, userData),
    // A debugger that comes while the window is made keeps Chromium waiting for half a minute, a busy computer for longer.
    timeout: 75_000,
  });
  let isRunning = true;
  const ended = new Promise<void>((resolve) =>
    electron.once('close', () => {
      isRunning = false;
      resolve();
    }),
  );
  const kill = () => electron.process().kill('SIGKILL');
  const page = await electron.firstWindow().catch((error: unknown) => {
    kill();
    throw error;
  });
  const state = async (): Promise<AppState> => {
    const answer = await page.evaluate(() => window.adit.state.get());
    if (!answer.ok) throw new Error(answer.error.explanation.what);
    return answer.value;
  };
  return {
    electron,
    page,
    userData,
    state,
    async decided() {
      const { profiles, settings, notices } = await state();
      return { profiles, settings, notices };
    },
    stored: () => readText(path.join(userData, 'profiles.json')),
    log: async () => (await readText(path.join(userData, 'logs', 'adit.log'))) ?? '',
    tray: {
      icon: () => electron.evaluate(() => globalThis.__aditTest?.trayModel()?.icon ?? null),
      items: () => electron.evaluate(() => globalThis.__aditTest?.trayItems() ?? []),
      click: (id) => electron.evaluate((_, item) => globalThis.__aditTest?.clickTray(item), id),
    },
    terminals: () => electron.evaluate(() => globalThis.__aditTest?.terminals ?? []),
    questions: () => electron.evaluate(() => globalThis.__aditTest?.questions ?? []),
    browsers: () => electron.evaluate(() => globalThis.__aditTest?.browsers ?? []),
    // Synchronous before Electron 44, a promise since.
    clipboard: () => electron.evaluate(async ({ clipboard }) => clipboard.readText()),
    async kill() {
      const program = electron.process();
      const gone = new Promise((resolve) => program.once('exit', resolve));
      isRunning = false;
      kill();
      await gone;
    },
    async quit() {
      if (!isRunning) return;
      const late = setTimeout(kill, 20_000);
      // The app may be gone before it can answer, and one that hangs never does.
      await Promise.race([electron.evaluate(({ app }) => app.quit()).catch(() => {}), ended]);
      await ended;
      clearTimeout(late);
    },
  };
}

/** The next file dialogs choose these, one after the other. */
export const chooseNext = (adit: Pick<App, 'electron'>, ...paths: readonly string[]) =>
  adit.electron.evaluate(
    ({ dialog }, all) => {
      const left = [...all];
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: left.splice(0, 1) });
    },
    [...paths],
  );
