import { rootCertificates } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { say, sayAll } from '../../../preload/words/say.ts';
import { saying } from '../../../test/engine/saying.ts';
import { certificateFacts } from '../../trust/certificate-facts.ts';
import { makeSelfSigned } from '../../trust/self-signed.ts';
import { adopt } from '../import/adopt.ts';
import { adoptWith, answerFor, clientWith, makeProposal, makeView } from '../import/make-proposal.ts';
import { NO_NAME } from '../options/trust.ts';
import { certificatesIn } from '../pem.ts';
import { gather } from './gather.ts';
import { explainAuthorities, lookAtNamed, withChosenAuthorities } from './named-certificates.ts';
import type { CertificateFacts } from './parts.ts';

const roots = (count: number) => rootCertificates.slice(0, count).join('\n');
const factsOf = (pem: string) => certificatesIn(pem).flatMap((der) => certificateFacts(der) ?? []);
const judged = (lines: string, pem: string) => {
  const [service] = lookAtNamed(makeProposal(clientWith(lines)), () => factsOf(pem)).services;
  if (service === undefined) throw new Error('no service');
  return service;
};

let own = '';
beforeAll(async () => {
  own = (await makeSelfSigned({ commonName: 'own.example.org', names: ['own.example.org'], days: 30 })).certificate;
});

