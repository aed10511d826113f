import { expect, test } from 'vitest';
import type { RestorePlan } from '../../preload/backup.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import type { FolderDisk, FolderMemory } from './folder-copy.ts';
import { makeApp } from './make-app.ts';
import { makeProfile } from './make-profile.ts';
import { makeSecrets } from './make-secrets.ts';

const first = '00000000-0000-4000-8000-000000000001';
const second = '00000000-0000-4000-8000-000000000002';

/** A folder that several computers see. */
function makeFolder() {
  const files = new Map<string, string>();
  const watchers = new Set<() => void>();
  let problem: Text | null = null;
  let writes = 0;
  const disk: FolderDisk = {
    choose: async () => '/shared',
    async write(_folder, name, text) {
      if (problem !== null) return problem;
      writes += 1;
      files.set(name, text);
      for (const changed of watchers) changed();
      return null;
    },
    read: async () => problem ?? [...files].map(([name, text]) => ({ name, text })),
    watch(_folder, changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
  return {
    disk,
    files,
    writes: () => writes,
    fail(why: Text | null) {
      problem = why;
    },
    touch() {
      for (const changed of watchers) changed();
    },
    /** As a program does that shares folders. */
    put(name: string, text: string) {
      files.set(name, text);
      for (const changed of watchers) changed();
    },
  };
}

async function computer(name: string, folder: ReturnType<typeof makeFolder>, profiles = [makeProfile({ id: first })]) {
  const due: (() => void)[] = [];
  let memory: FolderMemory = { path: null, id: name, seen: {} };
  const secrets = { ...makeSecrets(), notices: [] };
  await secrets.change(first, { psk: 'hush-hush-hush-hush' }, true);
  const offered: RestorePlan[] = [];
  const app = makeApp(profiles, {
    secrets,
    person: { home: '/home/anna', userName: 'anna', computer: name },
    folder: {
      disk: folder.disk,
      memory: {
        read: () => memory,
        write: (next) => {
          memory = next;
        },
      },
      digest: (text) => text,
    },
    after(_milliseconds, then) {
      due.push(then);
      return () => {
        const at = due.indexOf(then);
        if (at >= 0) due.splice(at, 1);
      };
    },
  });
  await app.folderCopies.open((plan) => void offered.push(plan));
  /** What was put off is done, and what comes of it. */
  const settled = async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      app.state.snapshot();
      for (const then of due.splice(0)) then();
    }
  };
  return { ...app, offered, settled, memory: () => memory };
}

test('each change is written once, without secrets, and own writes offer nothing', async () => {
  const folder = makeFolder();
  const one = await computer('one', folder);
  await one.handlers['folder.choose'](undefined);
  await one.settled();
  expect([...folder.files.keys()]).toEqual(['adit one one.json']);
  expect(folder.writes()).toBe(1);
  await one.handlers['profile.save']({ profile: makeProfile({ id: first, name: 'Renamed' }) });
  await one.settled();
  expect(folder.writes()).toBe(2);
  expect([...folder.files.values()].join()).toContain('Renamed');
  expect([...folder.files.values()].join()).not.toContain('hush');
  expect(one.offered).toEqual([]);
});

test('another computer’s change is offered once as a restore, and nothing is taken over by itself', async () => {
  const folder = makeFolder();
  const one = await computer('one', folder);
  const two = await computer('two', folder);
  await one.handlers['folder.choose'](undefined);
  await two.handlers['folder.choose'](undefined);
  await one.settled();
  expect([one.offered, two.offered]).toEqual([[], []]);

  await one.handlers['profile.save']({
    profile: makeProfile({ id: first, connect: [{ host: 'new.example', port: 443 }] }),
  });
  await one.settled();
  await two.settled();
  await two.settled();
  expect(two.offered).toMatchObject([
    { source: 'adit one one.json', items: [{ differences: [{ field: 'connect' }] }] },
  ]);
  expect(two.state.profile(first)?.profile.connect).toEqual(makeProfile().connect);
  expect(one.offered).toEqual([]);

  const [plan] = two.offered;
  const restored = await two.handlers['backup.restore']({
    planId: plan?.id ?? '',
    choices: [],
    settings: false,
    passphrase: null,
  });
  expect(restored).toMatchObject({ ok: true });
});

test('two changes at once are both there', async () => {
  const folder = makeFolder();
  const one = await computer('one', folder);
  const two = await computer('two', folder);
  await one.handlers['folder.choose'](undefined);
  await two.handlers['folder.choose'](undefined);
  await one.settled();
  await one.handlers['profile.save']({ profile: makeProfile({ id: first, name: 'By one' }) });
  await two.handlers['profile.save']({ profile: makeProfile({ id: first, name: 'By two' }) });
  await one.settled();
  await two.settled();
  await one.settled();
  const texts = [...folder.files.values()].join();
  expect(texts).toContain('By one');
  expect(texts).toContain('By two');
  expect(one.offered).toHaveLength(1);
  expect(two.offered.length).toBeGreaterThan(0);
});

test('a copy that another program made of a conflict is offered as well', async () => {
  const folder = makeFolder();
  const other = await computer('other', makeFolder(), [makeProfile({ id: second, name: 'Only there' })]);
  const one = await computer('one', folder);
  await one.handlers['folder.choose'](undefined);
  await other.handlers['folder.choose'](undefined);
  const { text } = other.backups.copy();
  folder.put('adit one one (conflicted copy).json', text);
  await one.settled();
  expect(one.offered).toMatchObject([{ items: [{ profile: { name: 'Only there' }, match: null }] }]);
  expect(one.folderCopies.view()?.others).toEqual(['adit one one (conflicted copy).json']);
});

test('a folder that is gone says so in one sentence, and it is used again when it is back', async () => {
  const folder = makeFolder();
  const one = await computer('one', folder);
  await one.handlers['folder.choose'](undefined);
  folder.fail(toSay('failure.folder.gone', { folder: '/shared' }));
  await one.handlers['profile.save']({ profile: makeProfile({ id: first, name: 'Renamed' }) });
  await one.settled();
  expect(one.folderCopies.view()?.problem).toBe('The folder /shared is not there now.');
  folder.fail(null);
  folder.touch();
  await one.settled();
  expect(one.folderCopies.view()?.problem).toBeNull();
  expect([...folder.files.values()].join()).toContain('Renamed');
});

test('what was chosen goes on after a start, and ends when the person says so', async () => {
  const folder = makeFolder();
  const one = await computer('one', folder);
  await one.handlers['folder.choose'](undefined);
  await one.handlers['folder.leave'](undefined);
  await one.handlers['profile.save']({ profile: makeProfile({ id: first, name: 'Renamed' }) });
  await one.settled();
  expect(folder.writes()).toBe(1);
  expect(folder.files.size).toBe(1);
  expect(one.folderCopies.view()).toBeNull();
});
