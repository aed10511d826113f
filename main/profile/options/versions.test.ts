import { describe, expect, test } from 'vitest';
import { sentenceWords } from '../../../preload/sentence.ts';
import { say } from '../../../preload/words/say.ts';
import { parse } from '../../conf/parse.ts';
import { servicesOf } from '../../conf/services.ts';
import type { Role } from './no-effect.ts';
import { readTlsVersions } from './tls.ts';
import { explainNoVersion } from './versions.ts';

const read = (role: Role, lines: string) => {
  const [service] = servicesOf(parse(`[x]\naccept = 1\nconnect = b.example:2\n${lines}\n`)).services;
  if (service === undefined) throw new Error('no service');
  return readTlsVersions(service, role);
};
const range = (role: Role, lines: string) => {
  const { tls } = read(role, lines);
  return [tls.minVersion, tls.maxVersion];
};

type Range = readonly [min: string | null, max: string | null];

const explained = (lines: string): string | null => {
  const none = explainNoVersion(read('client', lines).leavesNothing, 'file');
  return none === null ? null : sentenceWords(none);
};

describe('a bound narrows the range of TLS 1.2 and newer and never widens it', () => {
  const harmless: readonly (readonly [lines: string, range: Range])[] = [
    ['options = NO_TLSv1', [null, null]],
    ['options = NO_SSLv2\noptions = NO_SSLv3\noptions = NO_TLSv1', [null, null]],
    ['options = NO_TLSv1_1', [null, null]],
    ['options = NO_TLSv1.1\noptions = NO_TLSv1\noptions = -NO_TLSv1', [null, null]],
    ['options = NO_TLSv1\noptions = NO_TLSv1.3', [null, 'TLSv1.2']],
    ['options = NO_TLSv1\noptions = NO_TLSv1.1', ['TLSv1.2', null]],
    ['options = NO_TLSv1.2', ['TLSv1.3', null]],
    ['sslVersion = all\noptions = NO_TLSv1', [null, null]],
    ['sslVersionMin = all', [null, null]],
    ['sslVersionMin = SSLv3', [null, null]],
    ['sslVersionMax = TLSv1.2', [null, 'TLSv1.2']],
    ['sslVersionMax = TLSv1.2\noptions = NO_TLSv1', [null, 'TLSv1.2']],
    ['sslVersionMin = TLSv1.2', ['TLSv1.2', null]],
    ['sslVersionMin = TLSv1.3', ['TLSv1.3', null]],
    ['sslVersion = TLSv1.3', ['TLSv1.3', 'TLSv1.3']],
    ['config = MinProtocol:TLSv1.3', ['TLSv1.3', null]],
  ];
  test.each(harmless)('%j, at a server and in a client’s file', (lines, expected) => {
    expect([range('server', lines), range('client', lines)]).toEqual([expected, expected]);
  });

  const ofServers: readonly (readonly [lines: string, range: Range])[] = [
    ['sslVersionMin = TLSv1', [null, null]],
    ['sslVersionMin = TLSv1.1\nsslVersionMax = TLSv1.2', [null, 'TLSv1.2']],
    ['sslVersionMin = TLSv1\noptions = NO_TLSv1', [null, null]],
    ['config = MinProtocol:TLSv1', [null, null]],
  ];
  test.each(ofServers)('a server that still takes old versions makes nobody use them: %j', (lines, expected) => {
    expect(range('server', lines)).toEqual(expected);
    expect(read('server', lines).notes).toEqual([]);
  });

  test.each(['sslVersion = TLSv1', 'sslVersionMax = TLSv1.1', 'options = NO_TLSv1.2\noptions = NO_TLSv1.3'])(
    'a server that takes old versions only is not followed, with a note: %j',
    (lines) => {
      const { tls, leavesNothing, notes } = read('server', lines);
      expect([tls.minVersion, tls.maxVersion, leavesNothing]).toEqual([null, null, null]);
      expect(notes.map(({ reason }) => say(reason))).toEqual([expect.stringMatching(/will not work until the server/)]);
    },
  );
});

describe('a client’s file', () => {
  const asked: readonly (readonly [lines: string, range: Range])[] = [
    ['sslVersion = TLSv1', ['TLSv1', 'TLSv1']],
    ['sslVersion = TLSv1.1', ['TLSv1.1', 'TLSv1.1']],
    ['sslVersionMin = TLSv1', ['TLSv1', null]],
    ['sslVersionMin = TLSv1\noptions = NO_TLSv1', ['TLSv1.1', null]],
    ['sslVersionMin = TLSv1\nsslVersionMax = TLSv1.2', ['TLSv1', 'TLSv1.2']],
    ['config = MinProtocol:TLSv1.1', ['TLSv1.1', null]],
  ];
  test.each(asked)('gets an old version that it names as the lowest: %j', (lines, expected) => {
    expect(range('client', lines)).toEqual(expected);
  });

  test('the last line counts', () => {
    expect(range('client', 'sslVersion = TLSv1\nsslVersion = all')).toEqual([null, null]);
    expect(range('client', 'sslVersion = TLSv1\nsslVersionMin = TLSv1.2\nsslVersionMax = all')).toEqual([
      'TLSv1.2',
      null,
    ]);
  });

  test.each([
    ['sslVersionMax = TLSv1.1', 'sslVersionMax = TLSv1.1'],
    ['sslVersionMin = all\nsslVersionMax = TLSv1', 'sslVersionMax = TLSv1'],
    ['options = NO_TLSv1.2\noptions = NO_TLSv1.3', 'options = NO_TLSv1.3'],
  ])('that leaves old versions only and names none is told to: %j', (lines, line) => {
    const sentence = explained(lines);
    expect(sentence).toContain(`“${line}” (line `);
    expect(sentence).toMatch(/leaves only TLS versions that are outdated and unsafe.*name the old version there/);
  });

  test.each(['sslVersion = SSLv3', 'options = NO_TLSv1.3\nsslVersion = TLSv1.3'])('that leaves none: %j', (lines) => {
    expect(explained(lines)).toMatch(/no TLS version that exists/);
  });
});
