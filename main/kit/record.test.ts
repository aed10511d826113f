import { expect, it } from 'vitest';
import { readRecord, writeRecord } from './record.ts';

const record = {
  answers: {
    host: 'a.example',
    services: [{ name: 'ssh', application: 'ssh', host: '127.0.0.1', port: 22, accept: 443 }],
    platform: 'debian',
    certificate: { kind: 'self-signed', days: 825 },
    clients: 'none',
    page: { kind: 'none' },
  },
  clients: [{ name: 'alice', certificate: null, revokedAt: '2026-01-01T00:00:00.000Z' }],
  files: ['server/stunnel.conf'],
} as const;
const text = writeRecord({
  ...record,
  answers: { ...record.answers, services: [...record.answers.services] },
  clients: [...record.clients],
  files: [...record.files],
});

it('comes back as it was', () => {
  expect(readRecord(text)).toEqual(record);
});

it.each([
  ['cut off', text.slice(0, -20)],
  ['of a newer version', text.replace('"version": 1', '"version": 2')],
  ['with a file elsewhere', text.replace('server/stunnel.conf', '../stunnel.conf')],
  ['with a file at the root', text.replace('server/stunnel.conf', '/etc/passwd')],
  ['of something else', '{}'],
])('is none: %s', (_, wrong) => {
  expect(readRecord(wrong)).toBeNull();
});
