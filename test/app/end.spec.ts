/** How the app ends when the system tells it to: at log out, or at shutdown. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findRuntime } from '../../build/runtime.ts';
import { serverConfiguration } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.skip(process.platform === 'win32', 'Windows has no SIGTERM');

/** The app gets the signal at a moment of its start that no time could meet. */
const signalAt = (moment: string): string => `
const { app } = require('electron');
const signal = () => process.kill(process.pid, 'SIGTERM');
if (${JSON.stringify(moment)} === 'ready') app.once('ready', signal);
else app.once('web-contents-created', (_event, contents) => contents.once(${JSON.stringify(moment)}, signal));
`;

for (const moment of ['ready', 'did-start-loading', 'did-navigate', 'did-finish-load']) {
  test(`SIGTERM while the app starts ends it in order: ${moment}`, async ({ build, directory }) => {
    const found = await findRuntime();
    if (found.kind === 'missing') throw new Error(found.advice.join(' '));
    const hook = path.join(directory, 'hook.cjs');
    await writeFile(hook, signalAt(moment));
    const userData = path.join(directory, 'user-data');
    const program = [path.join(build, 'main/index.js'), `--user-data-dir=${userData}`];
    const child = spawn(found.runtime.executable, ['--no-sandbox', '-r', hook, ...program], { stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([0, null]);
    // What a second start would take for an app that runs.
    expect(await readdir(userData)).not.toContain('SingletonLock');
  });
}

test('SIGTERM asks about what is edited, and ends in order when it comes again without an answer', async ({
  launch,
}) => {
  const adit = await launch();
  const { window } = adit;
  await window.paste(serverConfiguration(443));
  await window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  const before = await adit.stored();
  await window.button('Edit').click();
  await window.field('Name').fill('Not saved');
  await adit.electron.evaluate(({ dialog }) => {
    const show = dialog.showMessageBox;
    // The real question is on the screen, and must go away with the app.
    dialog.showMessageBox = (...asked: unknown[]) => {
      Object.assign(globalThis, { asked: Object(asked.at(-1)).detail });
      return Reflect.apply(show, dialog, asked);
    };
  });
  const program = adit.electron.process();
  const ended = once(program, 'exit');
  program.kill('SIGTERM');
  const asked = () => adit.electron.evaluate(() => String(Reflect.get(globalThis, 'asked')));
  await expect
    .poll(asked)
    .toBe(
      'What you have changed of “Work” is not saved yet.\n\nAdit has been told to end. Without an answer it ends in 10 seconds.',
    );
  program.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await adit.stored()).toBe(before);
  expect(await readdir(adit.userData)).not.toContain('SingletonLock');
});

test('a page that hangs keeps nobody from quitting', async ({ launch }) => {
  const adit = await launch();
  const hangs = adit.page.waitForEvent('console', (message) => message.text() === 'hangs');
  void adit.page
    .evaluate(() => {
      console.log('hangs');
      for (;;);
    })
    .catch(() => {});
  await hangs;
  const program = adit.electron.process();
  const ended = once(program, 'exit');
  program.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await adit.log()).toContain('The window did not close in time.');
});
