import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_URL, CONTENT_SECURITY_POLICY, createAppProtocol, fileFor } from './app-protocol.ts';

let directory = '';
let handle: ReturnType<typeof createAppProtocol>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'app-protocol-'));
  await mkdir(join(directory, 'renderer', 'assets'), { recursive: true });
  await mkdir(join(directory, 'renderer-other'));
  await mkdir(join(directory, 'words'));
  await writeFile(join(directory, 'words', 'zh-Hans.json'), '{"a":"b"}');
  await writeFile(join(directory, 'words', 'secret.js'), 'export {}');
  await writeFile(join(directory, 'renderer', 'index.html'), '<!doctype html>');
  await writeFile(join(directory, 'renderer', 'assets', 'index.js'), 'export {}');
  await writeFile(join(directory, 'renderer', 'assets', 'secret.pem'), 'key');
  await writeFile(join(directory, 'secret.json'), '{}');
  await writeFile(join(directory, 'renderer-other', 'index.html'), 'other');
  handle = createAppProtocol(join(directory, 'renderer'));
});
afterAll(() => rm(directory, { recursive: true }));

const get = (url: string) => handle({ url, method: 'GET' });

test('serves the page and its files, each with the policy and its type', async () => {
  const page = await get(APP_URL);
  expect(page.statusCode).toBe(200);
  expect(page.headers['Content-Type']).toBe('text/html; charset=utf-8');
  expect(String(page.data)).toBe('<!doctype html>');
  const script = await get('app://adit/assets/index.js?v=1#x');
  expect(script.headers['Content-Type']).toBe('text/javascript; charset=utf-8');
  for (const response of [page, script, await get('app://adit/missing.js')]) {
    expect(response.headers['Content-Security-Policy']).toBe(CONTENT_SECURITY_POLICY);
    expect(response.headers['X-Content-Type-Options']).toBe('nosniff');
  }
});

test('serves the languages, which main reads as well', async () => {
  const answer = await get('app://adit/words/zh-Hans.json');
  expect(answer.headers['Content-Type']).toBe('application/json; charset=utf-8');
  expect(String(answer.data)).toBe('{"a":"b"}');
  expect((await get('app://adit/words/ar.json')).statusCode).toBe(404);
});

test('the policy allows nothing by default, and nothing inline', () => {
  expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:/);
});

describe('nothing outside the folder is served', () => {
  test.each([
    'app://adit/../secret.json',
    'app://adit/..%2fsecret.json',
    'app://adit/words/..%2fsecret.json',
    'app://adit/words/..%2frenderer%2f..%2fsecret.json',
    'app://adit/words/secret.js',
    'app://adit/words/',
    'app://adit/..%2Fsecret.json',
    'app://adit/%2e%2e/secret.json',
    'app://adit/%2e%2e%2fsecret.json',
    'app://adit/assets/..%2f..%2fsecret.json',
    'app://adit/..%5csecret.json',
    'app://adit/..\\secret.json',
    'app://adit/..%2frenderer-other/index.html',
    'app://adit//etc/passwd.html',
    'app://adit/%2fetc%2fpasswd',
    'app://adit/C:/secret.json',
    'app://adit/index.html%00.js',
    'app://adit/%',
    'app://adit/',
    'app://adit/assets',
    'app://adit/assets/secret.pem',
    'app://other/index.html',
    'app://adit.example.org/index.html',
    'https://adit/index.html',
    'file:///etc/passwd',
  ])('%s', async (url) => {
    const response = await get(url);
    expect(response.statusCode).toBe(404);
    expect(response.data).toHaveLength(0);
  });

  test('every file that a URL can name lies below the folder', () => {
    const root = join(directory, 'renderer');
    const parts = ['..', '%2e%2e', '.', 'a', '%2f', '/', '%5c', '%252e', 'x.js', '..%2f'];
    for (const one of parts) {
      for (const two of parts) {
        for (const three of parts) {
          const file = fileFor(`app://adit/${one}/${two}/${three}/x.js`, root);
          if (file !== null) expect(file.startsWith(root + sep)).toBe(true);
        }
      }
    }
  });
});

test('only reading is possible', async () => {
  const response = await handle({ url: APP_URL, method: 'POST' });
  expect(response.statusCode).toBe(405);
});
