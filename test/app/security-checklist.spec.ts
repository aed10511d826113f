/**
 * Electron's security checklist on the running app, by the numbers of its documentation (docs/tutorial/security.md). Points
 * that are tested elsewhere are named in `elsewhere`, the others are the tests here.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../build/outputs.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

/** Where the other points are tested: a file from the root of the project, and a test in it. */
const elsewhere: Readonly<Record<number, readonly [file: string, name: string]>> = {
  13: ['test/app/contract.spec.ts', 'the page can neither leave, nor open windows, nor load from elsewhere'],
  14: ['test/app/hostile-page.spec.ts', 'the page opens no windows'],
  17: ['test/app/contract.spec.ts', 'requests from another window or for an unknown call are refused'],
  19: ['test/package/packed.test.ts', 'has the fuses that the configuration states'],
};

/** Those of the tests here, as their names say them: `2 to 4, 6, 8`. */
const pointsIn = (text: string): readonly number[] =>
  [...text.matchAll(/'checklist ([^:]+):/g)].flatMap(([, list = '']) =>
    list.split(/, | and /).flatMap((part) => {
      const [first = 0, last = first] = part.split(' to ').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    }),
  );

test('each of the twenty points of the checklist has a test', async () => {
  const here = pointsIn(await readFile(import.meta.filename, 'utf8'));
  const all = [...here, ...Object.keys(elsewhere).map(Number)].sort((one, other) => one - other);
  expect(all).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  for (const [file, name] of Object.values(elsewhere)) {
    expect(await readFile(path.join(root, file), 'utf8'), file).toContain(name);
  }
});

const preferences = ({ electron }: Adit) =>
  electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as
      | (Electron.WebContents & { getLastWebPreferences(): Electron.WebPreferences })
      | undefined;
    return contents?.getLastWebPreferences() ?? null;
  });

test('checklist 2 to 4, 6, 8 to 12: the window is opened with none of what weakens it', async ({ launch }) => {
  const adit = await launch();
  const found = await preferences(adit);
  expect(found).toMatchObject({ nodeIntegration: false, contextIsolation: true, sandbox: true, webviewTag: false });
  // Left out is off, and for webSecurity on.
  expect(found?.webSecurity ?? true).toBe(true);
  for (const weak of [
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'nodeIntegrationInWorker',
    'nodeIntegrationInSubFrames',
    'plugins',
    'navigateOnDragDrop',
    'disableBlinkFeatures',
    'enableBlinkFeatures',
  ] as const) {
    expect(found?.[weak] || false, weak).toBe(false);
  }
  const tag = await adit.page.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.com/');
    document.body.append(view);
    return { name: view.constructor.name, loads: 'loadURL' in view };
  });
  expect(tag).toEqual({ name: 'HTMLElement', loads: false });
});

test('checklist 1, 7 and 18: nothing but the page’s own files is loaded, however an address is written', async ({
  launch,
}) => {
  const { page } = await launch();
  const answers = await page.evaluate(async () => {
    const paths = [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%5c..%5cpackage.json',
      '/assets/../../main/index.js',
      '/assets/..%2f..%2fmain%2findex.js',
      '//etc/passwd',
      '/%00/index.html',
      '/index.html%00.png',
      '/C:/Windows/win.ini',
      '/file:///etc/passwd',
      '/%252e%252e/package.json',
      '/．．/package.json',
      '/',
    ];
    const others = [
      'app://other/index.html',
      'app://adit@other/index.html',
      'file:///etc/passwd',
      'http://127.0.0.1/',
      'ws://127.0.0.1/',
      'devtools://devtools/bundled/inspector.html',
      'chrome://version/',
      'view-source:app://adit/index.html',
      'filesystem:app://adit/temporary/x',
      'adit://import',
      'ftp://127.0.0.1/',
    ];
    const ask = (url: string) =>
      fetch(url).then(
        ({ status }) => String(status),
        () => 'refused',
      );
    return {
      inside: await Promise.all(paths.map(async (path) => [path, await ask(`app://adit${path}`)])),
      outside: await Promise.all(others.map(async (url) => [url, await ask(url)])),
      methods: await Promise.all(
        ['POST', 'PUT', 'DELETE'].map((method) =>
          fetch('app://adit/index.html', { method }).then(({ status }) => status),
        ),
      ),
    };
  });
  expect(answers.inside.filter(([, status]) => status !== '404' && status !== 'refused')).toEqual([]);
  expect(answers.outside.filter(([, status]) => status !== '404' && status !== 'refused')).toEqual([]);
  expect(answers.methods).toEqual([405, 405, 405]);
});

