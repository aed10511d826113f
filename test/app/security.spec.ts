/** What a page that somebody else controls cannot do: leave the computer, open dialogs, or keep the window. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { startTcpService } from '../peers/tcp.ts';
import { serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

/** Names that nothing else of the app would look up. */
const SECRET = 'adit-test.example';

/** Hears whatever comes over UDP. */
async function startEar() {
  const heard: string[] = [];
  const socket = createSocket('udp4', (data) => void heard.push(data.toString('hex')));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const close = () => new Promise<void>((resolve) => socket.close(() => resolve()));
  return { port: socket.address().port, heard, [Symbol.asyncDispose]: close };
}

/** What Chromium looks up and connects to while something is done, of what is named here. */
async function networkOf({ electron }: Adit, file: string, doIt: () => Promise<void>): Promise<readonly string[]> {
  await electron.evaluate(({ session }, to) => session.defaultSession.netLog.startLogging(to), file);
  await doIt();
  await electron.evaluate(({ session }) => session.defaultSession.netLog.stopLogging());
  const { events }: { events: readonly { readonly params?: { readonly host?: string; readonly url?: string } }[] } =
    JSON.parse(await readFile(file, 'utf8'));
  return events.flatMap(({ params }) => (params?.host?.includes(SECRET) ? [params.host] : []));
}

/** Everything that Chromium would look up or connect to for a link, and for an image, a beacon, a socket. */
const useLinks = (page: Page) =>
  page.evaluate((name) => {
    for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'prerender', 'modulepreload', 'preload', 'icon']) {
      const link = document.createElement('link');
      Object.assign(link, { rel, as: rel === 'preload' ? 'image' : '', href: `https://${rel}.${name}/` });
      document.head.append(link);
    }
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inside = frame.contentDocument?.createElement('link');
    if (inside)
      frame.contentDocument?.head.append(Object.assign(inside, { rel: 'dns-prefetch', href: `//frame.${name}` }));
    new Image().src = `https://image.${name}/`;
    navigator.sendBeacon(`https://beacon.${name}/`, 'x');
    try {
      new WebSocket(`wss://socket.${name}/`);
    } catch {
      // Refused at once is refused.
    }
  }, SECRET);

test('nothing of the page leaves the computer, not over WebRTC either', async ({ launch, use, directory }) => {
  const ear = await use(startEar());
  const turn = await use(startTcpService((socket) => socket.resume()));
  const peer = await use(startTcpService((socket) => socket.resume()));
  const adit = await launch();
  const looked = await networkOf(adit, path.join(directory, 'network.json'), async () => {
    await useLinks(adit.page);
    const states = await adit.page.evaluate(
      async ([udp, tcp, candidate]) => {
        const iceServers = [
          { urls: `stun:127.0.0.1:${udp}` },
          { urls: `turn:127.0.0.1:${tcp}?transport=tcp`, username: 'a', credential: 'b' },
        ];
        const [one, two] = [new RTCPeerConnection({ iceServers }), new RTCPeerConnection()];
        one.createDataChannel('x');
        await one.setLocalDescription(await one.createOffer());
        if (one.localDescription === null) return [];
        await two.setRemoteDescription(one.localDescription);
        await two.setLocalDescription(await two.createAnswer());
        if (two.localDescription === null) return [];
        await one.setRemoteDescription(two.localDescription);
        const line = { sdpMid: '0', sdpMLineIndex: 0 };
        const passive = `candidate:1 1 tcp 1518280447 127.0.0.1 ${candidate} typ host tcptype passive generation 0`;
        await one.addIceCandidate({ ...line, candidate: passive });
        const open = `candidate:2 1 udp 2113937151 127.0.0.1 ${udp} typ host generation 0`;
        await one.addIceCandidate({ ...line, candidate: open });
        const over = (state: string) => ['complete', 'disconnected', 'failed', 'closed'].includes(state);
        await new Promise<void>((resolve) => {
          const look = () => {
            if (over(one.iceGatheringState) && over(one.iceConnectionState)) resolve();
          };
          one.addEventListener('icegatheringstatechange', look);
          one.addEventListener('iceconnectionstatechange', look);
          look();
        });
        return [one.iceGatheringState, one.iceConnectionState];
      },
      [ear.port, turn.port, peer.port] as const,
    );
    expect(states).toEqual(['complete', 'disconnected']);
  });
  expect(ear.heard).toEqual([]);
  expect([turn.accepted(), peer.accepted()]).toEqual([0, 0]);
  expect(looked).toEqual([]);
});

