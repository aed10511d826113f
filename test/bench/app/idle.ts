/** What the app costs while its window is hidden and nothing happens, beside an empty program whose window is hidden. Linux only. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startInspected } from './inspected.ts';
import type { StartOptions } from './start.ts';
import { emptyProgram } from './start.ts';
import { storeOf } from './store.ts';

const SHOWN_MS = 6000;
/** Chromium collects what the start has left for half a minute, whatever the program. */
const SETTLE_MS = 32_000;
const WATCH_MS = 40_000;

const HIDE = `(() => {
  const { BrowserWindow } = process.getBuiltinModule('module').createRequire(process.cwd() + '/')('electron');
  for (const window of BrowserWindow.getAllWindows()) window.hide();
})()`;

const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** The processes of a program: itself, and all that it has started. */
async function processesOf(pid: number): Promise<readonly number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const each of all) {
    const stat = await textOf(`/proc/${each}/stat`);
    parents.set(each, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const own = new Set([pid]);
  for (const each of [...all].sort((one, other) => one - other)) if (own.has(parents.get(each) ?? 0)) own.add(each);
  return [...own];
}

/** MiB, shared pages by their share, and what was swapped out. */
async function memoryOf(processes: readonly number[]): Promise<number> {
  const each = await Promise.all(processes.map((pid) => textOf(`/proc/${pid}/smaps_rollup`)));
  const sizeOf = (text: string, name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
  return each.reduce((sum, text) => sum + sizeOf(text, 'Pss') + sizeOf(text, 'SwapPss'), 0) / 1024;
}

/** How often threads have gone to sleep so far, and so have woken. */
async function wakesOf(processes: readonly number[]): Promise<number> {
  let sum = 0;
  for (const pid of processes) {
    for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
      const status = await textOf(`/proc/${pid}/task/${thread}/status`);
      sum += Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    }
  }
  return sum;
}

async function hidden(executable: string, entry: string, userData: string) {
  await using app = await startInspected({ executable, entry, userData, withMain: true });
  await delay(SHOWN_MS);
  await app.main?.evaluate(HIDE);
  // Inspecting is work too.
  app.page.close();
  app.main?.close();
  await delay(SETTLE_MS);
  const processes = await processesOf(app.pid);
  const before = await wakesOf(processes);
  await delay(WATCH_MS);
  const wakes = (await wakesOf(processes)) - before;
  return { memory: await memoryOf(processes), wakes: wakes / (WATCH_MS / 1000) };
}

export async function measureIdle({ executable, entry, directory }: Omit<StartOptions, 'rounds'>) {
  if (process.platform !== 'linux') return {};
  const empty = await emptyProgram(path.join(directory, 'empty-hidden'));
  const network = countNetworkChanges();
  // At the same time, so that both share with whatever else runs here, and are disturbed by the same.
  const [theirs, ours] = await Promise.all([
    hidden(executable, empty, path.join(directory, 'empty-hidden-data')),
    hidden(executable, entry, await storeOf(path.join(directory, 'hidden'), 5)),
  ]);
  return {
    'memory of an empty program with a hidden window, MiB': theirs.memory,
    'memory with a hidden window beyond it, MiB': ours.memory - theirs.memory,
    'wake-ups a second of an empty program, hidden': theirs.wakes,
    'wake-ups a second beyond it, hidden': ours.wakes - theirs.wakes,
    'changes of network meanwhile, each of which wakes it': network.stop(),
  };
}

/** What Adit hears of the network as well; none on a machine that is left alone. */
function countNetworkChanges() {
  const monitor = spawn('ip', ['monitor', 'link', 'address', 'route'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let count = 0;
  monitor.on('error', () => undefined);
  monitor.stdout.on('data', (data: Buffer) => {
    count += data.toString().split('\n').length - 1;
  });
  return {
    stop() {
      monitor.kill();
      return count;
    },
  };
}
