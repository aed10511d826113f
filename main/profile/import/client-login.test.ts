import { describe, expect, test } from 'vitest';
import { clientWith, makeService, makeView } from './make-proposal.ts';

const proxied = (lines: string) =>
  `[x]\nclient = yes\naccept = 2222\nconnect = proxy.example:3128\nprotocol = connect\nprotocolHost = h.example:443\n${lines}\n`;

describe('a password that a proxy was not to see', () => {
  test.each(['ntlm', 'NTLM', 'negotiate', 'digest'])('is not sent as Basic: protocolAuthentication = %s', (method) => {
    const view = makeView(proxied(`protocolAuthentication = ${method}\nprotocolUsername = u\nprotocolDomain = CORP`));
    expect(view.problem).toMatch(
      /^The proxy of this section wants the login as \w+ \(line 7\), which Adit cannot do\./,
    );
    expect(view.problem).toMatch(/readable on the way to the proxy/);
  });

  test.each(['', 'protocolAuthentication = basic', 'protocolAuthentication = Basic', 'protocolAuthentication ='])(
    'is sent where Basic is what the file says: %j',
    (line) => {
      const { view, template } = makeService(proxied(`${line}\nprotocolUsername = u`));
      expect(view.problem).toBeNull();
      expect(template.proxy).toMatchObject({ kind: 'http', username: 'u' });
    },
  );

  test.each(['{{ auth }}', '<method>', '%AUTH%'])(
    'a method that cannot be read counts as the stricter one: %s',
    (method) => {
      const view = makeView(proxied(`protocolAuthentication = ${method}\nprotocolUsername = u`));
      expect(view.problem).toContain(`The file has “${method}” in place of how it logs in to the proxy (line 7).`);
      expect(view.problem).toMatch(/write “protocolAuthentication = basic” and import the file again\.$/);
      // Without a login there is nothing to show.
      expect(makeView(proxied(`protocolAuthentication = ${method}`)).problem).toBeNull();
    },
  );
});

describe('a client’s certificate that an engine keeps', () => {
  test.each(['engineId = capi', 'engineId = CNG', 'engineNum = 1', 'engineId = pkcs11'])('is asked for: %s', (line) => {
    expect(makeView(clientWith(line)).needs).toMatchObject([{ kind: 'certificate', required: false, named: null }]);
  });

  test('is in the store of Windows where the engine says so', () => {
    expect(makeView(clientWith('engineId = cng')).needs?.[0]?.reason).toMatch(
      /certificate store of Windows .*\.p12 file/,
    );
    expect(makeView(clientWith('engineId = pkcs11')).needs?.[0]?.reason).not.toContain('Windows');
  });
});

describe('a client’s certificate that is a server’s', () => {
  const nothing = () => false;
  test.each([
    '[s]\naccept = 443\nconnect = 22\ncert = /pki/box.pem\n[x]\nclient = yes\naccept = 1\nconnect = h.example:2\ncert = /pki/box.pem\n',
    '[x]\nclient = yes\naccept = 1\nconnect = h.example:2\ncert = /usr/local/etc/stunnel/stunnel.pem\n',
    '[x]\nclient = yes\naccept = 1\nconnect = h.example:2\ncert = my-server.pem\nkey = my-server.key\n',
  ])('is not asked for when it is missing: %j', (text) => {
    const services = makeService(text, { isThere: nothing });
    expect(services.view.needs).toBeUndefined();
    expect(services.template.identity).toBeUndefined();
  });

  test('one that is the client’s is', () => {
    const text = '[x]\nclient = yes\naccept = 1\nconnect = h.example:2\ncert = ada.pem\n';
    expect(makeView(text, { isThere: nothing }).needs).toMatchObject([{ kind: 'certificate', lost: 'ada.pem' }]);
  });
});

test('a server’s authorities are for its clients only when it verifies them', () => {
  const reasons = (line: string) =>
    makeView(`[x]\naccept = 443\nconnect = 22\ncert = s.pem\nCAfile = ca.pem\n${line}\n`).notes.flatMap((note) =>
      note.text.startsWith('CAfile') ? [note.reason] : [],
    );
  expect(reasons('')).toEqual(['Without verifyChain or verifyPeer the server does not use this.']);
  expect(reasons('verify = 0')).toEqual(['Without verifyChain or verifyPeer the server does not use this.']);
  expect(reasons('verify = 2')).toEqual([expect.stringMatching(/^This is how the server verifies its clients/)]);
});
