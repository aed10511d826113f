/** Whose programs a tunnel's local port lets in, with programs of other users, in both families and in a namespace. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho } from '../peers/tcp.ts';
import { execute, hasTool } from '../peers/tools.ts';
import { leavesInternalsOut } from './environment.ts';
import type { Knock, Outcome, Way } from './guard-child.ts';
import { runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { isReachable, pinned, portOf, specification } from './specification.ts';

const NOBODY = 65_534;
const STRANGER = 54_321;
const canBeOthers =
  process.platform === 'linux' && process.getuid?.() === 0 && hasTool('setpriv') && !leavesInternalsOut;
const rules = { accounts: [], programs: [] };
const setup = prepared();

/** Says hello as somebody else, and hears what comes back. */
async function asUser(uid: number, port: number): Promise<string> {
  const script = `exec 3<>/dev/tcp/127.0.0.1/${port}; echo hello >&3; head -n 1 <&3`;
  const child = spawn('setpriv', [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', 'bash', '-c', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return await text(child.stdout);
}

describe.each(runtimes)('the local port on $name', (runtime) => {
  it.skipIf(runtime.executable === null || !hasTool('stunnel') || !canBeOthers)(
    'serves this user’s programs and an account that may, resets another user’s, and says whose it was',
    async () => {
      await using echo = await startEcho();
      const { certificate, key, pem } = setup.certificate;
      await using server = await startStunnel({ connect: echo.port, certificate, key });
      await using running = await startEngine(runtime, setup.child.file);
      const guarded = specification(server.port, {
        trust: pinned(pem),
        spares: { count: 1, lifetime: 60 },
        guard: { accounts: ['nobody'], programs: [] },
      });
      running.engine.start(guarded);
      const port = portOf(await running.until('tunnel', isReachable));
      const own = connect(port, '127.0.0.1');
      own.write('mine\n');
      expect(String(await once(own, 'data'))).toBe('mine\n');
      own.destroy();
      expect(await asUser(NOBODY, port)).toBe('hello\n');
      expect(await asUser(STRANGER, port)).toBe('');
      const refused = await running.event((event) => event.kind === 'log' && event.text.includes('refused'));
      expect(refused).toMatchObject({ level: 'warning', text: expect.stringContaining(`number ${STRANGER}`) });
      running.engine.start({ ...guarded, guard: rules });
      await expect.poll(() => asUser(NOBODY, port)).toBe('');
    },
  );
});

const knocks: readonly (readonly [name: string, knock: Knock, heard: string])[] = [
  ['root over IPv4', { uid: 0, host: '127.0.0.1', listen: '127.0.0.1' }, 'in'],
  ['another user over IPv4', { uid: NOBODY, host: '127.0.0.1', listen: '127.0.0.1' }, ''],
  ['another user at another address of the loopback', { uid: NOBODY, host: '127.0.0.9', listen: '0.0.0.0' }, ''],
  ['root over IPv6', { uid: 0, host: '::1', listen: '::1' }, 'in'],
  ['another user over IPv6', { uid: NOBODY, host: '::1', listen: '::1' }, ''],
  ['root by a mapped address', { uid: 0, host: '::ffff:127.0.0.1', listen: '127.0.0.1' }, 'in'],
  ['another user by a mapped address', { uid: NOBODY, host: '::ffff:127.0.0.1', listen: '127.0.0.1' }, ''],
  ['another user over IPv4 where IPv6 listens', { uid: NOBODY, host: '127.0.0.1', listen: '::' }, ''],
  ['root over IPv4 where IPv6 listens', { uid: 0, host: '127.0.0.1', listen: '::' }, 'in'],
  [
    'an account that may',
    { uid: NOBODY, host: '::1', listen: '::1', rules: { accounts: ['nobody', 'nobody-of-that-name'] } },
    'in',
  ],
  [
    'a program that may',
    { uid: 0, host: '::1', listen: '::1', rules: { programs: ['/no/such/program', '/bin/bash', '/bin/cat'] } },
    'in',
  ],
  ['a program that may not', { uid: 0, host: '::1', listen: '::1', rules: { programs: ['/usr/bin/env'] } }, ''],
];

describe.skipIf(!canBeOthers || !hasTool('unshare'))('the guard', () => {
  it.each<[Way, place: string, start: readonly string[]]>([
    ['kernel', 'here', []],
    ['tables', 'here', []],
    ['kernel', 'in a network namespace', ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh']],
  ])('asks the %s %s', async (way, _place, start) => {
    const script = fileURLToPath(new URL('guard-child.ts', import.meta.url));
    const asked = JSON.stringify([way, knocks.map(([, knock]) => knock)]);
    const [program = '', ...args] = [...start, process.execPath, script, asked];
    const outcomes = JSON.parse((await execute(program, args)).stdout) as Outcome[];
    const seen = outcomes.map(({ heard }, index) => `${knocks[index]?.[0]}: ${heard}`);
    expect(seen).toEqual(knocks.map(([name, , heard]) => `${name}: ${heard}`));
    // Who is turned away is told once and by name, who is let in is not told of.
    expect(outcomes.every(({ heard, log }) => log.length === (heard === 'in' ? 0 : 1))).toBe(true);
    expect(outcomes[1]?.log[0]).toContain('the user nobody');
  });
});
