import { describe, expect, test } from 'vitest';
import { plainProfile } from '../../../test/export/arbitrary.ts';
import { parse } from '../../conf/parse.ts';
import { toStunnelConf } from '../export/export.ts';
import { withMarks } from '../export/marks.ts';
import { readShared, shareLink } from '../share/share.ts';
import { makeService } from './make-proposal.ts';
import { propose } from './propose.ts';

const client = (...accepts: string[]) =>
  `[a]\nclient = yes\n${accepts.map((each) => `accept = ${each}\n`).join('')}connect = a.example:443\n`;

/** Where the tunnel listens, as the profile has it. */
function read(text: string, hasIpv6: boolean) {
  const { view, template } = makeService(text, { hasIpv6 });
  const accept = template.accept.map(({ host, port }) => `${host} ${port}`);
  expect(view.acceptIpv6).toBe(template.acceptIpv6);
  expect(
    (view.accept ?? [{ host: '127.0.0.1', port: view.localPort }]).map(({ host, port }) => `${host} ${port}`),
  ).toEqual(accept);
  return { accept, isOnIpv6: template.acceptIpv6 ?? false };
}

describe('a new profile listens on ::1 as well', () => {
  test.each([
    ['of a server', '[a]\naccept = 443\nconnect = 22\ncert = c.pem\n', ['127.0.0.1 2222'], true],
    ['of a client with a port alone', client('2222'), ['127.0.0.1 2222'], true],
    ['of a client on 127.0.0.1', client('127.0.0.1:2222'), ['127.0.0.1 2222'], true],
    ['but not on all networks', client('0.0.0.0:2222'), ['0.0.0.0 2222'], false],
    [
      'but not where ::1 has a port of its own',
      client('127.0.0.1:1025', '::1:1026'),
      ['127.0.0.1 1025', '::1 1026'],
      false,
    ],
    ['but not where ::1 is alone', client('::1:2222'), ['::1 2222'], false],
  ])('%s', (_name, text, accept, isOnIpv6) => {
    expect(read(text, true)).toEqual({ accept, isOnIpv6 });
    expect(read(text, false)).toEqual({ accept, isOnIpv6: false });
  });

  test('and a file that names both addresses with one port says so, whatever this computer has', () => {
    const expected = { accept: ['127.0.0.1 2222'], isOnIpv6: true };
    expect(read(client('127.0.0.1:2222', '::1:2222'), false)).toEqual(expected);
    expect(read(client('::1:2222', '127.0.0.1:2222'), false)).toEqual(expected);
    expect(read(client('127.0.0.1:2222', '::1:2222', '127.0.0.1:2223'), false)).toEqual({
      accept: ['127.0.0.1 2222', '127.0.0.1 2223'],
      isOnIpv6: true,
    });
  });
});

test.each<true | undefined>([true, undefined])('an exported profile comes back as it was: %j', (acceptIpv6) => {
  const profile = plainProfile(acceptIpv6 === undefined ? {} : { acceptIpv6 });
  const { text } = toStunnelConf(profile, { directory: null, systemRoots: '/roots.pem', certificates: new Map() });
  expect(text.match(/^accept = .*$/gm)).toEqual([
    'accept = 127.0.0.1:2222',
    ...(acceptIpv6 === undefined ? [] : ['accept = ::1:2222']),
  ]);
  for (const hasIpv6 of [true, false]) {
    const document = parse(text);
    const proposed = propose(document, { fileName: null, takenPorts: new Set(), hasIpv6 });
    const [service] = proposed.ok ? withMarks(document, proposed.proposal).services : [];
    expect([service?.template.acceptIpv6, service?.view.acceptIpv6]).toEqual([acceptIpv6, acceptIpv6]);
    expect(service?.template.accept).toEqual(profile.accept);
  }
});

test.each<true | undefined>([true, undefined])('a shared profile arrives as it was: %j', (acceptIpv6) => {
  const shared = shareLink([plainProfile(acceptIpv6 === undefined ? {} : { acceptIpv6 })], new Map());
  const read = readShared(shared.ok ? shared.text : '', { fileName: null, takenPorts: new Set(), hasIpv6: true });
  const [service] = read.ok ? read.proposal.services : [];
  expect([service?.template.acceptIpv6, service?.view.acceptIpv6]).toEqual([acceptIpv6, acceptIpv6]);
});
