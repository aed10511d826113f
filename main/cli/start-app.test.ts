import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { controlAddress } from '../control/place.ts';
import { appLine, startApp } from './start-app.ts';

const packaged = { electron: '45', program: '/opt/Adit/adit', script: null, appImage: undefined };

test.each([
  ['a package', packaged, null, ['/opt/Adit/adit', '--hidden']],
  ['another folder', packaged, '/u', ['/opt/Adit/adit', '--hidden', '--user-data-dir=/u']],
  [
    'an AppImage, whose files lie elsewhere each time',
    { ...packaged, appImage: '/a.AppImage' },
    null,
    ['/a.AppImage', '--hidden'],
  ],
  ['the sources', { ...packaged, script: 'index.js' }, null, ['/opt/Adit/adit', 'index.js', '--hidden']],
  ['plain Node', { ...packaged, electron: undefined }, null, null],
])('the app of %s', (_, program, userData, expected) => {
  expect(appLine(program, userData)).toEqual(expected);
});

test('an app that is started is waited for, and a start that comes to nothing is told', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'adit-start-'));
  const address = controlAddress(process.platform, directory);
  const listens = `require('node:net').createServer((socket) => socket.end('{"kind":"tunnels","tunnels":[]}\\n')).listen(process.argv[1]);
    setTimeout(() => process.exit(), 5000);`;
  try {
    expect(await startApp([process.execPath, '-e', listens, address], address)).toEqual({ kind: 'running' });
    expect(await startApp([path.join(directory, 'none')], `${address}x`)).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('ENOENT'),
    });
    expect(await startApp([process.execPath, '-e', ''], `${address}x`, 400)).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('does not answer'),
    });
    expect(await startApp(null, address)).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('installed program'),
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
