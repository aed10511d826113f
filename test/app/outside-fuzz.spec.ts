/**
 * Links and files from outside, as anybody can make them, in the running app: nothing is added, stored or connected without a
 * person, the window stays in use, and no more waits for an answer than a person looks at. `ADIT_FUZZ=20000` sends as many
 * links and as many files, `ADIT_SEED` begins elsewhere.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { root } from '../../build/outputs.ts';
import { findRuntime } from '../../build/runtime.ts';
import { type Opened, openedLinks, parseLaunch } from '../../main/desktop/launch-arguments.ts';
import { isFolder } from '../../main/desktop/user-data.ts';
import { shareFile, shareLink } from '../../main/profile/share/share.ts';
import { say } from '../../preload/words/say.ts';
import { oneOf, plainProfile, type Random, randomFrom } from '../export/arbitrary.ts';
import { damaged } from '../fuzz/damaged.ts';
import { type App, chooseNext } from './support/app.ts';
import { type LoadOfMain, loadOfMain, watchMain } from './support/load-of-main.ts';
import { serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

const each = Number(process.env['ADIT_FUZZ'] ?? 40);
const seed = Number(process.env['ADIT_SEED'] ?? 20_261_130);
/** Fewer than wait to be read or answered. */
const CHUNK = 10;

declare global {
  var __outside: { opened: number; failed: number } | undefined;
}

const textOf = (shared: ReturnType<typeof shareFile>): string => {
  if (!shared.ok) throw new Error(say(shared.explanation.what));
  return shared.text;
};
const shared = [plainProfile(), plainProfile({ name: 'Zwei', application: 'http' })];
const links = [
  textOf(shareLink(shared, new Map())),
  'adit://connect/Work',
  'adit://connect/B%C3%BCro%20%2F%20SSH',
  'adit://import?v=1&p=W10',
];
const sharedFile = textOf(shareFile(shared, new Map()));

/** By the ways in which a system hands them over. */
type Event =
  | { readonly kind: 'second-instance'; readonly argv: readonly string[] }
  | { readonly kind: 'open-url' | 'open-file'; readonly what: string };

const emit = ({ electron }: Pick<App, 'electron'>, events: readonly Event[]): Promise<void> =>
  electron.evaluate(({ app }, all) => {
    const prevented = { preventDefault() {} };
    for (const event of all) {
      if (event.kind === 'second-instance') app.emit(event.kind, prevented, [...event.argv], '/');
      else app.emit(event.kind, prevented, event.what);
    }
  }, events);

const linkEvent = (link: string, index: number): Event =>
  index % 2 === 0 ? { kind: 'open-url', what: link } : { kind: 'second-instance', argv: ['adit', link] };

const openedBy = (event: Event): readonly Opened[] => {
  if (event.kind === 'second-instance') return parseLaunch(event.argv, '/', isFolder).opened;
  return event.kind === 'open-url' ? openedLinks([event.what]) : [{ kind: 'file', path: event.what }];
};

/** How many previews and refusals events come to, as long as there is room for all. */
const previewsOf = (events: readonly Event[]): number =>
  events.flatMap(openedBy).filter(({ kind }) => kind !== 'connect').length;

/** Counts what main tells the window, and gives up each preview that opens there, as a person does with *Cancel*. */
async function follow({ electron, page }: Adit): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('There is no window.');
    globalThis.__outside = { opened: 0, failed: 0 };
    const send = contents.send.bind(contents);
    contents.send = (channel, ...rest) => {
      const count = globalThis.__outside;
      if (count !== undefined && channel.endsWith('import.opened')) count.opened += 1;
      if (count !== undefined && channel.endsWith('import.failed')) count.failed += 1;
      send(channel, ...rest);
    };
  });
  await page.evaluate(() => {
    const cancel = () => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')];
      buttons.find(({ textContent }) => textContent === 'Cancel')?.click();
    };
    Object.assign(window, { answering: setInterval(cancel, 10) });
  });
}

const outcomes = ({ electron }: Pick<App, 'electron'>) =>
  electron.evaluate(() => ({ opened: 0, failed: 0, ...globalThis.__outside }));

