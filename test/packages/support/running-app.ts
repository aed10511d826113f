/** The packed program while it runs: its window is reached as Chromium's debugging endpoint has it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Page } from '@playwright/test';
import { expect } from 'vitest';
import type { AppState } from '../../../preload/app-state.ts';

export interface Start {
  readonly command: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
  /** Whose process it is; left out: that of the tests. */
  readonly user?: number;
}

export interface RunningApp {
  readonly page: Page;
  state(): Promise<AppState>;
  /** Everything that it has written so far. */
  output(): string;
  /** As a session's end does it; resolves with the exit status when the program is gone. */
  end(): Promise<number | null>;
}

/** Environment without what would change how the program starts. */
export function plainEnvironment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, WAYLAND_DISPLAY: __, NODE_OPTIONS: ___, ...env } = process.env;
  return { ...env, ...more };
}

/** Whether the window has loaded its page. A debugger that comes earlier keeps Chromium waiting for half a minute. */
async function pageIsThere(endpoint: string): Promise<boolean> {
  const answer = await fetch(`http://${new URL(endpoint).host}/json/list`);
  const targets = (await answer.json()) as readonly { readonly title: string; readonly url: string }[];
  return targets.some(({ title, url }) => url.startsWith('app://') && title === 'Adit');
}

export async function runApp({ command: [program, ...line], env, user }: Start): Promise<RunningApp> {
  const child = spawn(program, [...line, '--disable-gpu', '--remote-debugging-port=0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  let text = '';
  const ended = once(child, 'exit').then(([status]) => status as number | null);
  const endpoint = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
        if (address !== undefined) resolve(address);
      });
    }
    void ended.then((status) => reject(new Error(`The program ended with ${status}:\n${text}`)));
  });
  const end = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  try {
    await expect.poll(() => pageIsThere(endpoint)).toBe(true);
    const browser = await chromium.connectOverCDP(endpoint);
    const page = browser.contexts()[0]?.pages()[0] ?? (await browser.contexts()[0]?.waitForEvent('page'));
    if (page === undefined) throw new Error('There is no window.');
    return {
      page,
      output: () => text,
      async state() {
        const answer = await page.evaluate(() => window.adit.state.get());
        if (!answer.ok) throw new Error(answer.error.explanation.what);
        return answer.value;
      },
      async end() {
        await browser.close();
        return end();
      },
    };
  } catch (thrown) {
    await end();
    throw thrown;
  }
}
