import { expect, it } from 'vitest';
import { profile } from '../testing/fixtures.ts';
import { identityWords, proxyWords } from './field-words.ts';

it('names the proxy and who logs in there', () => {
  expect(proxyWords({ kind: 'system' })).toBe('The system’s');
  expect(proxyWords({ kind: 'http', host: '::1', port: 3128, username: 'anna' })).toBe('HTTP at [::1]:3128, as anna');
  expect(proxyWords({ kind: 'socks5', host: 'p', port: 1080, username: null })).toBe('SOCKS 5 at p:1080');
});

it('names what is shown to the server, and nothing secret', () => {
  expect(identityWords(profile(1))).toBeNull();
  const pem = { kind: 'pem', certificate: '/me.pem', key: '/me.key' } as const;
  expect(identityWords(profile(1, { identity: pem }))).toBe('Certificate /me.pem');
  const psk = { kind: 'secret', identity: 'anna' } as const;
  expect(identityWords(profile(1, { identity: { kind: 'pkcs12', path: '/me.p12' }, psk }))).toBe(
    'Certificate /me.p12; Pre-shared key of anna',
  );
});
