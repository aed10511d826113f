/** From the making of the process to text on the screen, beside an empty window on the same runtime. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { median } from '../report.ts';
import { startInspected } from './inspected.ts';
import { storeOf } from './store.ts';

const EMPTY_MAIN = `
const { app, BrowserWindow } = require('electron');
app.setPath('userData', process.argv.find((each) => each.startsWith('--user-data-dir=')).slice(16));
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 940, height: 640, show: false, webPreferences: { sandbox: true } });
  window.once('ready-to-show', () => window.show());
  window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
`;

/** Waits for the first text, and answers when it was painted: milliseconds since the epoch. */
const PAINTED = `new Promise((resolve) => {
  const tell = (entries) => {
    const first = entries.find(({ name }) => name === 'first-contentful-paint');
    if (first !== undefined) resolve(performance.timeOrigin + first.startTime);
  };
  new PerformanceObserver((list) => tell(list.getEntries())).observe({ type: 'paint', buffered: true });
})`;

/** Waits for the list of servers, and answers when it was there, to a frame: milliseconds since the epoch. */
const LISTED = `new Promise((resolve) => {
  const look = () => document.querySelector('[role=grid] [role=row]')
    ? resolve(performance.timeOrigin + performance.now())
    : requestAnimationFrame(look);
  look();
})`;

export interface StartOptions {
  readonly executable: string;
  /** Of the built app. */
  readonly entry: string;
  readonly directory: string;
  readonly rounds: number;
}

/** The least program with a window, in this directory. */
export async function emptyProgram(directory: string): Promise<string> {
  await mkdir(directory);
  await writeFile(path.join(directory, 'package.json'), '{"main": "main.cjs"}');
  await writeFile(path.join(directory, 'main.cjs'), EMPTY_MAIN);
  await writeFile(path.join(directory, 'index.html'), '<!doctype html><title>Empty</title><p>Nothing');
  return directory;
}

/** Medians, and medians of ratios round by round. The first round warms up and does not count. */
export async function measureStart({ executable, entry, directory, rounds }: StartOptions) {
  const emptyEntry = await emptyProgram(path.join(directory, 'empty'));
  const userData = await storeOf(path.join(directory, 'start'), 5);
  const time = async (program: string, data: string, last: string) => {
    await using app = await startInspected({ executable, entry: program, userData: data });
    const text = (await app.page.evaluate<number>(PAINTED)) - app.startedAt;
    return { text, all: (await app.page.evaluate<number>(last)) - app.startedAt };
  };
  const rows: { readonly ours: number; readonly list: number; readonly empty: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const ours = await time(entry, userData, LISTED);
    const empty = await time(emptyEntry, path.join(directory, 'empty-data'), PAINTED);
    if (round > 0) rows.push({ ours: ours.text, list: ours.all, empty: empty.text });
  }
  return {
    'start, ms': median(rows.map(({ ours }) => ours)),
    'start of an empty window, ms': median(rows.map(({ empty }) => empty)),
    'start, ratio to an empty window': median(rows.map(({ ours, empty }) => ours / empty)),
    'start to the list of servers, ratio to an empty window': median(rows.map(({ list, empty }) => list / empty)),
  };
}
