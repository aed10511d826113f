import { expect, it } from 'vitest';
import { parseCommandLine } from './arguments.ts';

const told = (line: string) =>
  parseCommandLine(['server-kit', 'folder', ...line.split(' ').filter((word) => word !== '')]);
const service = (name: string, application: string, host: string, port: number, accept = 443) => ({
  name,
  application,
  host,
  port,
  accept,
});

it.each([
  ['ssh', service('ssh', 'ssh', '127.0.0.1', 22)],
  ['ssh=2022', service('ssh', 'ssh', '127.0.0.1', 2022)],
  ['redis=cache:6379@6380', service('redis', 'redis', 'cache', 6379, 6380)],
  ['postgresql@5433', service('postgresql', 'postgresql', '127.0.0.1', 5432, 5433)],
  ['my-web=[::1]:8080', service('my-web', 'http', '::1', 8080)],
  ['thing=1234', service('thing', 'custom', '127.0.0.1', 1234)],
])('the service %s', (text, expected) => {
  expect(told(`--service ${text}`)).toMatchObject({ kind: 'server-kit', said: { services: [expected] } });
});

it('several of what can be said several times, and nothing of what was not said', () => {
  expect(told('--client alice --client bob --revoke carol')).toEqual({
    kind: 'server-kit',
    folder: 'folder',
    said: { services: [], certificate: null, days: null, email: null },
    add: ['alice', 'bob'],
    revoke: ['carol'],
    renew: 'no',
    passphraseFile: null,
  });
  expect(told('--renew --new-key --page sni:web:80 --days 90')).toMatchObject({
    renew: 'new key',
    said: { days: 90, page: { kind: 'sni', host: 'web', port: 80 } },
  });
});

it.each([
  ['--service thing', /Where is the service/],
  ['--service SSH', /small letters/],
  ['--service ssh=x', /takes a port/],
  ['--platform solaris', /--platform takes debian/],
  ['--certificate none', /--certificate takes/],
  ['--clients x', /--clients takes/],
  ['--page x', /--page takes/],
  ['--page sni:0', /takes a port/],
  ['--days 0', /number of days/],
  ['--host a_b/', /not a host name/],
  ['--client Alice', /small letters/],
  ['--new-key', /goes with --renew/],
  ['--passphrase-file x', /goes with --client/],
])('makes no sense: %s', (line, sentence) => {
  expect(told(line)).toMatchObject({ kind: 'misuse', topic: 'server-kit', sentence: expect.stringMatching(sentence) });
});
