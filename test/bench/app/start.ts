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

export interface StartOptions {
  readonly executable: string;
  /** Of the built app. */
  readonly entry: string;
  readonly directory: string;
  readonly rounds: number;
}

/** Median milliseconds of each, and the median of their ratios round by round. The first round warms up and does not count. */
export async function measureStart({ executable, entry, directory, rounds }: StartOptions) {
  const empty = path.join(directory, 'empty');
  await mkdir(empty);
  await writeFile(path.join(empty, 'package.json'), '{"main": "main.cjs"}');
  await writeFile(path.join(empty, 'main.cjs'), EMPTY_MAIN);
  await writeFile(path.join(empty, 'index.html'), '<!doctype html><title>Empty</title><p>Nothing');
  const userData = await storeOf(path.join(directory, 'start'), 5);
  const time = async (program: string, data: string): Promise<number> => {
    await using app = await startInspected({ executable, entry: program, userData: data });
    return (await app.page.evaluate<number>(PAINTED)) - app.startedAt;
  };
  const both: (readonly [ours: number, theirs: number])[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const ours = await time(entry, userData);
    const theirs = await time(empty, path.join(directory, 'empty-data'));
    if (round > 0) both.push([ours, theirs]);
  }
  return {
    ours: median(both.map(([ours]) => ours)),
    empty: median(both.map(([, theirs]) => theirs)),
    ratio: median(both.map(([ours, theirs]) => ours / theirs)),
  };
}
