import { expect, test } from 'vitest';
import { hasTrayHost } from './host.ts';
import type { Run } from './session-bus.ts';

const missing = () => Promise.reject(Object.assign(new Error('spawn'), { code: 'ENOENT' }));
const refused = () => Promise.reject(Object.assign(new Error('ServiceUnknown'), { code: 1 }));
const says = (stdout: string) => () => Promise.resolve({ stdout });

test.each<[string, NodeJS.Platform, Record<string, Run>, boolean]>([
  ['macOS', 'darwin', {}, true],
  ['a panel, said by gdbus', 'linux', { gdbus: says('(<true>,)\n') }, true],
  ['a watcher without a panel', 'linux', { gdbus: says('(<false>,)\n') }, false],
  ['no watcher', 'linux', { gdbus: refused }, false],
  ['a panel, said by busctl', 'linux', { gdbus: missing, busctl: says('v b true\n') }, true],
  ['no bus, said by busctl', 'linux', { gdbus: missing, busctl: refused }, false],
  ['nobody to ask', 'linux', { gdbus: missing, busctl: missing }, true],
])('%s', async (_name, platform, programs, expected) => {
  expect(await hasTrayHost(platform, (program, argv) => (programs[program] ?? missing)(program, argv))).toBe(expected);
});
