/**
 * Links and files that others have made, handed to the running app as a second start does: damaged ones, many at once, and
 * some that unpack to very much. `ADIT_FUZZ=1000` sends as many links.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { oneOf, randomFrom, whole } from '../export/arbitrary.ts';
import { serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

const links = Number(process.env['ADIT_FUZZ'] ?? 60);
const seed = Number(process.env['ADIT_SEED'] ?? 20_261_130);

/** As Electron tells of a second start on every system but macOS. */
const startAgain = ({ electron }: Adit, ...args: readonly string[]) =>
  electron.evaluate(({ app }, argv) => void app.emit('second-instance', {}, argv, '/'), ['adit', ...args]);

test(`${links} links and odd files (seed ${seed}) add and connect nothing, and the app goes on`, async ({
  launch,
  directory,
}) => {
  test.setTimeout(90_000 + links * 200);
  const adit = await launch();
  await adit.window.paste(serverConfiguration(443));
  await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  const profileId = (await adit.state()).profiles[0]?.profile.id ?? '';
  const shared = await adit.page.evaluate((id) => window.adit.share.link({ profileIds: [id] }), profileId);
  const link = shared.ok ? shared.value.link : '';
  expect(link).toMatch(/^adit:\/\/import/);
  const before = { profiles: (await adit.state()).profiles, stored: await adit.stored() };

  await adit.electron.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    Object.assign(globalThis, { aditDelay: delay });
  });
  const random = randomFrom(seed);
  const pieces = ['%00', '%u202e', '\u202e', '/../', '?', '#', '=', '"', '__proto__', '🚇', '--flag', 'x'.repeat(3000)];
  for (let sent = 0; sent < links; sent += 1) {
    let text = oneOf(random, [
      link,
      'adit://connect/Nobody',
      'adit://connect/%E2%80%AEkroW',
      'adit://import?v=1&p=W10',
    ]);
    for (let change = whole(random, 1, 4); change > 0; change -= 1) {
      const at = Math.floor(random() * text.length);
      text = random() < 0.5 ? text.slice(0, at) + oneOf(random, pieces) + text.slice(at) : text.slice(0, at);
    }
    await startAgain(adit, text.replaceAll('Work', 'Nobody'));
  }
  const folder = path.join(directory, 'odd');
  await mkdir(folder);
  const zeros = new Uint8Array(68 * 1024 * 1024);
  const odd: Readonly<Record<string, Uint8Array>> = {
    'a.adit': strToU8('{"format": "adit", "version": 99}'),
    'deep.adit': strToU8('['.repeat(500_000)),
    'long.adit': strToU8('x'.repeat(1_000_000)),
    'zip.adit': zipSync({ '../../evil.adit': strToU8('{}') }),
    'bomb.adit': gzipSync(zeros, { level: 1 }),
    'bomb.gz': gzipSync(zeros, { level: 1 }),
    'a\u202etida.adit': strToU8('\ud800\0'),
  };
  for (const [name, bytes] of Object.entries(odd)) {
    await writeFile(path.join(folder, name), bytes);
    await startAgain(adit, path.join(folder, name));
  }
  // One that can be read comes after all of them.
  const good = path.join(folder, 'good.conf');
  await writeFile(good, serverConfiguration(443));
  await startAgain(adit, good);
  await expect(adit.window.sheet().last()).toContainText('good.conf', { timeout: 60_000 });
  const most = await adit.electron.evaluate(() => (globalThis as { aditDelay?: { max: number } }).aditDelay?.max ?? 0);
  console.log(`main was held up for ${Math.round(most / 1e6)} ms at most`);

  expect({ profiles: (await adit.state()).profiles, stored: await adit.stored() }).toEqual(before);
  expect([await adit.questions(), await adit.terminals(), await adit.browsers()]).toEqual([[], [], []]);
  expect(await adit.log()).not.toMatch(/\[error\]/);
});
