import { expect, it } from 'vitest';
import type { OpenedKit } from '../../preload/kit.ts';
import { draftOf, newService, readDraft, withApplication } from './draft.ts';

const typed = { ...draftOf(null), host: ' a.example ', client: 'ada' };
const opened: OpenedKit = {
  id: '00000000-0000-4000-8000-000000000001',
  folder: '/kit',
  answers: {
    host: 'a.example',
    services: [{ name: 'web', application: 'http', host: 'web.internal', port: 8080, accept: 8443 }],
    platform: 'alpine',
    certificate: { kind: 'lets-encrypt', email: null },
    clients: 'psk',
    page: { kind: 'sni', host: '127.0.0.1', port: 80 },
  },
  clients: [{ name: 'ada', isRevoked: false }],
};

it('needs a host name and a first client, and nothing else', () => {
  const read = readDraft(draftOf(null), null);
  expect(read.ok ? [] : Object.keys(read.errors)).toEqual(['host', 'client']);
  expect(readDraft(typed, null)).toMatchObject({
    ok: true,
    request: { kitId: null, answers: { host: 'a.example' }, add: [{ name: 'ada', passphrase: null }], form: 'folder' },
  });
});

it('comes out as it was opened, and asks for no new client then', () => {
  expect(readDraft(draftOf(opened), opened)).toEqual({
    ok: true,
    request: { kitId: opened.id, answers: opened.answers, add: [], revoke: [], renew: 'no', form: 'folder' },
  });
});

it('says at its field what is wrong', () => {
  const [service] = typed.services;
  const read = readDraft(
    {
      ...typed,
      services: service === undefined ? [] : [{ ...service, name: 'My Shell', port: '0', accept: 'x' }],
      days: '9999',
      client: 'Ada L.',
      page: 'sni',
      pagePort: '',
    },
    null,
  );
  expect(read.ok ? [] : Object.keys(read.errors).sort()).toEqual([
    'certificate.days',
    'client',
    'page.port',
    'services.0.accept',
    'services.0.name',
    'services.0.port',
  ]);
});

it('drops what does not go with the choice: clients of a server that lets everybody in, a passphrase without a key', () => {
  expect(readDraft({ ...typed, clients: 'none', client: 'No Name', revoke: ['ada'] }, null)).toMatchObject({
    request: { add: [], revoke: [] },
  });
  expect(readDraft({ ...typed, clients: 'psk', passphrase: 'open' }, null)).toMatchObject({
    request: { add: [{ name: 'ada', passphrase: null }] },
  });
});

it('follows the application with name and port until a person has typed their own', () => {
  expect(withApplication(newService(1), 'redis')).toMatchObject({ name: 'redis', port: '6379' });
  expect(withApplication({ ...newService(1), name: 'shell', port: '2222' }, 'redis')).toMatchObject({
    application: 'redis',
    name: 'shell',
    port: '2222',
  });
});
