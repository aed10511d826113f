import { describe, expect, test, vi } from 'vitest';
import { mayLoad } from './guards.ts';
import { isLocalPage } from './system-actions.ts';

vi.mock('electron', () => ({ app: {}, clipboard: {}, dialog: {}, shell: {} }));

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

describe('isLocalPage: only the local end of a tunnel is opened in the browser', () => {
  test.each(['http://127.0.0.1:8080/', 'http://[::1]:8080/', 'http://192.168.1.5:80/'])('%s', (url) => {
    expect(isLocalPage(url)).toBe(true);
  });

  test.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'http://127.0.0.1:8080/path',
    'file:///etc/passwd',
    'http://a@b:80/',
    'javascript:alert(1)',
  ])('not %s', (url) => {
    expect(isLocalPage(url)).toBe(false);
  });
});
