import { describe, expect, test } from 'vitest';
import { say, sayAll } from '../../../preload/words/say.ts';
import { adoptWith, clientWith, makeService, makeView } from './make-proposal.ts';

const needs = (text: string, isThere?: (path: string) => boolean) =>
  (makeView(text, isThere === undefined ? {} : { isThere }).needs ?? []).map(({ kind, required }) => [kind, required]);

describe('a verification that cannot be read', () => {
  test.each([
    `CAfile = /etc/ssl/certs/ca-certificates.crt\nverifyChain = yes\nverify = \${STUNNEL_VERIFY}`,
    'CAfile = /pki/ca.pem\nverify = 5',
    'CAfile = /pki/ca.pem\nverify = yes',
    'CAfile = /pki/ca.pem\nverifyChain = true.',
    'CApath = /pki\nverify = <level>',
  ])('is none that accepts any certificate: %j', (lines) => {
    const { view, template } = makeService(clientWith(lines));
    expect(view.unverified).toBeUndefined();
    expect(view.notes.map(({ reason }) => say(reason))).toContainEqual(expect.stringMatching(/counts as verifying/));
    expect(template.trust.kind).toMatch(/^(?:system|authority)$/);
    const [profile] = adoptWith(clientWith(lines), { unverified: true });
    expect(profile?.trust.kind).not.toBe('none');
  });

  test.each([`verify = \${STUNNEL_VERIFY}`, 'verify = 7', 'requireCert = no\nverifyPeer = <%= @peer %>'])(
    'of a server may ask for a certificate: %j',
    (lines) => {
      const view = makeView(`[x]\naccept = 443\nconnect = 22\ncert = s.pem\nCAfile = ca.pem\n${lines}\n`);
      expect(view.needs).toMatchObject([{ kind: 'certificate', required: false }]);
      expect(view.needs?.[0]?.reason).toMatch(/^This server may ask for a client certificate/);
    },
  );
});

describe('verification by the system’s roots', () => {
  const ca = 'CAfile = /etc/ssl/certs/ca-certificates.crt';
  const strict: readonly (readonly [lines: string, hosts: readonly string[]])[] = [
    [`verifyChain = yes\n${ca}\ncheckHost = vpn.example.org`, ['vpn.example.org']],
    [`verify = 2\n${ca}`, []],
    ['verifyChain = yes\nCApath = /etc/ssl/certs/\ncheckHost = a.example', ['a.example']],
    ['verifyChain = yes\nCAfile = /etc/pki/tls/certs/ca-bundle.crt\ncheckHost = a.example', ['a.example']],
    ['verifyChain = yes\nCAfile = /opt/homebrew/etc/openssl@3/cert.pem\ncheckHost = a.example', ['a.example']],
    ['verifyChain = yes\nCAstore = org.openssl.winstore://\ncheckHost = a.example', ['a.example']],
    ['engine = cng\nverifyChain = yes\nCAengine = pkcs11:object=root\ncheckHost = a.example', ['a.example']],
    ['verifyChain = yes\nCAfile = ca-certs.pem\ncheckHost = pop.example', ['pop.example']],
    ['verifyChain = yes\nCAfile = cacert.pem', []],
    ['verifyChain = yes\ncheckHost = a.example', ['a.example']],
  ];
  test.each(strict)('accepts what they vouch for, and asks about nothing else: %j', (lines, hosts) => {
    const globals = /^engine = .*\n/.exec(lines)?.[0] ?? '';
    const text = `${globals}${clientWith(lines.slice(globals.length))}`;
    expect(adoptWith(text, {}, { isThere: () => false })[0]?.trust).toEqual({
      kind: 'system',
      checks: { hosts, emails: [], ips: [] },
      strict: true,
    });
  });

  test('is said in the preview', () => {
    const view = makeView(clientWith(`verifyChain = yes\n${ca}\ncheckHost = vpn.example.org`));
    expect(sayAll(view.trust)).toBe(
      'The system’s certificates, and nothing else: nobody is asked about another certificate',
    );
    expect(view.reasons.trust).toMatch(/so the system decides, and nobody else/);
  });

  test.each(['verifyChain = no\nCAfile = /etc/ssl/cert.pem', 'checkHost = a.example', `verify = \${LEVEL}`])(
    'is what the file has to say itself: %j',
    (lines) => {
      expect(adoptWith(clientWith(lines))[0]?.trust).not.toHaveProperty('strict');
    },
  );

  test('names a store that Adit cannot look into, and asks for a file', () => {
    const view = makeView(clientWith('verifyChain = yes\nCAstore = file:///srv/company.pem\ncheckHost = a.example'));
    expect(view.needs).toMatchObject([{ kind: 'authority', required: false }]);
    expect(view.needs?.[0]?.reason).toMatch(
      /file:\/\/\/srv\/company\.pem has issued \(line \d+\), where Adit cannot look/,
    );
  });
});

