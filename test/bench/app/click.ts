/** From a click on a tunnel's switch to “On” on the screen, without the handshake itself. */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
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

/** From the next click on: when the row has said that the server answers and this was painted, and how long its handshake took. */
const NEXT = `globalThis.next = new Promise((resolve) => {
  let clicked = null;
  addEventListener('pointerup', ({ timeStamp }) => { clicked ??= timeStamp; }, { capture: true, once: true });
  const status = document.querySelector('[role=row] [data-testid=status]');
  const observer = new MutationObserver(() => {
    const handshake = /^On\\s·\\s(\\d+)\\sms$/.exec(status.textContent)?.[1];
    if (handshake === undefined) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve({ took: performance.now() - clicked, handshake: Number(handshake) });
      port2.postMessage(null);
    });
  });
  observer.observe(status, { subtree: true, childList: true, characterData: true });
}); undefined`;

const IS_OFF = `/^Off$/.test(document.querySelector('[role=row] [data-testid=status]').textContent)`;

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
  const beyond: number[] = [];
  for (let count = 0; count <= TIMES; count += 1) {
    await page.evaluate(NEXT);
    await click();
    const { took, handshake } = await page.evaluate<{ readonly took: number; readonly handshake: number }>('next');
    // The first one starts the engine.
    if (count > 0) beyond.push(took - handshake);
    await click();
    while (!(await page.evaluate<boolean>(IS_OFF))) await delay(20);
    await delay(300);
  }
  return { 'click to “On” beyond the handshake, p50 ms': median(beyond) };
}
