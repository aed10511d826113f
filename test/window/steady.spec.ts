/** A tunnel that goes on moves nothing that is below its status, so that nobody clicks beside what was meant. */
import type { Page } from '@playwright/test';
import type { ServerStatus } from '../../preload/types.ts';
import { changeTunnel } from './change-tunnel.ts';
import { screens } from './screens.ts';
import { expect, hasChromium, test } from './test.ts';

test.skip(!hasChromium, 'chromium is not installed');

const off = screens.filter(({ name }) => name === 'off');
const servers: readonly ServerStatus[] = [
  { kind: 'checking' },
  {
    kind: 'reachable',
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    handshakeMs: 12,
    certificate: null,
    checkedAt: 1_795_420_000_000,
  },
];

/** Where the cards of the page begin. */
const places = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main section, main ol')].slice(0, 4).map((card) => card.getBoundingClientRect().top),
  );

for (const screen of off)
  test('what is below the status stays where it is while the tunnel goes on', async ({ open }) => {
    const { page } = await open(screen);
    const before = await places(page);
    expect(before).toHaveLength(4);
    const way = page.getByRole('list', { name: 'The way to the service' }).getByText('works');
    await changeTunnel(page, { status: { kind: 'starting' } });
    for (const [index, server] of servers.entries()) {
      await changeTunnel(page, {
        status: { kind: 'on', accept: [{ host: '127.0.0.1', port: 2222 }], server },
      });
      // The picture of the way follows a frame later.
      await expect(way).toHaveCount(index === 0 ? 1 : 3);
      expect(await places(page)).toEqual(before);
    }
  });
