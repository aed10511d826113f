import { expect, test } from 'vitest';
import { makeApp } from './make-app.ts';
import { makeProfile } from './make-profile.ts';

/** An app on a store of a newer version, and everything that it has written. */
function openNewer() {
  const written: unknown[] = [];
  const write = (...what: readonly unknown[]) => void written.push(what);
  const profile = makeProfile();
  const app = makeApp([profile], {
    store: {
      profiles: [profile],
      settings: { appearance: 'system', atStart: 'as-they-were' },
      notices: [],
      readOnly: 'newer-version',
      save: write,
    },
    onMemory: { last: [profile.id], save: write },
    totals: { stored: {}, save: write },
    seenPlans: { has: () => false, add: write },
    writeHosts: async () => {
      write();
      return { kind: 'written', file: '' };
    },
    folder: {
      disk: {
        choose: async () => '/chosen',
        write: async () => {
          write();
          return null;
        },
        read: async () => [],
        watch: () => () => {},
      },
      memory: { read: () => ({ path: '/shared', id: '0', seen: {} }), write },
      digest: (text) => text,
    },
  });
  return { app, profile, written };
}

test('on a store of a newer version tunnels are used, and nothing is written of anything', async () => {
  const { app, profile, written } = openNewer();
  await app.folderCopies.open(() => {});
  await app.sshHosts.settled();
  app.controller.startWithApp(false);
  expect(app.started.map(({ id }) => id)).toEqual([profile.id]);
  const traffic = { sent: 5, received: 5, openConnections: 1, totalConnections: 1 };
  app.report({ kind: 'traffic', id: profile.id, traffic });
  await app.controller.stop(profile.id);
  await app.close();
  expect(written).toEqual([]);
});

test('whatever would write is refused with the reason', async () => {
  const { app, profile, written } = openNewer();
  const { handlers: ask } = app;
  const profileId = profile.id;
  const preview = await ask['import.read']({ name: null, text: '[a]\nclient = yes\naccept = 1234\nconnect = b:2\n' });
  if (!preview.ok) throw new Error(preview.error.explanation.what);
  const { id: previewId, services } = preview.value;
  const key = services[0]?.key ?? '';
  const answer = {
    key,
    name: 'A',
    application: 'custom',
    host: 'b',
    remotePort: 2,
    localPort: 1234,
    user: null,
  } as const;
  const refused = {
    save: await ask['profile.save']({ profile: { ...profile, name: 'changed' } }),
    many: await ask['profile.changeMany']({ profileIds: [profileId], change: { host: 'other.example.org' } }),
    duplicate: await ask['profile.duplicate']({ profileId }),
    place: await ask['profile.place']({ profileId, before: null, group: null }),
    remove: await ask['profile.remove']({ profileId }),
    port: await ask['profile.useFreePort']({ profileId }),
    ovpn: await ask['profile.giveOpenvpn']({ profileId, name: 'x.ovpn', text: 'client\ndev tun\nremote a 1\n' }),
    add: await ask['import.add']({ previewId, services: [answer] }),
    settings: await ask['settings.save']({ settings: { appearance: 'dark' } }),
    ssh: await ask['ssh.setHost']({ profileId, way: 'port' }),
    folder: await ask['folder.choose'](undefined),
    leave: await ask['folder.leave'](undefined),
  };
  for (const [name, answered] of Object.entries(refused)) {
    expect(answered, name).toMatchObject({
      ok: false,
      error: { code: 'read-only', explanation: { why: expect.stringContaining('newer version') } },
    });
  }
  expect(await ask['folder.get'](undefined)).toMatchObject({ value: { path: '/shared' } });
  expect(written).toEqual([]);
  await app.close();
});
