import { expect, test } from 'vitest';
import { say } from '../../preload/words/say.ts';
import { refusalWithoutSandbox } from './sandbox.ts';

const env = { APPIMAGE: '/home/anna/Adit.AppImage' };
const argv = ['/tmp/.mount/adit', '--no-sandbox', 'a.conf'];

test('an AppImage that was started without sandbox by itself says in one line what to do', () => {
  const said = refusalWithoutSandbox({ argv, env, uid: 1000 });
  expect(said && say(said)).toMatch(/^.*\.deb.*ADIT_NO_SANDBOX=1\.$/);
});

test.each([
  ['has its sandbox', { argv: ['/tmp/.mount/adit'], env, uid: 1000 }],
  ['is no AppImage', { argv, env: {}, uid: 1000 }],
  ['was told to go without', { argv, env: { ...env, ADIT_NO_SANDBOX: '1' }, uid: 1000 }],
  ['is root’s', { argv, env, uid: 0 }],
])('who %s starts', (_, start) => {
  expect(refusalWithoutSandbox(start)).toBeNull();
});
