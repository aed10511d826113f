import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { hasSessionBus } from './session-bus.ts';

const runtime = mkdtempSync(join(tmpdir(), 'adit-bus-'));
const withBus = mkdtempSync(join(tmpdir(), 'adit-bus-'));
writeFileSync(join(withBus, 'bus'), '');
afterAll(() => {
  for (const folder of [runtime, withBus]) rmSync(folder, { recursive: true });
});

it.each<[string, NodeJS.ProcessEnv, boolean]>([
  ['an address', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, true],
  ['an abstract one', { DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-x,guid=1' }, true],
  ['what Chromium says where there is none', { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, false],
  [
    'the same beside a socket, which nobody would ask',
    { DBUS_SESSION_BUS_ADDRESS: 'disabled:', XDG_RUNTIME_DIR: withBus },
    false,
  ],
  ['none, and a socket in the usual place', { XDG_RUNTIME_DIR: withBus }, true],
  ['an empty one, and a socket', { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: withBus }, true],
  ['a place without a socket', { XDG_RUNTIME_DIR: runtime }, false],
  ['nothing', {}, false],
])('%s', (_, env, has) => {
  expect(hasSessionBus(env)).toBe(has);
});