/** Sends them by tens, each when all that came of the ones before is answered. */
async function sendAll(adit: Adit, events: readonly Event[]): Promise<void> {
  let expected = await outcomes(adit).then(({ opened, failed }) => opened + failed);
  for (let at = 0; at < events.length; at += CHUNK) {
    const chunk = events.slice(at, at + CHUNK);
    expected += previewsOf(chunk);
    await emit(adit, chunk);
    const settled = async () => {
      const { opened, failed } = await outcomes(adit);
      return [opened + failed, await adit.page.getByRole('dialog').count()];
    };
    await expect
      .poll(settled, { message: JSON.stringify(chunk).slice(0, 2000), intervals: [20, 50] })
      .toEqual([expected, 0]);
  }
}

/** Bytes under a name, as shared files come. */
function damagedFile(random: Random): readonly [name: string, bytes: Uint8Array] {
  const text = damaged(random, sharedFile);
  const bytes = oneOf(random, [
    () => strToU8(text),
    () => new Uint8Array(Buffer.from(text, 'utf16le')),
    () => gzipSync(strToU8(text)),
    () => zipSync({ [oneOf(random, ['a.adit', '../a.adit', '/etc/a.adit'])]: strToU8(text) }),
    () => Uint8Array.from({ length: 400 }, () => Math.floor(random() * 256)),
  ])();
  return [oneOf(random, ['office.adit', 'office.ADIT', 'a\u202etida.adit', 'stunnel.conf', 'a.zip']), bytes];
}

async function filesOf(directory: string, random: Random): Promise<readonly string[]> {
  const files: string[] = [];
  for (let index = 0; index < each; index += 1) {
    const [name, bytes] = damagedFile(random);
    const folder = path.join(directory, `${index}`);
    await mkdir(folder);
    await writeFile(path.join(folder, name), bytes);
    files.push(path.join(folder, name));
  }
  return files;
}

/** A second start, as by a double click or by a browser; ends when the first has it. */
async function startAgain(build: string, userData: string, what: string): Promise<number | null> {
  const found = await findRuntime();
  if (found.kind === 'missing') throw new Error(found.advice.join(' '));
  const line = [
    path.join(build, 'main/index.js'),
    `--user-data-dir=${userData}`,
    '--no-sandbox',
    '--disable-gpu',
    what,
  ];
  const child: ChildProcess = spawn(found.runtime.executable, line, { cwd: root, stdio: 'ignore' });
  const [status] = (await once(child, 'exit')) as [number | null];
  return status;
}

const shown = (load: LoadOfMain): string => JSON.stringify(load);

test(`${each} links and as many files (seed ${seed}) add, store and connect nothing, and the window stays in use`, async ({
  launch,
  directory,
  build,
}) => {
  test.setTimeout(120_000 + each * 300);
  const random = randomFrom(seed);
  const adit = await launch();
  await adit.window.paste(serverConfiguration(443));
  await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  await adit.electron.evaluate(() => {
    if (globalThis.__aditTest !== undefined) globalThis.__aditTest.agrees = false;
  });
  const before = { state: await adit.decided(), stored: await adit.stored() };
  const unchanged = async () => {
    const { profiles, settings } = await adit.decided();
    expect({ state: { ...before.state, profiles, settings }, stored: await adit.stored() }).toEqual(before);
    expect(await adit.log()).not.toMatch(/\[error\]/);
    expect([await adit.terminals(), await adit.browsers()]).toEqual([[], []]);
  };
  await follow(adit);
  await watchMain(adit);

  const events = Array.from({ length: each }, (_, index) => linkEvent(damaged(random, oneOf(random, links)), index));
  await sendAll(adit, events);
  console.log(`links: ${JSON.stringify(await outcomes(adit))}, main ${shown(await loadOfMain(adit))}`);
  await unchanged();
  const asked = await adit.questions();
  expect(new Set(asked)).toEqual(new Set(asked.length === 0 ? [] : ['link: Work']));
  // Of links to profiles that there are not, the last one is said.
  expect((await adit.state()).notices.length).toBeLessThanOrEqual(before.state.notices.length + 1);

  const files = await filesOf(directory, random);
  await sendAll(
    adit,
    files.map((what) => ({ kind: 'open-file', what })),
  );
  console.log(`files: ${JSON.stringify(await outcomes(adit))}, main ${shown(await loadOfMain(adit))}`);
  await unchanged();
  expect((await outcomes(adit)).opened).toBeGreaterThan(0);

  for (const file of files.slice(0, Math.max(3, each / 100))) {
    await adit.window.drop(file);
    await expect(adit.page.getByRole('dialog')).toHaveCount(0);
  }
  await unchanged();

  const { opened } = await outcomes(adit);
  const [good = ''] = links;
  const office = path.join(directory, 'office.adit');
  await writeFile(office, sharedFile);
  for (const what of [good, office]) expect(await startAgain(build, adit.userData, what)).toBe(0);
  await expect.poll(async () => (await outcomes(adit)).opened).toBe(opened + 2);
  await expect(adit.page.getByRole('dialog')).toHaveCount(0);
  await unchanged();
});

