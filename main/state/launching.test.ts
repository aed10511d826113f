import { expect, test } from 'vitest';
import type { ProfileView } from '../../preload/app-state.ts';
import type { TunnelStatus } from '../../preload/types.ts';
import { createLaunching, type Plan } from './launching.ts';
import { makeProfile } from './make-profile.ts';
import { tunnelOff } from './tunnel-views.ts';

const on: TunnelStatus = { kind: 'on', accept: [], server: { kind: 'unknown' } };
const plan = (changed: Partial<Plan> = {}): Plan => ({
  label: 'Open SSH',
  start: { kind: 'terminal', argv: ['ssh', '-p', '2222', '127.0.0.1'] },
  by: 'OpenSSH in xterm',
  digest: 'a',
  command: 'ssh -p 2222 127.0.0.1',
  lines: [],
  notes: [],
  ...changed,
});
const page = plan({ start: { kind: 'url', url: 'http://127.0.0.1:8080/' }, command: 'curl http://127.0.0.1:8080/' });
const putty = plan({ start: { kind: 'program', argv: ['putty', '-P', '2222'] }, by: 'PuTTY' });

interface Outside {
  readonly terminal?: 'opened' | 'none' | 'unsuitable';
  readonly starts?: boolean;
  readonly agrees?: boolean;
}

function setUp(of: Plan | null, status: TunnelStatus = on, outside: Outside = {}) {
  const { terminal = 'opened', starts = true, agrees = true } = outside;
  const done: string[] = [];
  const seen = new Set<string>();
  const view: ProfileView = {
    profile: makeProfile(),
    tunnel: { ...tunnelOff, status },
    launch: null,
    vpn: null,
    secrets: [],
  };
  const log = () => {};
  const start = async (what: string): Promise<void> => {
    if (!starts) throw new Error('ENOENT');
    done.push(what);
  };
  let current = of;
  const launching = createLaunching({
    profile: (id) => (id === view.profile.id ? view : undefined),
    plan: () => current,
    openTerminal: async (argv) => {
      if (terminal === 'opened') done.push(`terminal ${argv.join(' ')}`);
      return terminal;
    },
    openUrl: (url) => start(`url ${url}`),
    startProgram: (argv) => start(`program ${argv.join(' ')}`),
    askToStart: async (name, { by }) => {
      done.push(`ask ${name} ${by}`);
      return agrees;
    },
    seenPlans: {
      has: (id, digest) => seen.has(`${id} ${digest}`),
      add: (id, digest) => void seen.add(`${id} ${digest}`),
    },
    copy: async (text) => void done.push(`copy ${text}`),
    startVpn: async (profileId) => {
      done.push(`vpn ${profileId === view.profile.id}`);
      return { ok: true, value: undefined };
    },
    log: { error: log, warn: log, info: log, debug: log },
  });
  const id = view.profile.id;
  return { launching, done, id, name: view.profile.name, change: (to: Plan) => (current = to) };
}

/** What was done but for the question. */
const withoutAsking = (done: readonly string[]) => done.filter((line) => !line.startsWith('ask'));

test.each([
  ['a terminal with the command’s arguments', plan(), 'terminal ssh -p 2222 127.0.0.1'],
  ['a program with its arguments', putty, 'program putty -P 2222'],
  ['a VPN', plan({ start: { kind: 'vpn', lines: ['openvpn x'] } }), 'vpn true'],
  ['an address', page, 'url http://127.0.0.1:8080/'],
])('opens %s', async (_, of, expected) => {
  const { launching, done, id } = setUp(of);
  expect((await launching.open(id)).ok).toBe(true);
  expect(withoutAsking(done)).toEqual([expected]);
});

test('shows what would be started before the first time, and again when it is something else', async () => {
  const { launching, done, id, name, change } = setUp(plan());
  expect(await launching.agree(id)).toBe(true);
  await launching.open(id);
  await launching.open(id);
  expect(done.filter((line) => line.startsWith('ask'))).toEqual([`ask ${name} OpenSSH in xterm`]);
  change(plan({ digest: 'b', by: 'PuTTY' }));
  await launching.open(id);
  expect(done.filter((line) => line.startsWith('ask'))).toEqual([`ask ${name} OpenSSH in xterm`, `ask ${name} PuTTY`]);
});

test('starts nothing that the person did not want, and asks the next time', async () => {
  const { launching, done, id } = setUp(plan(), on, { agrees: false });
  expect(await launching.agree(id)).toBe(false);
  expect((await launching.open(id)).ok).toBe(false);
  expect(withoutAsking(done)).toEqual([]);
  expect(done).toHaveLength(2);
});

test('what is only copied needs no question', async () => {
  const { launching, done, id } = setUp(plan({ start: null, by: null, command: 'remote 127.0.0.1' }), { kind: 'off' });
  expect(await launching.agree(id)).toBe(true);
  expect((await launching.open(id)).ok).toBe(true);
  expect(done).toEqual(['copy remote 127.0.0.1']);
});

test.each([
  ['no terminal', plan(), { terminal: 'none' }, 'None of the terminal'],
  ['a terminal that would change the command', plan(), { terminal: 'unsuitable' }, 'would change'],
  ['no such program', putty, { starts: false }, 'not installed'],
] as const)('with %s the command is copied, and the person is told why', async (_, of, outside, why) => {
  const { launching, done, id } = setUp(of, on, outside);
  expect(await launching.open(id)).toMatchObject({
    ok: false,
    error: { explanation: { what: expect.stringContaining('was copied'), why: expect.stringContaining(why) } },
  });
  expect(withoutAsking(done)).toEqual([`copy ${of.command}`]);
});

test('nothing is started while the tunnel is off, but the command can be copied', async () => {
  const { launching, done, id } = setUp(plan(), { kind: 'off' });
  expect((await launching.open(id)).ok).toBe(false);
  expect(done).toEqual([]);
  expect(await launching.copy(id)).toEqual({ ok: true, value: { command: plan().command } });
  expect(done).toEqual([`copy ${plan().command}`]);
});

test('a browser that does not open is an explanation', async () => {
  const { launching, id } = setUp(page, on, { starts: false });
  expect((await launching.open(id)).ok).toBe(false);
});

test('unknown profiles and profiles without a plan are failures', async () => {
  const { launching, id } = setUp(null);
  expect((await launching.open('x')).ok).toBe(false);
  expect((await launching.copy('x')).ok).toBe(false);
  expect((await launching.open(id)).ok).toBe(false);
  expect((await launching.copy(id)).ok).toBe(false);
});
