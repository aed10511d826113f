/**
 * Pictures of the window in every scene, size and theme, to look at:
 *   node test/renderer-preview/shoot.ts DIRECTORY [SCENE …]
 * With ADIT_LANGUAGE=ja (or another one) in that language; scenes that click by English names stay as they are before.
 * Needs Debian's chromium. Serves the built preview under the content security policy of the app, and fails when the
 * page scrolls sideways, reports an error or breaks the policy.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { type Action, shots } from './shots.ts';

const [directory = 'pictures', ...only] = process.argv.slice(2);
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
const built = join(import.meta.dirname, '../../out/renderer-preview');

await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'error' });
mkdirSync(directory, { recursive: true });

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  try {
    const body = readFileSync(join(built, path === '/' ? 'index.html' : path));
    response.writeHead(200, {
      'content-type': types[extname(path === '/' ? 'index.html' : path)] ?? 'text/plain',
      'content-security-policy': policy,
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('no port');
const origin = `http://127.0.0.1:${address.port}`;

const sizes = [
  [480, 420],
  [920, 640],
  [1400, 900],
] as const;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
const problems: string[] = [];

async function act(page: Page, action: Action): Promise<void> {
  const target = page.getByRole(action.role, { name: action.name, exact: true }).first();
  if (action.fill === undefined) await target.click({ timeout: 15_000 });
  else await target.fill(action.fill, { timeout: 15_000 });
}

for (const shot of shots.filter(({ name }) => only.length === 0 || only.includes(name))) {
  for (const [width, height] of shot.sizes ?? sizes) {
    for (const theme of ['light', 'dark'] as const) {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme: theme,
        locale: process.env['ADIT_LANGUAGE'] ?? 'en-GB',
        reducedMotion: 'reduce',
      });
      const label = `${shot.name}-${width}-${theme}`;
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('404')) problems.push(`${label}: ${message.text()}`);
      });
      page.on('pageerror', (error) => problems.push(`${label}: ${error.message}`));
      await page.goto(`${origin}/#${shot.scene}`);
      await page.waitForTimeout(300);
      for (const action of shot.actions ?? []) {
        await act(page, action).catch((error: Error) => problems.push(`${label}: ${error.message.split('\n')[0]}`));
      }
      await page.waitForTimeout(250);
      const sideways = await page.evaluate(() =>
        [...document.querySelectorAll('*')]
          .filter((element) =>
            /auto|scroll/.test(getComputedStyle(element).overflowX + getComputedStyle(element).overflowY),
          )
          .concat(document.documentElement)
          .filter(
            (element) =>
              element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).textOverflow !== 'ellipsis',
          )
          .map((element) => element.className),
      );
      if (sideways.length > 0) problems.push(`${label}: scrolls sideways: ${sideways.join(', ')}`);
      await page.screenshot({ path: join(directory, `${label}.png`) });
      await page.close();
    }
  }
}
await browser.close();
server.close();
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
