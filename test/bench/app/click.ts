/** From a click on a tunnel's switch to “On” on the screen, and to what its server answers. */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { GRACE_MS } from '../../../main/tunnel/server/probe.ts';
import { startTlsService } from '../../engine/tls-peer.ts';
import { makeCertificate } from '../../peers/certificates.ts';
import { freePort } from '../../peers/free-port.ts';
import { median } from '../report.ts';
import { startInspected } from './inspected.ts';
import type { LoadOptions } from './load.ts';
import { storeOf } from './store.ts';

const TIMES = 15;

/** Where the first row's switch is. */
const PLACE = `(() => {
  const { x, y, width, height } = document.querySelector('[role=row] label').getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
})()`;

/** From the next click on: when “On” was painted, when that the server answers was, and how long its handshake took. */
const NEXT = `globalThis.next = new Promise((resolve) => {
  let clicked = null;
  let on = null;
  addEventListener('pointerup', ({ timeStamp }) => { clicked ??= timeStamp; }, { capture: true, once: true });
  const status = document.querySelector('[role=row] [data-testid=status]');
  const painted = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now() - clicked);
    port2.postMessage(null);
  });
  const observer = new MutationObserver(() => {
    const text = status.textContent;
    if (!text.startsWith('On')) return;
    painted((at) => {
      on ??= at;
      const handshake = /^On\\s·\\s(\\d+)\\sms$/.exec(text)?.[1];
      if (handshake === undefined) return;
      observer.disconnect();
      resolve({ on, answered: at - Number(handshake), handshake: Number(handshake) });
    });
  });
  observer.observe(status, { subtree: true, childList: true, characterData: true });
}); undefined`;

const IS_OFF = `/^Off$/.test(document.querySelector('[role=row] [data-testid=status]').textContent)`;

export const HANDSHAKE = 'a handshake meanwhile, p50 ms';

interface Next {
  readonly on: number;
  readonly answered: number;
  readonly handshake: number;
}

export async function measureClick({ executable, entry, directory }: LoadOptions) {
  await using stack = new AsyncDisposableStack();
  const certificate = await makeCertificate(directory, 'click', { commonName: 'tunnel.example' });
  const service = stack.use(await startTlsService(certificate, (socket) => socket.pipe(socket)));
  const port = await freePort();
  const userData = await storeOf(path.join(directory, 'click'), 5, (index) => ({
    connect: [{ host: '127.0.0.1', port: service.port }],
    trust: { kind: 'none' },
    ...(index === 0 ? { accept: [{ host: '127.0.0.1', port }] } : {}),
  }));
  const { page } = stack.use(await startInspected({ executable, entry, userData }));
  await page.evaluate(`new Promise((resolve) => {
    const look = () => document.querySelector('[role=row] label') ? resolve() : setTimeout(look, 50);
    look();
  })`);
  await delay(2000);
  const click = async () => {
    const at = await page.evaluate<{ readonly x: number; readonly y: number }>(PLACE);
    for (const type of ['mousePressed', 'mouseReleased'])
      await page.command('Input.dispatchMouseEvent', { type, ...at, button: 'left', clickCount: 1 });
  };
  const on: number[] = [];
  const answered: number[] = [];
  const handshakes: number[] = [];
  for (let count = 0; count <= TIMES; count += 1) {
    await page.evaluate(NEXT);
    await click();
    const next = await page.evaluate<Next>('next');
    // The first one starts the engine.
    if (count > 0) {
      on.push(next.on);
      answered.push(next.answered - GRACE_MS);
      handshakes.push(next.handshake);
    }
    await click();
    while (!(await page.evaluate<boolean>(IS_OFF))) await delay(20);
    await delay(300);
  }
  return {
    'click to “On”, p50 ms': median(on),
    [HANDSHAKE]: median(handshakes),
    'click to the server’s answer beyond handshake and grace, ms': median(answered),
  };
}
