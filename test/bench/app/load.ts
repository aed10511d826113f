/** Many profiles, and traffic through some of them: what the window and main's event loop do meanwhile. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startTlsService } from '../../engine/tls-peer.ts';
import { makeCertificate } from '../../peers/certificates.ts';
import { freePort } from '../../peers/free-port.ts';
import { median } from '../report.ts';
import { workOf } from './busy.ts';
import { type Inspected, startInspected } from './inspected.ts';
import { storeOf } from './store.ts';

const ON = 20;
const CONNECTIONS_EACH = 15;
const SPEAK_EVERY_MS = 100;
const SCROLL_MS = 5000;
const WATCH_MS = 4000;
/** Long enough for what the start has left to be collected not to count for much. */
const WORK_MS = 12_000;
const SAVES = 20;
/** Everything that follows a save is done by then. */
const SAVE_EVERY_MS = 600;

/** Scrolls the list up and down, a step each frame; the 99th percentile of the times between frames. */
const scroll = (milliseconds: number) => `new Promise((resolve) => {
  const list = document.querySelector('[role=grid]');
  const times = [];
  const end = performance.now() + ${milliseconds};
  let step = 24;
  let last = performance.now();
  const frame = (now) => {
    times.push(now - last);
    last = now;
    const before = list.scrollTop;
    list.scrollTop += step;
    if (list.scrollTop === before) step = -step;
    if (now < end) requestAnimationFrame(frame);
    else resolve(times.slice(5).sort((one, other) => one - other)[Math.floor((times.length - 5) * 0.99)]);
  };
  requestAnimationFrame(frame);
})`;

/** From here on main notes the size of each message to the window. */
const LISTEN = `(() => {
  const { BrowserWindow } = process.mainModule === undefined
    ? process.getBuiltinModule('module').createRequire(process.cwd() + '/')('electron')
    : process.mainModule.require('electron');
  const { serialize } = process.getBuiltinModule('v8');
  const [window] = BrowserWindow.getAllWindows();
  const contents = window.webContents;
  const send = contents.send.bind(contents);
  globalThis.bench = { window, sent: [] };
  contents.send = (channel, payload) => {
    const tunnels = payload?.traffic?.split('\\n').length ?? 0;
    globalThis.bench.sent.push({ bytes: serialize(payload).length, tunnels, others: payload?.changes?.length ?? 1 });
    send(channel, payload);
  };
})()`;

const DELAY = (milliseconds: number) => `(async () => {
  const { monitorEventLoopDelay } = process.getBuiltinModule('perf_hooks');
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await new Promise((resolve) => setTimeout(resolve, ${milliseconds}));
  histogram.disable();
  return histogram.percentile(99) / 1e6;
})()`;

interface Sent {
  readonly bytes: number;
  /** Whose traffic is in it. */
  readonly tunnels: number;
  /** Changes of something else. */
  readonly others: number;
}

export interface LoadOptions {
  readonly executable: string;
  readonly entry: string;
  readonly directory: string;
}

export async function measureLoad({ executable, entry, directory }: LoadOptions) {
  await using stack = new AsyncDisposableStack();
  const certificate = await makeCertificate(directory, 'server', { commonName: 'tunnel.example' });
  const service = stack.use(await startTlsService(certificate, (socket) => socket.pipe(socket)));
  const ports: number[] = [];
  while (ports.length < ON) ports.push(await freePort());
  const userData = await storeOf(path.join(directory, 'load'), 200, (index) => ({
    connect: [{ host: '127.0.0.1', port: service.port }],
    trust: { kind: 'none' },
    ...(index < ON ? { startWithApp: true, accept: [{ host: '127.0.0.1', port: ports[index] ?? 0 }] } : {}),
  }));
  const app = stack.use(await startInspected({ executable, entry, userData, withMain: true }));
  await app.page.evaluate(`new Promise((resolve) => {
    const look = () => document.querySelectorAll('[role=grid] [role=row]').length > 5 ? resolve() : setTimeout(look, 50);
    look();
  })`);
  // Tunnels are switched on behind the list.
  await app.page.evaluate(`(async () => {
    const isOn = ({ tunnel }) => tunnel.status.kind === 'on';
    while ((await window.adit.state.get()).value.profiles.filter(isOn).length < ${ON})
      await new Promise((resolve) => setTimeout(resolve, 50));
  })()`);
  const sockets = await talk(ports);
  stack.defer(() => {
    for (const socket of sockets) socket.destroy();
  });
  await delay(2000);
  return { ...(await underTraffic(app)), ...(await saved(app)), ...(await hidden(app)) };
}

