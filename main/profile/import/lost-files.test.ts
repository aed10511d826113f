import { describe, expect, test } from 'vitest';
import type { ImportAnswer } from '../../../preload/import-preview.ts';
import { inWords } from '../../../preload/import-words.ts';
import { sayClause } from '../../../preload/words/say.ts';
import { certificateFacts } from '../../trust/certificate-facts.ts';
import { makeSelfSigned } from '../../trust/self-signed.ts';
import { gather } from '../files/gather.ts';
import { openText } from '../files/open.ts';
import { adopt } from './adopt.ts';
import type { IsThere } from './lost-files.ts';

const head = 'client = yes\n[a]\naccept = 1\nconnect = vpn.example.org:443\n';
const all = `${head}verifyChain = yes\nCAfile = ca.pem\ncheckHost = vpn.example.org\ncert = ada.pem\nkey = ada.key\nPSKsecrets = keys.txt\nCRLfile = ca.crl\n`;

function serviceOf(text: string, options: { directory?: string; isThere?: IsThere } = {}) {
  const result = openText(text, { fileName: 'a.conf', takenPorts: new Set(), ...options });
  const [service] = result.ok ? result.proposal.services : [];
  if (!result.ok || service === undefined) throw new Error('no service');
  const answer: ImportAnswer = {
    key: service.view.key,
    name: 'A',
    application: 'custom',
    host: 'vpn.example.org',
    remotePort: 443,
    localPort: 1,
    user: null,
  };
  const profile = (more: Partial<ImportAnswer> = {}) =>
    adopt(result.proposal, [{ ...answer, ...more }], () => crypto.randomUUID())[0];
  return { template: service.template, view: inWords(service.view), profile };
}

describe('a file that a text names', () => {
  const text = all.replaceAll(/= (ca|ada|keys)\./g, '= /home/ada/$1.');

  test.each([
    ['an absolute path', text],
    ['a path of the system', text.replaceAll('/home/ada/', '/etc/ssl/private/')],
    ['a device', text.replaceAll(/\/home\/ada\/\w+\.\w+/g, '/dev/zero')],
    ['a share of the network', text.replaceAll('/home/ada/', '//evil.example/share/')],
  ])('is a name until it is chosen: %s', (_what, named) => {
    const { view, profile } = serviceOf(named, { isThere: null });
    expect(view.needs?.map(({ kind }) => kind)).toEqual(['authority', 'certificate', 'psk', 'revocation']);
    expect(view.needs?.[0]?.reason).toContain('only after you have chosen it');
    const made = profile();
    expect(made?.trust.kind).toBe('system');
    for (const field of ['identity', 'psk', 'revocation']) expect(made).not.toHaveProperty(field);
  });
});