test('the page prints nothing and downloads nothing', async ({ launch, directory }) => {
  const adit = await launch();
  const { page, electron } = adit;
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await electron.evaluate(({ session }, to) => session.defaultSession.setDownloadPath(to), directory);
  const before = await readdir(directory);
  const found = await page.evaluate(async () => {
    let printed = false;
    addEventListener('beforeprint', () => {
      printed = true;
    });
    const frame = document.createElement('iframe');
    document.body.append(frame);
    print();
    frame.contentWindow?.print();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'evil.txt';
    link.click();
    link.href = 'data:application/octet-stream,x';
    link.click();
    const features = ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker', 'EyeDropper'];
    return { printed, features: features.filter((name) => name in window) };
  });
  expect(found).toEqual({ printed: false, features: [] });
  await expect.poll(() => said.filter((text) => /print\(\)/.test(text)).length).toBe(2);
  await expect.poll(async () => (await adit.log()).match(/Refused a download/g)?.length).toBe(2);
  expect(await readdir(directory)).toEqual(before);
});

test('the page opens no file dialog, with whatever element', async ({ launch }) => {
  const { page } = await launch();
  const protocol = await page.context().newCDPSession(page);
  const opened: string[] = [];
  protocol.on('Page.fileChooserOpened', ({ mode }) => void opened.push(mode));
  await protocol.send('Page.enable');
  await protocol.send('Page.setInterceptFileChooserDialog', { enabled: true });
  await page.evaluate(() => {
    const make = (into: Element | null, inside: Element | null = null) => {
      const input = document.createElement('input');
      input.type = 'file';
      // What an element says of itself is no matter.
      Object.defineProperty(input, 'type', { value: 'text' });
      inside?.append(input);
      into?.append(inside ?? input);
      return input;
    };
    const label = document.createElement('label');
    make(document.body).click();
    make(null).click();
    make(null, label);
    label.click();
    make(document.body).dispatchEvent(new MouseEvent('click', { bubbles: true }));
    make(null).dispatchEvent(new MouseEvent('click'));
    make(document.body).showPicker();
  });
  // Its answer comes after what was opened.
  await protocol.send('Runtime.evaluate', { expression: '1' });
  expect(opened).toEqual([]);
});

test('a page that goes to about:blank is shown again', async ({ launch }) => {
  const adit = await launch();
  const { page } = adit;
  await adit.window.paste(serverConfiguration(443));
  await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  const leave: readonly (() => void)[] = [
    () => location.assign('about:blank'),
    () => location.replace('about:blank#again'),
    () => void window.open('about:blank', '_self'),
  ];
  for (const [index, go] of leave.entries()) {
    // The page may be gone before it can answer.
    await page.evaluate(go).catch(() => {});
    await expect(page.getByRole('row', { name: 'Work' })).toBeVisible();
    expect(await page.evaluate(() => location.href)).toBe('app://adit/index.html');
    expect((await adit.state()).profiles).toHaveLength(1);
    expect((await adit.log()).match(/left its address/g)).toHaveLength(index + 1);
  }
});

test('a page cannot go to an address that it has made', async ({ launch }) => {
  const adit = await launch();
  const { page } = adit;
  await page.evaluate(() => location.assign(URL.createObjectURL(new Blob(['x'], { type: 'text/html' }))));
  await page.evaluate(() => {
    history.pushState(null, '', '/nowhere.html');
    location.reload();
  });
  await expect.poll(async () => (await adit.log()).match(/Refused navigation/g)?.length).toBe(2);
  // Playwright still waits for the navigation that was refused, so the page is asked itself.
  expect(await page.evaluate(() => document.body.textContent)).toContain('Add a server');
});
