import { beforeEach, describe, expect, test } from 'vitest';
import { certificate, id, makeController, portInUse, untrusted } from './make-controller.ts';
import { makeCertificate } from './make-profile.ts';

let world: ReturnType<typeof makeController>;
beforeEach(() => {
  world = makeController();
});

describe('trust', () => {
  beforeEach(() => {
    world.controller.start(id);
    world.status(untrusted);
  });

  test('the certificate that was looked at is pinned, stored, and the tunnel starts with it', () => {
    expect(world.controller.acceptCertificate(id, certificate.sha256).ok).toBe(true);
    const trust = { kind: 'pinned', certificates: [{ kind: 'pem', pem: certificate.pem }] };
    expect(world.saved.at(-1)?.profiles[0]?.trust).toMatchObject(trust);
    expect(world.started.at(-1)?.trust).toMatchObject(trust);
    expect(world.calls).toEqual([`start ${id}`, `start ${id}`]);
    expect(world.view()?.tunnel.status.kind).toBe('starting');
  });

  test('another fingerprint than the one that blocks is not pinned', () => {
    const result = world.controller.acceptCertificate(id, makeCertificate('CD').sha256);
    expect(result.ok).toBe(false);
    expect(world.saved).toEqual([]);
    expect(world.view()?.profile.trust.kind).toBe('system');
    expect(world.calls).toEqual([`start ${id}`]);
  });

  test('nothing is pinned for a tunnel that is not blocked by a certificate', () => {
    world.status(portInUse);
    expect(world.controller.acceptCertificate(id, certificate.sha256).ok).toBe(false);
    expect(world.view()?.profile.trust.kind).toBe('system');
  });
});
