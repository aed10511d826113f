/**
 * What Chromium alone takes for a patch of traffic, and from a click to a text: an empty window that gets as much as often, and
 * shows a single text of it. Below it no page can be that shows anything.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../report.ts';
import { workOf } from './busy.ts';
import { startInspected } from './inspected.ts';
import type { LoadOptions } from './load.ts';

/** As often as Adit's window shows figures. */
export const FLOOR = 'an empty page’s work a patch, one text a second, ms';

const EVERY_MS = 250;
const SETTLE_MS = 3000;
const WATCH_MS = 8000;
const CLICKS = 15;

const MAIN = `
const { app, BrowserWindow, ipcMain } = require('electron');
app.setPath('userData', process.argv.find((each) => each.startsWith('--user-data-dir=')).slice(16));
ipcMain.on('click', ({ sender }) => sender.send('clicked'));
app.whenReady().then(() => {
  const webPreferences = { sandbox: true, preload: __dirname + '/preload.cjs' };
  const window = new BrowserWindow({ width: 940, height: 640, show: false, webPreferences });
  window.once('ready-to-show', () => window.show());
  window.loadFile('index.html');
  const line = '00000000-0000-4000-8000-000000000001 123456 123456 15 15';
  const traffic = Array(20).fill(line).join('\\n');
  setInterval(() => window.webContents.send('changed', { rev: 1, changes: [], traffic }), ${EVERY_MS});
});
app.on('window-all-closed', () => app.quit());
`;

const PRELOAD = `
const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('floor', {
  follow: (tell) => ipcRenderer.on('changed', (_event, patch) => tell(patch)),
  click: () => ipcRenderer.send('click'),
  answered: (tell) => ipcRenderer.on('clicked', () => tell()),
});
`;

const PAGE = `<!doctype html><title>Floor</title><p style="contain: strict; height: 20px">0</p><script>
let shown = 0;
let at = 0;
let every = 0;
const { firstChild } = document.querySelector('p');
floor.follow(({ traffic }) => {
  if (performance.now() - at < every) return;
  at = performance.now();
  shown += 1;
  firstChild.data = traffic.length + shown;
});
let clicked = 0;
let resolve = () => {};
addEventListener('pointerup', ({ timeStamp }) => { clicked = timeStamp; });
addEventListener('click', () => floor.click());
floor.answered(() => {
  firstChild.data = 'On ' + clicked;
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now() - clicked);
    port2.postMessage(null);
  });
});
globalThis.nextClick = () => new Promise((then) => { resolve = then; });
</script>`;

export async function measureFloor({ executable, directory }: LoadOptions) {
  const program = path.join(directory, 'floor');
  await mkdir(program);
  const files = {
    'package.json': '{"main": "main.cjs"}',
    'main.cjs': MAIN,
    'preload.cjs': PRELOAD,
    'index.html': PAGE,
  };
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(program, name), content);
  await using app = await startInspected({ executable, entry: program, userData: path.join(directory, 'floor-data') });
  await delay(SETTLE_MS);
  const aPatch = async (everyMs: number) => {
    await app.page.evaluate(`every = ${everyMs}; undefined`);
    return ((await workOf(app.page, WATCH_MS)).task * EVERY_MS) / WATCH_MS;
  };
  const clicks: number[] = [];
  await app.page.evaluate('every = Infinity; undefined');
  for (let count = 0; count < CLICKS; count += 1) {
    await app.page.evaluate('globalThis.next = nextClick(); undefined');
    for (const type of ['mousePressed', 'mouseReleased'])
      await app.page.command('Input.dispatchMouseEvent', { type, x: 300, y: 300, button: 'left', clickCount: 1 });
    clicks.push(await app.page.evaluate<number>('next'));
    await delay(300);
  }
  return {
    'an empty page’s click to a text, through main, p50 ms': median(clicks),
    'an empty page’s work a patch, one text with each, ms': await aPatch(0),
    [FLOOR]: await aPatch(900),
  };
}
