import { describe, expect, test, vi } from 'vitest';
import { guardContents, mayLoad } from './guards.ts';
import { isLocalUrl } from './system-actions.ts';

const created = vi.hoisted(() => ({ listener: (_event: object, _contents: object): void => {} }));
vi.mock('electron', () => ({
  app: {
    on: (_name: string, listener: typeof created.listener) => {
      created.listener = listener;
    },
  },
  clipboard: {},
  dialog: {},
  shell: {},
}));

describe('mayLoad', () => {
  test.each(['app://adit/index.html', 'app://adit/assets/x.js', 'devtools://devtools/bundled/x.html'])('%s', (url) => {
    expect(mayLoad(url, null)).toBe(true);
  });

  test.each([
    'https://example.org/',
    'http://127.0.0.1:5173/',
    'file:///etc/passwd',
    'ws://127.0.0.1:5173/',
    'app://other/index.html',
    'data:text/html,x',
    'ftp://adit/',
    '',
  ])('not %s', (url) => {
    expect(mayLoad(url, null)).toBe(false);
  });

  test('in development the development server too, and nothing beside it', () => {
    const development = 'http://127.0.0.1:5173';
    expect(mayLoad('http://127.0.0.1:5173/main.tsx', development)).toBe(true);
    expect(mayLoad('ws://127.0.0.1:5173/?token=x', development)).toBe(true);
    expect(mayLoad('http://127.0.0.1:5174/', development)).toBe(false);
    expect(mayLoad('http://127.0.0.1:5173.example.org/', development)).toBe(false);
    expect(mayLoad('ws://127.0.0.1:51730/', development)).toBe(false);
  });
});

describe('a page', () => {
  const page = 'app://adit/index.html';
  const warnings: string[] = [];
  const warn = (text: string) => void warnings.push(text);

  /** What a page meets that does `what`: whether it is held back, and what the log says. */
  function attempt(what: string, event: { readonly url: string; readonly isMainFrame?: boolean }) {
    warnings.length = 0;
    const listeners = new Map<string, (event: object) => void>();
    guardContents(page, { error: warn, warn, info: warn, debug: warn });
    created.listener(
      {},
      {
        setWebRTCIPHandlingPolicy: () => {},
        setWindowOpenHandler: () => {},
        on: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
      },
    );
    let prevented = false;
    listeners.get(what)?.({ ...event, preventDefault: () => (prevented = true) });
    return prevented;
  }

  test('may load itself again, and go nowhere else', () => {
    for (const what of ['will-navigate', 'will-frame-navigate']) {
      expect(attempt(what, { url: page, isMainFrame: true })).toBe(false);
      expect(attempt(what, { url: 'app://adit/other.html', isMainFrame: true })).toBe(true);
      expect(attempt(what, { url: 'https://example.org/', isMainFrame: true })).toBe(true);
    }
  });

  test('is in no frame of another', () => {
    expect(attempt('will-frame-navigate', { url: page, isMainFrame: false })).toBe(true);
  });

  test('is not led on, and holds no other page', () => {
    expect(attempt('will-redirect', { url: page, isMainFrame: true })).toBe(true);
    expect(attempt('will-attach-webview', { url: page })).toBe(true);
  });

  test('whose way was barred is in the log without what stands behind its host', () => {
    attempt('will-navigate', { url: 'https://example.org/path?token=secret', isMainFrame: true });
    expect(warnings).toEqual(['Refused navigation to https://example.org.']);
  });
});

describe('isLocalUrl: only what leads into a tunnel is handed to the system', () => {
  test.each([
    'http://127.0.0.1:8080/',
    'http://[::1]:8080/',
    'http://192.168.1.5:80/',
    'vnc://anna@127.0.0.1:5900',
    'rdp://full%20address=s:127.0.0.1:3389&username=s:EXAMPLE%5Canna',
  ])('%s', (url) => {
    expect(isLocalUrl(url)).toBe(true);
  });

  test.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'http://127.0.0.1:8080/path',
    'file:///etc/passwd',
    'rdp://example.org:80/',
    'vnc://127.0.0.1:5900/../x',
    'javascript:alert(1)',
  ])('not %s', (url) => {
    expect(isLocalUrl(url)).toBe(false);
  });
});
