import { expect, test } from 'vitest';
import type { ImportAnswer } from '../../../preload/import-preview.ts';
import { sayClause } from '../../../preload/words/say.ts';
import { parse } from '../../conf/parse.ts';
import type { Proposal } from '../proposal.ts';
import { specificationOf } from '../specification.ts';
import { adopt } from './adopt.ts';
import { propose } from './propose.ts';

const read = (text: string): Proposal => {
  const result = propose(parse(text), { fileName: 'office.conf', takenPorts: new Set() });
  if (!result.ok) throw new Error(sayClause(result.explanation.what));
  return result.proposal;
};
const answer = (changes: Partial<ImportAnswer> = {}): ImportAnswer => ({
  key: 'service-1',
  name: 'Office',
  application: 'ssh',
  host: 'vpn.example.com',
  remotePort: 443,
  localPort: 2222,
  user: null,
  ...changes,
});
const newId = () => crypto.randomUUID();

test('answers become valid profiles in their order; services without one are left out', () => {
  const proposal = read(
    '[a]\naccept = 443\nconnect = 22\n[b]\naccept = 444\nconnect = 80\n[c]\naccept = 445\nconnect = 873\n',
  );
  const profiles = adopt(
    proposal,
    [answer({ key: 'service-3', application: 'rsync', localPort: 8730 }), answer({ user: 'root' })],
    newId,
  );
  expect(profiles).toMatchObject([
    { application: 'rsync', user: null, group: 'office', origin: { section: 'c' }, demo: false },
    { application: 'ssh', user: 'root', group: 'office', origin: { section: 'a' }, startWithApp: false },
  ]);
  expect(profiles[0]?.id).not.toBe(profiles[1]?.id);
});

test('what the file says beyond the answers is kept', () => {
  const proposal = read(
    'client = yes\n[a]\naccept = 2222\naccept = ::1:2222\nconnect = A.B.C.D:443\nconnect = b.example.com:444\nfailover = rr\nsni =\nTIMEOUTidle = 60\n',
  );
  const [profile] = adopt(proposal, [answer({ localPort: 2200 })], newId);
  expect(profile).toMatchObject({
    // Both addresses have one port in the file, and in the profile.
    accept: [{ host: '127.0.0.1', port: 2200 }],
    acceptIpv6: true,
    connect: [
      { host: 'vpn.example.com', port: 443 },
      { host: 'b.example.com', port: 444 },
    ],
    failover: 'rr',
    tls: { sni: { kind: 'none' } },
    timeouts: { connect: 10, busy: 300, idle: 60, close: 60 },
  });
});

test('a check whose name was a placeholder checks the answered host', () => {
  const text = `client = yes\n[a]\naccept = 1\nconnect = \${H}:2\nverifyChain = yes\nCAfile = ca.pem\ncheckHost = \${H}\n`;
  const checksFor = (host: string) => {
    const trust = adopt(read(text), [answer({ host })], newId)[0]?.trust;
    return trust?.kind === 'authority' ? trust.checks : null;
  };
  expect(checksFor('vpn.example.com')).toEqual({ hosts: ['vpn.example.com'], emails: [], ips: [] });
  expect(checksFor('203.0.113.5')).toEqual({ hosts: [], emails: [], ips: ['203.0.113.5'] });
});

test('an unknown service, one with a problem and an invalid answer are refused', () => {
  expect(() => adopt(read('[a]\naccept = 443\nconnect = 22\n'), [answer({ key: 'x' })], newId)).toThrow(/no service/);
  expect(() => adopt(read('[a]\nconnect = 22\n'), [answer()], newId)).toThrow(/cannot become a profile/);
  const one = read('[a]\naccept = 443\nconnect = 22\n');
  expect(() => adopt(one, [answer({ host: '-oProxyCommand=x' })], newId)).toThrow();
  expect(() => adopt(one, [answer({ localPort: 0 })], newId)).toThrow();
});

test('the engine is told what it needs and nothing else', () => {
  const [profile] = adopt(read('[a]\naccept = 443\nconnect = 22\n'), [answer()], newId);
  if (profile === undefined) throw new Error('no profile');
  expect(Object.keys(specificationOf(profile)).toSorted()).toEqual([
    'accept',
    'connect',
    'failover',
    'guard',
    'id',
    'name',
    'timeouts',
    'tls',
    'trust',
  ]);
});

test.each([
  ['a file that verifies nothing, and a person who wants it so', '', true, 'none'],
  ['a file that verifies nothing, and no answer', '', undefined, 'system'],
  ['a file that verifies', 'verifyPeer = yes\nCAfile = /ca.pem\n', true, 'pinned'],
])('%s', (_name, verification, unverified, expected) => {
  const proposal = read(`client = yes\n[a]\naccept = 2222\nconnect = vpn.example.com:443\n${verification}`);
  expect(proposal.services[0]?.view.unverified).toBe(verification === '' ? true : undefined);
  const [profile] = adopt(proposal, [answer(unverified === undefined ? {} : { unverified })], newId);
  expect(profile?.trust.kind).toBe(expected);
});
