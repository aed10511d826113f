/** What a page in somebody else's hands reaches: with scripts, frames, windows and messages of its own. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

/** Whether anything of main is in reach of a frame; frames that never load are in reach of nothing. */
const frames = (page: Page) =>
  page.evaluate(async () => {
    const reaches: string[] = [];
    const sources: readonly [string, string][] = [
      ['srcdoc', '<script>parent.postMessage({ reached: typeof window.adit }, "*")</script>'],
      ['src', 'data:text/html,<script>parent.postMessage({ reached: typeof window.adit }, "*")</script>'],
      [
        'src',
        URL.createObjectURL(new Blob(['<script>parent.postMessage({reached:1},"*")</script>'], { type: 'text/html' })),
      ],
      ['src', 'javascript:parent.postMessage({ reached: 1 }, "*")'],
      ['src', 'app://adit/index.html'],
      ['src', 'about:blank'],
      ['src', 'file:///etc/passwd'],
      ['src', 'https://example.com/'],
    ];
    addEventListener('message', ({ data }) => reaches.push(`ran: ${JSON.stringify(data)}`));
    for (const [attribute, value] of sources) {
      for (const name of ['iframe', 'object', 'embed'] as const) {
        const element = document.createElement(name);
        element.setAttribute(name === 'object' && attribute === 'src' ? 'data' : attribute, value);
        document.body.append(element);
        await new Promise((resolve) => setTimeout(resolve, 30));
        const inner = (element as HTMLIFrameElement).contentWindow;
        try {
          if (inner != null && 'adit' in inner) reaches.push(`${name} ${value}`);
          if (inner?.document.body?.textContent?.includes('root:')) reaches.push(`read ${value}`);
        } catch {
          // Of another origin: nothing of ours is in it.
        }
      }
    }
    return reaches;
  });

test('a script that is injected runs nowhere, and a frame has nothing of the bridge', async ({ launch }) => {
  const adit = await launch();
  const { page } = adit;
  expect(await frames(page)).toEqual([]);
  const ran = await page.evaluate(async () => {
    const done: string[] = [];
    // In a turn of the page's own: what a debugger evaluates may evaluate.
    const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
    const attempt = async (name: string, act: () => unknown) => {
      await turn();
      try {
        if ((await act()) === true) done.push(name);
      } catch {
        // Refused.
      }
    };
    const mark = (name: string) => `window.hostile = [...(window.hostile ?? []), '${name}']`;
    const code: string = 'data:text/javascript,export default 1';
    await attempt('eval', () => Reflect.get(window, 'eval')('1') === 1);
    await attempt('Function', () => new Function('return true')());
    await attempt('WebAssembly', () =>
      WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => true),
    );
    await attempt('import data', () => import(/* @vite-ignore */ code).then(() => true));
    const blob = URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' }));
    await attempt('import blob', () => import(/* @vite-ignore */ blob).then(() => true));
    for (const [name, url] of [
      ['blob', blob],
      ['data', 'data:text/javascript,postMessage(1)'],
    ] as const) {
      await attempt(
        `worker ${name}`,
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker(url);
            worker.onmessage = () => resolve(true);
            worker.onerror = reject;
          }),
      );
    }
    await attempt('service worker', () => navigator.serviceWorker.register('/index.html').then(() => true));
    const holder = document.createElement('div');
    document.body.append(holder);
    holder.innerHTML = `<img src="data:," onerror="${mark('onerror')}"><svg onload="${mark('svg')}"></svg>
      <a href="javascript:${mark('link')}" id="link">x</a><form action="javascript:${mark('form')}"><button id="send">x</button></form>
      <base href="https://example.com/"><style>body { --hostile: 1 }</style><p style="--hostile: 2" id="styled"></p>
      <meta http-equiv="refresh" content="0;url=https://example.com/">
      <meta http-equiv="Content-Security-Policy" content="default-src * 'unsafe-inline' 'unsafe-eval'">
      <link rel="stylesheet" href="data:text/css,body{--hostile:3}">`;
    const script = document.createElement('script');
    script.src = 'data:text/javascript,window.hostile=["src"]';
    document.head.append(script);
    holder.querySelector<HTMLElement>('#link')?.click();
    holder.querySelector<HTMLElement>('#send')?.click();
    setTimeout(mark('timeout') as unknown as () => void, 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const styled = holder.querySelector('#styled');
    const style = styled === null ? '' : getComputedStyle(styled).getPropertyValue('--hostile');
    return { done, marked: (window as { hostile?: unknown }).hostile ?? null, style, base: document.baseURI };
  });
  expect(ran).toEqual({ done: [], marked: null, style: '', base: 'app://adit/index.html' });
  expect(page.url()).toBe('app://adit/index.html');
});

test('the page opens no windows, and what is said to it by others is heard by nobody', async ({
  launch,
  directory,
}) => {
  const adit = await launch();
  const { page, electron } = adit;
  const before = await adit.decided();
  await page.evaluate(async () => {
    const addresses = [
      'about:blank',
      'app://adit/index.html',
      'data:text/html,x',
      URL.createObjectURL(new Blob(['x'], { type: 'text/html' })),
      'javascript:1',
      'file:///etc/passwd',
      'adit://connect/Work',
      'mailto:a@example.com',
      'ssh://a@example.com',
    ];
    for (const url of addresses) for (const features of ['', 'popup,noopener']) window.open(url, '_blank', features);
    for (const href of addresses) {
      const link = Object.assign(document.createElement('a'), { href, target: '_blank' });
      document.body.append(link);
      link.click();
    }
    const all = ['adit:state.get', 'adit:profile.remove', { channel: 'adit:state.get' }, [1, 2], null];
    for (const message of all) window.postMessage(message, '*');
    for (const message of all) window.dispatchEvent(new MessageEvent('message', { data: message }));
    new BroadcastChannel('adit').postMessage('x');
    window.dispatchEvent(new CustomEvent('state.changed', { detail: { rev: 99 } }));
  });
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await page.evaluate(() => 'opener' in window && window.opener === null)).toBe(true);
  const file = path.join(directory, 'evil.html');
  await writeFile(file, '<script>document.title = "evil"</script>');
  await adit.window.drop(file);
  await expect(page.getByRole('alert').first()).toBeVisible();
  expect(page.url()).toBe('app://adit/index.html');
  expect(await page.title()).not.toBe('evil');
  expect(await adit.decided()).toEqual(before);
});
