import { beforeEach, expect, test } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { say } from '../../preload/words/say.ts';
import { toSay } from '../../preload/words/text.ts';
import { makeApp } from './make-app.ts';
import { makeProfile } from './make-profile.ts';
import type { Written } from './ssh-hosts.ts';

const id = makeProfile().id;
let files: string[];
let outcome: Written;
beforeEach(() => {
  files = [];
  outcome = { kind: 'written', file: '/home/anna/.ssh/config' };
});
const make = (...profiles: readonly Profile[]) =>
  makeApp(profiles, {
    writeHosts: async (all) => {
      if (outcome.kind === 'failed') return outcome;
      files.push(
        all
          .flatMap(({ sshConfig, accept }) => (sshConfig === undefined ? [] : `${sshConfig.alias}:${accept[0]?.port}`))
          .join(),
      );
      return outcome;
    },
  });
const entry = { sshConfig: { alias: 'office', way: 'port' } } as const;

test('an entry is written with a name of its own, changed, and taken away', async () => {
  const app = make(makeProfile());
  expect(await app.sshHosts.set(id, 'command')).toEqual({ ok: true, value: { alias: 'office-ssh' } });
  expect(await app.sshHosts.set(id, 'port')).toEqual({ ok: true, value: { alias: 'office-ssh' } });
  expect(app.state.profile(id)?.profile.sshConfig).toEqual({ alias: 'office-ssh', way: 'port' });
  expect(await app.sshHosts.set(id, null)).toEqual({ ok: true, value: null });
  expect(app.state.profile(id)?.profile).not.toHaveProperty('sshConfig');
  expect(files).toEqual(['office-ssh:2222', 'office-ssh:2222', '']);
});

test('an entry follows its profile, and goes with it, without anybody asking for it', async () => {
  const app = make(makeProfile(entry));
  await app.sshHosts.settled();
  await app.controller.saveProfile(makeProfile({ ...entry, accept: [{ host: '127.0.0.1', port: 2300 }] }));
  app.state.snapshot();
  await expect.poll(() => files).toEqual(['office:2222', 'office:2300']);
  await app.controller.removeProfile(id);
  app.state.snapshot();
  await expect.poll(() => files).toEqual(['office:2222', 'office:2300', '']);
});

test('the file is left alone while no profile has an entry, and while nothing of one changes', async () => {
  const app = make(makeProfile());
  await app.sshHosts.settled();
  await app.controller.saveProfile(makeProfile({ user: 'anna' }));
  app.state.snapshot();
  await app.sshHosts.settled();
  expect(files).toEqual([]);
  await app.sshHosts.set(id, 'port');
  await app.controller.saveProfile({ ...makeProfile(), ...app.state.profile(id)?.profile, startWithApp: true });
  app.state.snapshot();
  await app.sshHosts.settled();
  expect(files).toHaveLength(1);
});

const why = toSay('failure.ssh.file', { file: 'config', code: 'EROFS' });
const next = toSay('failure.ssh.file.next');

test('a file that cannot be changed changes nothing, and is tried again', async () => {
  const app = make(makeProfile());
  outcome = { kind: 'failed', why, next };
  expect(await app.sshHosts.set(id, 'port')).toMatchObject({
    ok: false,
    error: { explanation: { why: say(why), next: say(next) } },
  });
  expect(app.state.profile(id)?.profile).not.toHaveProperty('sshConfig');
  outcome = { kind: 'written', file: '' };
  expect((await app.sshHosts.set(id, 'port')).ok).toBe(true);
  expect(files.at(-1)).toBe('office-ssh:2222');
});

test('a change that cannot be written is said, where nobody waits for it', async () => {
  const app = make(makeProfile(entry));
  outcome = { kind: 'failed', why, next };
  await app.sshHosts.settled();
  expect(app.state.snapshot().notices.map(({ text }) => text)).toEqual([`${say(why)} ${say(next)}`]);
});