describe('a file whose folder nobody knows', () => {
  test('is a question, and the profile goes without it', () => {
    const { view, profile } = serviceOf(all);
    expect(view.needs?.map(({ kind, named, lost }) => [kind, named, lost])).toEqual([
      ['authority', null, 'ca.pem'],
      ['certificate', null, 'ada.pem'],
      ['psk', null, 'keys.txt'],
      ['revocation', null, 'ca.crl'],
    ]);
    expect(view.needs?.[0]?.reason).toBe(
      'The file accepts certificates that an authority in ca.pem has issued, but it does not say in which folder ca.pem is. Choose it; until then the certificates of the system decide, and Adit asks once about another one.',
    );
    expect(view.trust).toBe(
      'The certificates of the system, until ca.pem is chosen; asks once when they do not vouch for the server',
    );
    expect(view.reasons).not.toHaveProperty('trust');
    expect(view.needs?.[3]?.reason).toMatch(/Choose it; until then it is not used\.$/);
    const { needs } = serviceOf(`${all}OCSP = http://ocsp.example.org/\n`).view;
    expect(needs?.[3]?.reason).toMatch(/until then only the rest of what the file says of revocation holds\.$/);
    const made = profile();
    expect(made?.trust).toEqual({ kind: 'system', checks: { hosts: ['vpn.example.org'], emails: [], ips: [] } });
    for (const field of ['identity', 'psk', 'revocation']) expect(made).not.toHaveProperty(field);
    expect(view.settings?.map(({ field }) => field)).toEqual(['trust']);
  });

  test('is what the person chooses', () => {
    const chosen = { authority: '/home/ada/ca.pem', revocation: '/home/ada/ca.crl' };
    const made = serviceOf(all).profile(chosen);
    expect(made?.trust).toEqual({
      kind: 'authority',
      certificates: [{ kind: 'file', path: '/home/ada/ca.pem' }],
      checks: { hosts: ['vpn.example.org'], emails: [], ips: [] },
    });
    expect(made?.revocation).toEqual({ lists: ['/home/ada/ca.crl'], ocsp: null });
    const both = serviceOf(`${head}verify = 3\nCAfile = ca.pem\n`);
    expect(both.view.needs?.[0]?.reason).toMatch(/in ca\.pem and that an authority in it has issued/);
    expect(both.profile(chosen)?.trust).toMatchObject({ kind: 'authority', peer: true });
    const pinned = serviceOf(`${head}verifyPeer = yes\nCAfile = server.pem\n`);
    expect(pinned.profile(chosen)?.trust).toMatchObject({
      kind: 'pinned',
      certificates: [{ path: '/home/ada/ca.pem' }],
    });
  });

  test('of a directory is a file with what it holds', () => {
    const { view, profile } = serviceOf(`${head}verifyChain = yes\nCApath = ca\n`);
    expect(view.needs?.[0]?.reason).toMatch(
      /^The file accepts certificates that an authority in ca has issued, but .+\. Choose a file with the certificates/,
    );
    expect(profile({ authority: '/home/ada/ca.pem' })?.trust).toMatchObject({
      kind: 'authority',
      certificates: [{ kind: 'file', path: '/home/ada/ca.pem' }],
    });
  });

  test('with an answer to a question that was not asked changes nothing', () => {
    expect(serviceOf(head).profile({ authority: '/etc/passwd' })?.trust).toMatchObject({ kind: 'system' });
  });

  test('of keys leaves the identity, for which the tunnel asks for the key', () => {
    const { view, profile } = serviceOf(`${head}PSKsecrets = keys.txt\nPSKidentity = ada\n`);
    expect(view.needs).toMatchObject([{ kind: 'psk', named: 'ada', lost: 'keys.txt' }]);
    expect(profile()?.psk).toEqual({ kind: 'secret', identity: 'ada' });
  });

  test('of lists that is a folder is a note', () => {
    const { view, template } = serviceOf(`${head}CRLpath = crls\nOCSPaia = yes\n`);
    expect(view.needs).toBeUndefined();
    expect(template.revocation).toMatchObject({ lists: [], ocsp: { aia: true } });
    for (const notes of [view.notes, template.origin.notes]) {
      expect(notes.map(({ reason }) => sayClause(reason)).join()).toContain(
        'No list of withdrawn certificates is read from crls/',
      );
    }
  });
});

test('files that are where the file says, or beside it, are no questions', () => {
  const there = new Set([
    '/home/ada/ca.pem',
    '/home/ada/ada.pem',
    '/home/ada/ada.key',
    '/home/ada/keys.txt',
    '/home/ada/ca.crl',
  ]);
  const { view, profile } = serviceOf(all, { directory: '/home/ada', isThere: (path) => there.has(path) });
  expect(view.needs?.map(({ kind, lost }) => [kind, lost])).toEqual([['certificate', undefined]]);
  const assumed = 'It is taken from beside the configuration; stunnel takes it from the folder in which it is started.';
  expect(view.reasons.trust).toContain(assumed);
  expect(view.needs?.[0]?.reason).toContain(assumed);
  expect(profile()).toMatchObject({
    trust: { certificates: [{ path: '/home/ada/ca.pem' }] },
    identity: { certificate: '/home/ada/ada.pem', key: '/home/ada/ada.key' },
    psk: { path: '/home/ada/keys.txt' },
    revocation: { lists: ['/home/ada/ca.crl'] },
  });
});

test('a file of another computer is a question; one on a share is not looked for', () => {
  const nowhere = { isThere: () => false };
  const at = (path: string) => serviceOf(`${head}verifyPeer = yes\nCAfile = ${path}\n`, nowhere).view.needs ?? [];
  expect(at('/etc/stunnel/ca.pem')[0]?.reason).toContain('but there is no /etc/stunnel/ca.pem on this computer');
  expect(at('C:\\stunnel\\ca.pem')[0]?.lost).toBe('C:\\stunnel\\ca.pem');
  const looked: string[] = [];
  serviceOf(`${head}verifyPeer = yes\nCAfile = \\\\server\\share\\ca.pem\n`, {
    isThere: (path) => looked.push(path) === 0,
  });
  expect(looked).toEqual([]);
});

test('what lies beside the configuration in a set is found, and not asked for', async () => {
  const { certificate } = await makeSelfSigned({ commonName: 'vpn.example.org', names: [], days: 30 });
  const files = [
    { path: 'a.conf', bytes: new TextEncoder().encode(`${head}verifyPeer = yes\nCAfile = certs/server.pem\n`) },
    { path: 'server.pem', bytes: new TextEncoder().encode(certificate) },
  ];
  const result = gather({ name: null, files, notes: [] }, { fileName: null, takenPorts: new Set() }, certificateFacts);
  expect(result.ok && result.proposal.services[0]?.view).not.toHaveProperty('needs');
  expect(result.ok && result.proposal.services[0]?.template.trust).toMatchObject({
    kind: 'pinned',
    certificates: [{ kind: 'pem' }],
  });
});