describe('a list of public authorities, and no name', () => {
  test.each(['/srv/t/all.pem', '/opt/app/trusted.crt', 'C:\\certs\\roots-2024.pem'])(
    '%s is the system’s, with the name',
    (path) => {
      const { view, template } = judged(`verifyChain = yes\nCAfile = ${path}`, roots(60));
      expect(template.trust).toEqual({ kind: 'system', checks: { hosts: [], emails: [], ips: [] }, strict: true });
      expect(view.notes.map(({ reason }) => reason.id)).not.toContain(NO_NAME.id);
      expect(view.warnings?.map(({ reason }) => say(reason))).toEqual([
        expect.stringMatching(/holds public authorities/),
      ]);
    },
  );

  test('of which only one is in the file has the name checked', () => {
    const { view, template } = judged('verify = 2\nCAfile = /pki/le.pem', `${roots(1)}\n${own}`);
    expect(template).toMatchObject({ trust: { kind: 'authority' }, checkAnsweredHost: true });
    expect(view.warnings?.map(({ reason }) => say(reason))).toEqual([
      expect.stringMatching(/holds a public authority \(/),
    ]);
  });

  test('is known beside the configuration as well', () => {
    const files = [
      { path: 'stunnel.conf', bytes: new TextEncoder().encode(clientWith('verifyChain = yes\nCAfile = trusted.pem')) },
      { path: 'trusted.pem', bytes: new TextEncoder().encode(roots(40)) },
    ];
    const result = gather(
      { name: 'etc', files, notes: [] },
      { fileName: null, takenPorts: new Set() },
      certificateFacts,
    );
    expect(result.ok && result.proposal.services[0]?.template.trust.kind).toBe('system');
  });

  test.each(['/srv/roots', 'C:\\roots'])('in a folder is the system’s as well: %s', (path) => {
    const { template } = judged(`verifyChain = yes\nCApath = ${path}`, roots(60));
    expect(template.trust.kind).toBe('system');
  });

  test.each([
    '/opt/homebrew/etc/openssl@3/cert.pem',
    '/usr/local/etc/openssl@1.1/certs',
    '/var/lib/ca-certificates/ca-bundle.pem',
  ])('at a place of the system’s needs no look: %s', (path) => {
    expect(sayAll(makeView(clientWith(`verifyChain = yes\nCAfile = ${path}`)).trust)).toMatch(
      /^The system’s certificates/,
    );
  });

  test('stays as it is where names are checked, and so does an authority of one’s own', () => {
    const checked = judged('verifyChain = yes\nCAfile = /srv/all.pem\ncheckHost = h.example', roots(60));
    expect(checked.template.trust).toMatchObject({ kind: 'authority', checks: { hosts: ['h.example'] } });
    expect(checked.view.warnings).toBeUndefined();
    const private_ = judged('verifyChain = yes\nCAfile = /srv/own.pem', own);
    expect(private_.template).toMatchObject({ trust: { kind: 'authority' }, checkAnsweredHost: false });
  });

  test.each(['/srv/t/cacert.pem', 'ca-bundle.crt', '/x/certifi/cacert.pem', 'curl-ca-bundle.crt', 'ca-certs.pem'])(
    'is known by its usual name where nobody can look: %s',
    (path) => {
      const view = makeView(clientWith(`verifyChain = yes\nCAfile = ${path}`), { isThere: () => false });
      expect(sayAll(view.trust)).toMatch(/^The certificates of the system, and nothing else/);
      expect(view.needs).toMatchObject([{ kind: 'authority', required: false }]);
      expect(view.needs?.[0]?.reason).toMatch(/a usual name of a list of public authorities.* the name is checked/);
      const [profile] = adoptWith(clientWith(`verifyChain = yes\nCAfile = ${path}`), {}, { isThere: () => false });
      expect(profile?.trust).toEqual({ kind: 'system', checks: { hosts: [], emails: [], ips: [] }, strict: true });
    },
  );

  test.each(['/etc/stunnel/cacert.pem', 'C:\\pki\\ca-bundle.crt', '/srv/demoCA/cacert.pem'])(
    'is not what an authority of one’s own becomes because its file is called so: %s',
    (path) => {
      const { view, template } = judged(`verifyChain = yes\nCAfile = ${path}`, own);
      expect(template.trust).toMatchObject({ kind: 'authority', certificates: [{ path }] });
      expect(view.notes.map(({ reason }) => reason.id)).toContain(NO_NAME.id);
    },
  );

  test('that is chosen in place of a lost file has the name checked', () => {
    const proposal = makeProposal(clientWith('verifyChain = yes\nCAfile = ca.pem'), { isThere: () => false });
    const answer = answerFor({ authority: '/chosen/roots.pem' });
    const trustWith = (isPublic: boolean) =>
      adopt(
        withChosenAuthorities(proposal, [answer], () => isPublic),
        [answer],
        () => crypto.randomUUID(),
      )[0]?.trust;
    expect(trustWith(true)).toMatchObject({ kind: 'authority', checks: { hosts: ['h.example'] } });
    expect(trustWith(false)).toMatchObject({ kind: 'authority', checks: { hosts: [] } });
  });

  test('other files without a name are noted', () => {
    const { view, template } = judged('verifyChain = yes\nCAfile = /pki/company.pem', '');
    expect(template.trust.kind).toBe('authority');
    expect(view.notes.map(({ reason }) => say(reason))).toContainEqual(
      expect.stringMatching(/checks no name \(checkHost\)/),
    );
  });
});

describe('verifyPeer', () => {
  test.each(['verifyPeer = yes', 'verify = 4'])('with an authority accepts no server: %s', (line) => {
    const { view, template } = judged(`${line}\nCAfile = /pki/root.crt`, roots(1));
    expect(template.trust.kind).toBe('pinned');
    expect(view.warnings?.map(({ reason }) => say(reason))).toEqual([
      expect.stringMatching(
        /^\/pki\/root\.crt holds an authority .*verifyChain = yes trusts what the authority issued\.$/,
      ),
    ]);
  });

  test.each([
    ['one of several', roots(3), /holds 3 authorities \(.*so that no server will do\./],
    ['a list of public ones', roots(60), /holds 60 authorities \(.*so that no server will do\./],
  ])('knows %s', (_, pem, sentence) => {
    const { view } = judged('verifyPeer = yes\nCAfile = /pki/all.pem', pem);
    expect(view.warnings?.map(({ reason }) => say(reason))).toEqual([expect.stringMatching(sentence)]);
  });

  test('does not say more than is known of a certificate that made itself', () => {
    const facts = { ...(factsOf(own)[0] ?? null), authority: true } as CertificateFacts;
    expect(explainAuthorities('/s.pem', [facts])).toEqual(
      saying(/^\/s\.pem holds what may be an authority .* unless the server itself shows this one/),
    );
  });

  test('with the server’s own certificate, or that and its authority, is as it should be', () => {
    expect(judged('verifyPeer = yes\nCAfile = /pki/s.pem', own).view.warnings).toBeUndefined();
    expect(judged('verifyPeer = yes\nCAfile = /pki/s.pem', `${own}\n${roots(1)}`).view.warnings).toBeUndefined();
  });
});