describe('a pre-shared key', () => {
  const isThere = () => true;
  test.each([
    'PSKsecrets = /pki/psk.txt',
    'PSKsecrets = /pki/psk.txt\nciphers = PSK',
    'PSKsecrets = /pki/psk.txt\nciphers = ECDHE-PSK-AES256-CBC-SHA384:PSK-AES128-CBC-SHA:!MD5',
    'PSKsecrets = /pki/psk.txt\nconfig = CipherString:kPSK',
    'PSKidentity = me\nciphers = PSK',
    'ciphers = PSK',
  ])('is the proof of the server: %j', (lines) => {
    const view = makeView(clientWith(lines), { isThere });
    expect(sayAll(view.trust)).toBe('The pre-shared key: whoever has it is the right server.');
    expect(view.unverified).toBeUndefined();
    expect(view.reasons.trust).toBeUndefined();
  });

  test('does not stand for the authorities of a file that verifies by them as well', () => {
    const lines = 'PSKsecrets = psk.txt\nverifyChain = yes\nCAfile = ca.pem';
    expect(needs(clientWith(lines), () => false)).toEqual([
      ['authority', false],
      ['psk', false],
    ]);
  });

  test('is required when its file is missing, or nothing says which it is', () => {
    expect(needs(clientWith('PSKsecrets = psk.txt'), () => false)).toEqual([['psk', true]]);
    expect(needs(clientWith(`PSKsecrets = \${KEYS}\nciphers = PSK`))).toEqual([['psk', true]]);
    expect(needs(clientWith('ciphers = PSK'))).toEqual([['psk', true]]);
    expect(needs(clientWith('ciphers = PSK\nverifyChain = yes\nCAfile = ca.pem'), () => false)).toEqual([
      ['psk', true],
    ]);
  });

  test.each([
    'PSKsecrets = /pki/psk.txt\nciphers = HIGH:PSK',
    'PSKsecrets = /pki/psk.txt\nciphers = HIGH',
    'ciphers = HIGH:!PSK',
  ])('is no proof where a certificate will do as well: %j', (lines) => {
    const view = makeView(clientWith(lines));
    expect(sayAll(view.trust)).toMatch(/^The system’s certificates/);
    expect(view.unverified).toBe(true);
  });
});

describe('the one certificate that a file accepts', () => {
  const missing: readonly (readonly [lines: string, isThere: boolean])[] = [
    [`verifyPeer = yes\nCAfile = \${PIN}`, true],
    ['verifyPeer = yes\nCAfile = <server.pem>', true],
    ['verifyPeer = yes', true],
    ['verify = 4\nCAfile =', true],
    ['verify = 3\nCAfile = {{ pin }}', true],
    ['verifyPeer = yes\nCAfile = pin.pem', false],
    ['verify = 3\nCApath = /gone', false],
  ];
  test.each(missing)('is asked for when it is missing: %j', (lines, isThere) => {
    const there = () => isThere;
    expect(needs(clientWith(lines), there)).toEqual([['authority', true]]);
    const adopted = (more: Parameters<typeof adoptWith>[1]) =>
      adoptWith(clientWith(lines), more, { isThere: there })[0]?.trust;
    expect(() => adopted({})).toThrow(/was not chosen/);
    expect(() => adopted({ unverified: true })).toThrow(/was not chosen/);
    expect(adopted({ authority: '/chosen/pin.pem' })).toMatchObject({
      kind: /verify = 3/.test(lines) ? 'authority' : 'pinned',
      certificates: [{ kind: 'file', path: '/chosen/pin.pem' }],
    });
    expect(adopted({ withoutPin: true })).toMatchObject({ kind: 'system' });
  });

  test('is not asked for where it is there, and nobody can talk it away', () => {
    const [profile] = adoptWith(clientWith('verifyPeer = yes\nCAfile = /pki/pin.pem'), { withoutPin: true });
    expect(profile?.trust).toMatchObject({ kind: 'pinned', certificates: [{ path: '/pki/pin.pem' }] });
  });
});

describe('authorities that a file means and does not name', () => {
  test.each([`CAfile = \${CA}`, 'CApath = <folder>'])(
    'are asked for, and until then the system decides: %j',
    (line) => {
      const view = makeView(clientWith(`verifyChain = yes\n${line}`));
      expect(view.needs).toMatchObject([{ kind: 'authority', required: false }]);
      expect(view.unverified).toBeUndefined();
    },
  );

  test('are the system’s when the file names none', () => {
    expect(needs(clientWith('verifyChain = yes'))).toEqual([]);
  });
});
