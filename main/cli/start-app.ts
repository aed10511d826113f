/** `--start`: the app, started without its window, for commands that need it running. */
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { type Asked, ask } from '../control/client.ts';

/** How long a start may take, and how often it is looked for. In milliseconds. */
const LIMIT_MS = 20_000;
const EVERY_MS = 200;

export interface ThisProgram {
  /** Electron's version; undefined on plain Node. */
  readonly electron: string | undefined;
  readonly program: string;
  /** What an app that is not packaged is started with; null: it is packaged. */
  readonly script: string | null;
  readonly appImage: string | undefined;
}

/** How the app is started; null: this program is not the app's. Pure. */
export function appLine(at: ThisProgram, userData: string | null): readonly string[] | null {
  if (at.electron === undefined) return null;
  const folder = userData === null ? [] : [`--user-data-dir=${userData}`];
  return [at.appImage ?? at.program, ...(at.script === null ? [] : [at.script]), '--hidden', ...folder];
}

export type Started =
  | { readonly kind: 'running' }
  /** A sentence. */
  | { readonly kind: 'failed'; readonly why: string };

/** Starts the app, and waits until it answers at the address. Never rejects. */
export async function startApp(
  line: readonly string[] | null,
  address: string,
  limitMs: number = LIMIT_MS,
): Promise<Started> {
  if (line === null) return { kind: 'failed', why: 'Only the installed program can start the app. Start it yourself.' };
  const [program = '', ...args] = line;
  // It outlives this command, and has nothing of its terminal.
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  let why: string | null = null;
  child.once('error', (error) => {
    why = `The app could not be started (${error.message}).`;
  });
  child.unref();
  for (let waited = 0; waited < limitMs && why === null; waited += EVERY_MS) {
    await delay(EVERY_MS);
    if ((await isThere(address)).kind === 'answered') return { kind: 'running' };
  }
  return { kind: 'failed', why: why ?? 'The app was started, but does not answer. See its log: adit log' };
}

const isThere = (address: string): Promise<Asked> => ask(address, { kind: 'list' }, () => undefined);

export const thisProgram = (): ThisProgram => ({
  electron: process.versions['electron'],
  program: process.execPath,
  script: 'defaultApp' in process && process.defaultApp === true ? (process.argv[1] ?? null) : null,
  appImage: process.env['APPIMAGE'],
});
