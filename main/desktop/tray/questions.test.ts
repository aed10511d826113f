import { expect, test } from 'vitest';
import type { StateChange } from '../../../preload/app-state.ts';
import type { TunnelStatus } from '../../../preload/types.ts';
import { createTrayQuestions } from './questions.ts';

const traffic = { sent: 0, received: 0, openConnections: 0, totalConnections: 0 };
const certificate = {
  subject: 'CN=a',
  issuer: 'CN=a',
  names: [],
  validFrom: '',
  validTo: '',
  sha256: '',
  spkiSha256: '',
  key: '',
  selfSigned: true,
  pem: '',
};
const error = { kind: 'internal', code: 'X', detail: '' } as const;
const starting: TunnelStatus = { kind: 'starting' };
const on = (server: 'unknown' | 'checking'): TunnelStatus => ({ kind: 'on', accept: [], server: { kind: server } });
const away: TunnelStatus = { kind: 'on', accept: [], server: { kind: 'unreachable', error, retryAt: 0 } };
const question: TunnelStatus = { kind: 'blocked', error, remedy: { kind: 'trust-certificate', certificate } };
const passphrase: TunnelStatus = {
  kind: 'blocked',
  error,
  remedy: { kind: 'enter-secret', field: 'key-passphrase', isWrong: false },
};
const other: TunnelStatus = { kind: 'blocked', error, remedy: { kind: 'use-free-port' } };
const change = (status: TunnelStatus, profileId = 'a'): StateChange => ({
  kind: 'tunnel',
  profileId,
  tunnel: { status, explanation: null, traffic },
});

test.each([
  ['a certificate to look at', [starting, on('unknown'), on('checking'), question], ['a']],
  ['a passphrase to enter', [starting, passphrase], ['a']],
  ['a question told twice', [starting, question, question], ['a']],
  ['another obstacle', [starting, other], []],
  ['a server that is away, and a question long after', [starting, away, question], []],
  ['switching off', [{ kind: 'off' } as const, starting, question], []],
])('%s', (_name, statuses, expected) => {
  const asked: string[] = [];
  const questions = createTrayQuestions((id) => asked.push(id));
  questions.toggled('a');
  for (const status of statuses) questions.changed([change(status, 'b'), change(status)]);
  expect(asked).toEqual(expected);
});
