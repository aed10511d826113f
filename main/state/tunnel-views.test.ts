import { beforeEach, describe, expect, test } from 'vitest';
import { accept, certificate, id, makeController, on, portInUse, untrusted } from './make-controller.ts';
import { makeProfile } from './make-profile.ts';

let world: ReturnType<typeof makeController>;
beforeEach(() => {
  world = makeController();
});

describe('questions', () => {
  const question = () => world.view()?.tunnel.question;

  test('belong to whoever switched the tunnel on', async () => {
    world.controller.start(id);
    world.status(on);
    world.status(untrusted);
    expect(question()).toEqual({ kind: 'trust', attempt: { number: 1, by: 'window' } });
    await world.controller.stop(id);
    expect(question()).toBeNull();
    await world.controller.toggle(id);
    world.status(untrusted);
    expect(question()).toEqual({ kind: 'trust', attempt: { number: 2, by: 'tray' } });
  });

  test('told again, are the same; the next attempt has another number', () => {
    world.controller.start(id);
    world.status(untrusted);
    const first = question();
    world.status(untrusted);
    expect(question()).toBe(first);
    world.controller.acceptCertificate(id, certificate.sha256);
    expect(question()).toBeNull();
    world.status(untrusted);
    expect(question()?.attempt?.number).toBe(2);
  });

  test('of a tunnel that started with the app wait until a person looks for them', () => {
    world = makeController([makeProfile({ startWithApp: true })]);
    world.controller.startWithApp(false);
    world.status(untrusted);
    expect(question()).toEqual({ kind: 'trust', attempt: null });
    world.controller.lookFor(id);
    expect(question()?.attempt).toEqual({ number: 1, by: 'window' });
  });

  test('are looked for before they are there', () => {
    world = makeController([makeProfile({ startWithApp: true })]);
    world.controller.startWithApp(false);
    world.controller.lookFor(id);
    world.status(untrusted);
    expect(question()?.attempt?.by).toBe('window');
  });

  test('a look at a tunnel that is off does not make a later question open by itself', () => {
    world = makeController([makeProfile({ startWithApp: true })]);
    world.controller.lookFor(id);
    expect(question()).toBeNull();
    world.controller.startWithApp(false);
    world.status(untrusted);
    expect(question()?.attempt).toBeNull();
  });

  test('that come after another obstacle are nobody’s any more', () => {
    world.controller.start(id);
    world.status(portInUse);
    world.status(untrusted);
    expect(question()).toEqual({ kind: 'trust', attempt: null });
  });

  test('are those of whoever wants the tunnel on, also when a change of its profile has it start already', async () => {
    const proxy = { kind: 'http', host: 'proxy.example.org', port: 3128, username: 'anna' } as const;
    world.controller.start(id);
    world.status(untrusted);
    await world.controller.saveProfile(makeProfile({ proxy }));
    expect(world.view()?.tunnel.status.kind).toBe('starting');
    world.controller.start(id);
    expect(world.calls).toEqual([`start ${id}`, `start ${id}`]);
    world.status(untrusted);
    expect(question()?.attempt).toEqual({ number: 2, by: 'window' });
  });

  test('a second switch of a tunnel whose server is there waits for nothing', () => {
    world.controller.start(id);
    const reached = { protocol: 'TLSv1.3', cipher: 'x', handshakeMs: 1, certificate: null, checkedAt: 0 } as const;
    world.status({ kind: 'on', accept, server: { kind: 'reachable', ...reached } });
    world.controller.start(id);
    world.status(untrusted);
    expect(question()?.attempt).toBeNull();
  });

  test('a move to a free port is an attempt', async () => {
    world.controller.start(id);
    world.status(portInUse);
    await world.controller.useFreePort(id);
    world.status(untrusted);
    expect(question()?.attempt).toEqual({ number: 2, by: 'window' });
  });
});
