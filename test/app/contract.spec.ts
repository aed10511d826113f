/** What the page may ask of main, and what no page may do. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { contract } from '../../preload/contract.ts';
import { serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

const unknownId = '00000000-0000-4000-8000-000000000000';

/** Calls as a page could make them that does not keep to the types. */
const wrongRequests: readonly (readonly [call: string, request: unknown])[] = [
  ['tunnel.start', undefined],
  ['tunnel.start', { profileId: 5 }],
  ['tunnel.start', { profileId: 'not-an-id' }],
  ['tunnel.start', { profileId: unknownId, more: true }],
  ['trust.accept', { profileId: unknownId, sha256: 'AB' }],
  ['profile.save', { profile: {} }],
  ['profile.remove', { profileId: ['x'] }],
  ['import.read', { name: null, text: 5 }],
  ['import.read', { name: null, text: 'x'.repeat(1_100_000) }],
  ['import.add', { previewId: 'x', services: 'all' }],
  ['settings.save', { settings: { appearance: 'pink' } }],
  ['notice.dismiss', null],
];

const call = ({ page }: Adit, name: string, request: unknown): Promise<unknown> =>
  page.evaluate(
    ([path, argument]) => {
      const [room = '', member = ''] = String(path).split('.');
      const bridge = window.adit as unknown as Record<string, Record<string, (request: unknown) => Promise<unknown>>>;
      return bridge[room]?.[member]?.(argument);
    },
    [name, request] as const,
  );

test('requests with a wrong shape are refused and logged, and change nothing', async ({ launch }) => {
  const adit = await launch();
  await adit.window.paste(serverConfiguration(443));
  await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  const [state, stored] = [await adit.decided(), await adit.stored()];
  for (const [name, request] of wrongRequests) {
    const answer = await call(adit, name, request);
    expect(answer, name).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
  }
  // The right shape for a profile that does not exist is another answer.
  expect(await call(adit, 'tunnel.start', { profileId: unknownId })).toMatchObject({ error: { code: 'not-found' } });
  expect(await adit.decided()).toEqual(state);
  expect(await adit.stored()).toBe(stored);
  const log = await adit.log();
  expect(log.match(/Refused "tunnel\.start": wrong shape/g)).toHaveLength(4);
  // A text of its own in a request must not get into the log.
  expect(log).not.toContain('not-an-id');
});

test('requests from another window or for an unknown call are refused', async ({ launch, directory }) => {
  const adit = await launch();
  const preload = path.join(directory, 'preload.cjs');
  await writeFile(
    preload,
    "const { contextBridge, ipcRenderer } = require('electron');\n" +
      "contextBridge.exposeInMainWorld('ask', (channel, request) => ipcRenderer.invoke(channel, request));\n",
  );
  const answers = await adit.electron.evaluate(async ({ BrowserWindow }, script) => {
    const intruder = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true } });
    await intruder.loadURL('app://adit/index.html');
    const ask = (channel: string, request: string) =>
      intruder.webContents.executeJavaScript(`ask('${channel}', ${request}).catch((error) => error.message)`);
    const forbidden = await ask('adit:state.get', 'undefined');
    const unknown = await ask('adit:files.read', "'/etc/passwd'");
    intruder.destroy();
    return { forbidden, unknown };
  }, preload);
  expect(answers.forbidden).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  expect(JSON.stringify(answers.forbidden)).not.toContain('profiles');
  expect(answers.unknown).toMatch(/No handler registered/);
  await expect.poll(adit.log).toMatch(/Refused "state\.get": sender \d+ .* is not our window/);
});

test('the page has the contract and nothing of Node or Electron', async ({ launch }) => {
  const { page } = await launch();
  const found = await page.evaluate(() => ({
    rooms: Object.keys(window.adit).sort(),
    globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in window),
  }));
  const rooms = new Set(Object.keys(contract).map((name) => name.replace(/\..*$/, '')));
  expect(found.rooms).toEqual([...rooms].sort());
  expect(found.globals).toEqual([]);
  const frame = await page.evaluate(() => {
    const element = document.createElement('iframe');
    document.body.append(element);
    const inner = element.contentWindow;
    return inner !== null && 'adit' in inner;
  });
  expect(frame).toBe(false);
});

test('a strict content security policy comes with the page, and is kept', async ({ launch }) => {
  const { page } = await launch();
  const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
  for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
    expect(policy).toContain(part);
  }
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.wasRun = true';
    document.body.append(script);
    return 'wasRun' in window;
  });
  expect(ran).toBe(false);
});

test('the page can neither leave, nor open windows, nor load from elsewhere', async ({ launch }) => {
  const adit = await launch();
  const { page } = adit;
  const url = page.url();
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
  const fetched = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'answered',
      () => 'refused',
    ),
  );
  expect(fetched).toBe('refused');
  const outside = await page.evaluate(() =>
    fetch('app://adit/%2e%2e%2f%2e%2e%2fpackage.json').then(
      ({ status }) => status,
      () => 'refused',
    ),
  );
  expect(outside).toBe(404);
  await page.evaluate(() => location.assign('https://example.com/'));
  await expect.poll(adit.log).toMatch(/Refused navigation.* to https:\/\/example\.com/);
  await page.evaluate(() => location.assign('file:///etc/passwd')).catch(() => {});
  expect(page.url()).toBe(url);
  // Playwright still waits for the navigation that was refused, so the page is asked itself.
  expect(await page.evaluate(() => document.body.textContent)).toContain('Add a server');
  expect(await adit.log()).toMatch(/Refused to open a window for https:\/\/example\.com/);
});