/** 300 programs that say a little ten times a second. */
async function talk(ports: readonly number[]): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  for (const port of ports) {
    for (let count = 0; count < CONNECTIONS_EACH; count += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      const timer = setInterval(() => socket.write('x'.repeat(200)), SPEAK_EVERY_MS);
      socket.on('close', () => clearInterval(timer));
      sockets.push(socket.resume());
    }
  }
  return sockets;
}

const mainOf = ({ main }: Inspected) => {
  if (main === null) throw new Error('Main cannot be looked at.');
  return main;
};

async function underTraffic(app: Inspected) {
  const main = mainOf(app);
  const eventLoop = await main.evaluate<number>(DELAY(WATCH_MS));
  await main.evaluate(LISTEN);
  const spent = await workOf(app.page, WORK_MS);
  const sent = (await main.evaluate<readonly Sent[]>('globalThis.bench.sent')).filter(
    ({ tunnels, others }) => tunnels > 0 && others === 0,
  );
  return {
    'main’s event-loop delay, p99 ms': eventLoop,
    'traffic patches a second': sent.length / (WORK_MS / 1000),
    'window’s work a traffic patch, ms': spent.task / sent.length,
    'of it script, ms': spent.script / sent.length,
    'bytes a tunnel in a patch': Math.max(...sent.map(({ bytes, tunnels }) => bytes / tunnels)),
    'frames while scrolling, p99 ms': await app.page.evaluate<number>(scroll(SCROLL_MS)),
  };
}

/** What main's thread has used of the processor so far, in milliseconds; null where the system does not say. */
const THREAD = `(() => {
  const file = '/proc/self/task/' + process.pid + '/schedstat';
  try {
    return Number(process.getBuiltinModule('fs').readFileSync(file, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return null;
  }
})()`;

/** One by one, as a person saves: in the page, there and back. */
async function saved(app: Inspected) {
  const main = mainOf(app);
  const times: number[] = [];
  const threads: number[] = [];
  for (let count = 0; count < SAVES; count += 1) {
    const before = await main.evaluate<number | null>(THREAD);
    times.push(
      await app.page.evaluate<number>(`(async () => {
        const { value } = await window.adit.state.get();
        const { profile } = value.profiles[100];
        const begun = performance.now();
        const answer = await window.adit.profile.save({ profile: { ...profile, name: 'Server of ${count}' } });
        if (!answer.ok) throw new Error(answer.error.explanation.what);
        return performance.now() - begun;
      })()`),
    );
    const after = await main.evaluate<number | null>(THREAD);
    if (before !== null && after !== null) threads.push(after - before);
    await delay(SAVE_EVERY_MS);
  }
  return {
    'a save of one profile of 200, p50 ms': median(times),
    ...(threads.length === 0 ? {} : { 'of it main’s thread, with reading the state for it, ms': median(threads) }),
  };
}

async function hidden(app: Inspected) {
  const main = mainOf(app);
  await main.evaluate('globalThis.bench.window.hide()');
  await delay(500);
  await main.evaluate('globalThis.bench.sent.length = 0');
  await delay(WATCH_MS);
  return { 'messages to a hidden window': await main.evaluate<number>('globalThis.bench.sent.length') };
}

export async function measureThousand({ executable, entry, directory }: LoadOptions) {
  const userData = await storeOf(path.join(directory, 'thousand'), 1000);
  await using app = await startInspected({ executable, entry, userData });
  await app.page.evaluate(`new Promise((resolve) => {
    const look = () => document.querySelector('[role=grid] [role=row]') ? resolve() : setTimeout(look, 20);
    look();
  })`);
  const shown = Date.now() - app.startedAt;
  return {
    'start with 1 000 profiles, ms': shown,
    'frames while scrolling 1 000 profiles, p99 ms': await app.page.evaluate<number>(scroll(SCROLL_MS)),
  };
}