test(`a flood of ${each * 10} links and files is a few previews and a sentence, and leaves the app in use`, async ({
  launch,
  directory,
}) => {
  test.setTimeout(120_000 + each * 100);
  const adit = await launch();
  await adit.window.paste(serverConfiguration(443));
  await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  const stored = await adit.stored();
  const file = path.join(directory, 'office.adit');
  await writeFile(file, sharedFile);
  const [good = ''] = links;
  await watchMain(adit);
  const { memory } = await loadOfMain(adit);
  await adit.electron.evaluate(
    async ({ app }, { link, path: what, count }) => {
      const prevented = { preventDefault() {} };
      for (let sent = 0; sent < count; sent += 1) {
        if (sent % 4 === 0) app.emit('open-url', prevented, link);
        else if (sent % 4 === 1) app.emit('second-instance', prevented, ['adit', link], '/');
        else if (sent % 4 === 2) app.emit('open-file', prevented, what);
        else app.emit('open-url', prevented, `adit://connect/Nobody%20${sent}`);
        if (sent % 10 === 9) await new Promise((resolve) => setImmediate(resolve));
      }
    },
    { link: good, path: file, count: each * 10 },
  );
  console.log(`flood: main had ${memory} MiB; ${shown(await loadOfMain(adit))}`);
  const sheet = adit.window.sheet();
  await expect(sheet.getByText(/more files? (and|or) links? w(as|ere) not opened/).first()).toBeVisible();
  let count = 0;
  for (; (await sheet.count()) > 0; count += 1) {
    await expect(sheet.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible();
    await adit.page.keyboard.press('Escape');
    await adit.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  }
  expect(count).toBeLessThanOrEqual(12);
  expect(await adit.stored()).toBe(stored);
  // There is room again.
  await emit(adit, [{ kind: 'open-file', what: file }]);
  await adit.window.add({});
  expect((await adit.state()).profiles.length).toBe(3);
});

test(`${each} backups (seed ${seed}) are plans or sentences, and restore nothing by themselves`, async ({
  launch,
  directory,
}) => {
  test.setTimeout(120_000 + each * 100);
  const random = randomFrom(seed + 1);
  const adit = await launch();
  await adit.window.paste(serverConfiguration(443));
  await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  const stored = await adit.stored();
  await adit.electron.evaluate(({ dialog }, folder) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: `${folder}/backup.json` });
  }, directory);
  await adit.page.evaluate(() => window.adit.backup.save({ passphrase: 'correct horse' }));
  const backup = await readFile(path.join(directory, 'backup.json'), 'utf8');
  await watchMain(adit);
  const tally = { plan: 0, refused: 0 };
  for (let at = 0; at < each; at += 100) {
    const names = Array.from({ length: Math.min(100, each - at) }, (_, index) => path.join(directory, `${index}.json`));
    for (const name of names) await writeFile(name, damaged(random, backup));
    await chooseNext(adit, ...names);
    const answers = await adit.page.evaluate(async (count) => {
      const all: ('plan' | 'refused')[] = [];
      for (let index = 0; index < count; index += 1) {
        const answer = await window.adit.backup.open();
        const isSentence = answer.ok || answer.error.explanation.what.trim() !== '';
        if (!isSentence) throw new Error(JSON.stringify(answer));
        all.push(answer.ok ? 'plan' : 'refused');
      }
      return all;
    }, names.length);
    for (const answer of answers) tally[answer] += 1;
  }
  console.log(`backups: ${JSON.stringify(tally)}, main ${shown(await loadOfMain(adit))}`);
  expect(tally.plan).toBeGreaterThan(0);
  expect(tally.refused).toBeGreaterThan(0);
  expect(await adit.stored()).toBe(stored);
  expect(await adit.log()).not.toMatch(/\[error\]/);
});