test('checklist 5: every permission is refused', async ({ launch }) => {
  const adit = await launch();
  const refused = await adit.page.evaluate(async () => {
    const outcome = (promise: Promise<unknown> | undefined) =>
      Promise.race([promise ?? Promise.reject(new Error('not there'))]).then(
        (value) => String(value),
        () => 'refused',
      );
    const where = () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject));
    const more = navigator as unknown as Record<string, Record<string, (options?: unknown) => Promise<unknown>>>;
    return {
      camera: await outcome(navigator.mediaDevices?.getUserMedia({ video: true })),
      microphone: await outcome(navigator.mediaDevices?.getUserMedia({ audio: true })),
      screen: await outcome(navigator.mediaDevices?.getDisplayMedia()),
      place: await outcome(where()),
      clipboard: await outcome(navigator.clipboard?.readText()),
      notifications: await outcome(
        Notification.requestPermission().then((answer) => (answer === 'denied' ? Promise.reject() : answer)),
      ),
      midi: await outcome(
        more['requestMIDIAccess'] === undefined ? undefined : navigator.requestMIDIAccess({ sysex: true }),
      ),
      usb: await outcome(more['usb']?.['requestDevice']?.({ filters: [] })),
      serial: await outcome(more['serial']?.['requestPort']?.()),
      hid: await outcome(
        more['hid']
          ?.['requestDevice']?.({ filters: [] })
          .then((found) => ((found as unknown[]).length === 0 ? Promise.reject() : found)),
      ),
      bluetooth: await outcome(more['bluetooth']?.['requestDevice']?.({ acceptAllDevices: true })),
      lock: await outcome(more['keyboard']?.['lock']?.()),
      fonts: await outcome(
        (window as unknown as { queryLocalFonts?: () => Promise<readonly unknown[]> })
          .queryLocalFonts?.()
          .then((found) => (found.length === 0 ? Promise.reject(new Error('none')) : found)),
      ),
    };
  });
  expect(Object.entries(refused).filter(([, answer]) => answer !== 'refused')).toEqual([]);
  await expect.poll(adit.log).toContain('Refused permission');
});

test('checklist 15: the page can have no address opened that it has made', async ({ launch }) => {
  const adit = await launch();
  await adit.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { aditOpened: opened });
    shell.openExternal = async (url) => void opened.push(url);
    shell.openPath = async (path) => {
      opened.push(path);
      return '';
    };
  });
  await adit.window.paste(serverConfiguration(443));
  await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  const answers = await adit.page.evaluate(async () => {
    const state = await window.adit.state.get();
    const profileId = state.ok ? (state.value.profiles[0]?.profile.id ?? '') : '';
    const url = 'file:///etc/passwd';
    const made = { profileId, url, href: url, address: url };
    const more: Record<string, Record<string, (request: unknown) => Promise<{ ok: boolean }>>> = window.adit as never;
    const names = ['tunnel.openLoginPage', 'diagnosis.openPage', 'launch.open', 'launch.connect', 'import.fromServer'];
    return Promise.all(
      names.map(async (name) => {
        const [room = '', member = ''] = name.split('.');
        return [name, (await more[room]?.[member]?.(made))?.ok];
      }),
    );
  });
  expect(answers.filter(([, ok]) => ok !== false)).toEqual([]);
  // What is no address to log in to opens no terminal, whatever ssh would make of it.
  for (const address of [
    '-oProxyCommand=touch /x',
    'a@-oProxyCommand=x',
    'a b@c',
    'a@b;x',
    'a@b`x`',
    'ssh://a@b/$(x)',
  ]) {
    const answer = await adit.page.evaluate((given) => window.adit.import.fromServer({ address: given }), address);
    expect(answer, address).toMatchObject({ ok: false });
  }
  expect(await adit.terminals()).toEqual([]);
  expect(await adit.electron.evaluate(() => (globalThis as { aditOpened?: readonly string[] }).aditOpened)).toEqual([]);
});

test('checklist 16 and 20: a pinned Electron, and nothing of it for the page', async ({ launch }) => {
  expect(packageJson.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  const { page, electron } = await launch();
  const found = await page.evaluate(async () => {
    const received: unknown[][] = [];
    const stop = window.adit.state.onChanged((...all: unknown[]) => void received.push(all));
    await window.adit.settings.save({ settings: { appearance: 'dark' } });
    await new Promise<void>((resolve) => {
      const look = () => (received.length > 0 ? resolve() : setTimeout(look, 20));
      look();
    });
    stop();
    const [first = []] = received;
    const functions: string[] = [];
    for (const [room, members] of Object.entries(window.adit)) {
      for (const [name, member] of Object.entries(members))
        if (typeof member !== 'function') functions.push(`${room}.${name}`);
    }
    const attempt = (change: () => void) => {
      try {
        change();
        return 'changed';
      } catch {
        return 'refused';
      }
    };
    const bridge = window.adit as unknown as Record<string, unknown>;
    const { state } = window.adit;
    attempt(() => {
      bridge['state'] = {};
    });
    return {
      parameters: first.length,
      payload: Object.keys(first[0] as object).sort(),
      functions,
      isSame: window.adit.state === state,
      // A listener that throws, or is none, is the page's own affair.
      odd: attempt(() => void window.adit.state.onChanged('text' as never)),
    };
  });
  expect(found).toMatchObject({ parameters: 1, functions: [], isSame: true });
  expect(found.payload.filter((key) => /sender|port|frame|reply|event/i.test(key))).toEqual([]);
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
