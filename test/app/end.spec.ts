/** How the app ends when the system tells it to: at log out, or at shutdown. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findRuntime } from '../../build/runtime.ts';
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
