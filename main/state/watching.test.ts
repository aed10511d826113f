import { describe, expect, test } from 'vitest';
import { makeApp } from './make-app.ts';
import { makeCertificate, makeProfile } from './make-profile.ts';

const profile = makeProfile();
const certificate = makeCertificate();

describe('the log', () => {
  test('has what the engine says of a tunnel under its profile, from where it was read last', () => {
    const { handlers, report } = makeApp([profile]);
    report({ kind: 'log', id: profile.id, level: 'notice', text: 'listening on 127.0.0.1:2222' });
    report({ kind: 'log', id: null, level: 'warning', text: 'of nobody' });
    const read = (after: number) => handlers['log.read']({ after });
    expect(read(0)).toMatchObject({
      value: {
        lines: [
          { number: 1, level: 'info', profileId: profile.id, text: `${profile.name}: listening on 127.0.0.1:2222` },
          { number: 2, level: 'warning', profileId: null, text: 'of nobody' },
        ],
      },
    });
    expect(read(2)).toMatchObject({ value: { lines: [] } });
  });

  test('is saved as it was chosen', async () => {
    const { handlers, report, written } = makeApp([profile]);
    report({ kind: 'log', id: profile.id, level: 'error', text: 'mine' });
    report({ kind: 'log', id: profile.id, level: 'debug', text: 'too much' });
    report({ kind: 'log', id: null, level: 'error', text: 'another’s' });
    await handlers['log.save']({ profileId: profile.id, levels: ['error'] });
    expect(written).toEqual([{ name: 'Adit.log', text: `1970-01-01T00:00:00.000Z error: ${profile.name}: mine\n` }]);
  });
});

test('a certificate is saved only while it is shown', async () => {
  const { handlers, report, controller, written } = makeApp([profile]);
  const save = () => handlers['trust.saveCertificate']({ profileId: profile.id, sha256: certificate.sha256 });
  expect(await save()).toMatchObject({ ok: false });
  controller.start(profile.id);
  report({
    kind: 'status',
    id: profile.id,
    status: {
      kind: 'blocked',
      error: { kind: 'cert-untrusted', host: 'vpn.example.org', code: 'X', certificate, systemTrusts: false },
      remedy: { kind: 'trust-certificate', certificate },
    },
  });
  expect(await save()).toMatchObject({ ok: true });
  expect(written[0]?.text).toBe(`${certificate.pem.trim()}\n`);
});

test('a look has the last minutes of a tunnel', async () => {
  const { handlers, report, controller, state } = makeApp([profile]);
  controller.start(profile.id);
  const traffic = { sent: 3, received: 4, openConnections: 1, totalConnections: 1 };
  report({ kind: 'traffic', id: profile.id, traffic });
  state.snapshot();
  const looked = await handlers['tunnel.look']({ profileId: profile.id });
  expect(looked).toMatchObject({ value: { connections: [], history: { days: [{ sent: 3, received: 4 }] } } });
});
