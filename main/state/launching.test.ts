import { expect, test } from 'vitest';
import type { ProfileView } from '../../preload/app-state.ts';
import type { TunnelStatus } from '../../preload/types.ts';
import { createLaunching, type Plan } from './launching.ts';
import { makeProfile } from './make-profile.ts';
import { tunnelOff } from './tunnel-views.ts';

const on: TunnelStatus = { kind: 'on', accept: [], server: { kind: 'unknown' } };
const ssh: Plan = { kind: 'terminal', argv: ['ssh', '-p', '2222', '127.0.0.1'], command: 'ssh -p 2222 127.0.0.1' };

function setUp(
  plan: Plan | null,
  status: TunnelStatus = on,
  { terminal = 'opened' as 'opened' | 'none' | 'unsuitable', browser = true } = {},
) {
  const done: string[] = [];
  const view: ProfileView = { profile: makeProfile(), tunnel: { ...tunnelOff, status }, launch: null, secrets: [] };
  const log = () => {};
  const launching = createLaunching({
    profile: (id) => (id === view.profile.id ? view : undefined),
    plan: () => plan,
    openTerminal: async (argv) => {
      if (terminal === 'opened') done.push(`terminal ${argv.join(' ')}`);
      return terminal;
    },
    openBrowser: async (url) => {
      if (!browser) throw new Error('no handler');
      done.push(`browser ${url}`);
    },
    copy: async (text) => void done.push(`copy ${text}`),
    log: { error: log, warn: log, info: log, debug: log },
  });
  return { launching, done, id: view.profile.id };
}

test('opens a terminal with the command’s arguments', async () => {
  const { launching, done, id } = setUp(ssh);
  expect((await launching.open(id)).ok).toBe(true);
  expect(done).toEqual(['terminal ssh -p 2222 127.0.0.1']);
});

test('without a terminal the command is copied, and the person is told', async () => {
  const { launching, done, id } = setUp(ssh, on, { terminal: 'none' });
  expect(await launching.open(id)).toMatchObject({
    ok: false,
    error: { explanation: { what: expect.stringContaining('was copied') } },
  });
  expect(done).toEqual(['copy ssh -p 2222 127.0.0.1']);
});

test('a command that no terminal would get unchanged is copied, and that is the reason given', async () => {
  const { launching, done, id } = setUp(ssh, on, { terminal: 'unsuitable' });
  expect(await launching.open(id)).toMatchObject({
    ok: false,
    error: { explanation: { what: expect.stringContaining('was copied'), why: expect.stringContaining('cmd.exe') } },
  });
  expect(done).toEqual(['copy ssh -p 2222 127.0.0.1']);
});

test('nothing is started while the tunnel is off, but the command can be copied', async () => {
  const { launching, done, id } = setUp(ssh, { kind: 'off' });
  expect((await launching.open(id)).ok).toBe(false);
  expect(done).toEqual([]);
  expect(await launching.copy(id)).toEqual({ ok: true, value: { command: ssh.command } });
  expect(done).toEqual([`copy ${ssh.command}`]);
});

test('a browser that does not open is an explanation', async () => {
  const page: Plan = { kind: 'browser', argv: ['http://127.0.0.1:8080/'], command: 'curl http://127.0.0.1:8080/' };
  expect((await setUp(page).launching.open(setUp(page).id)).ok).toBe(true);
  const { launching, id } = setUp(page, on, { browser: false });
  expect((await launching.open(id)).ok).toBe(false);
});

test('what can only be copied is copied by opening it', async () => {
  const { launching, done, id } = setUp({ kind: 'copy', argv: [], command: 'remote 127.0.0.1 1194' }, { kind: 'off' });
  expect((await launching.open(id)).ok).toBe(true);
  expect(done).toEqual(['copy remote 127.0.0.1 1194']);
});

test('unknown profiles and profiles without a plan are failures', async () => {
  const { launching, id } = setUp(null);
  expect((await launching.open('x')).ok).toBe(false);
  expect((await launching.copy('x')).ok).toBe(false);
  expect((await launching.open(id)).ok).toBe(false);
  expect((await launching.copy(id)).ok).toBe(false);
});
