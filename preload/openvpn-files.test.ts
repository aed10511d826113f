import { describe, expect, test } from 'vitest';
import { filesNamedIn, takeOpenvpn } from './openvpn-files.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
const certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

describe('the files that a configuration names', () => {
  test.each([
    ['ca ca.crt', ['ca.crt']],
    ['  key "my key.pem"', ['my key.pem']],
    ["tls-auth 'ta.key' 1", ['ta.key']],
    ['cert .\\pki\\me.crt\r\nkey pki/me.key', ['pki/me.crt', 'pki/me.key']],
    ['ca ca.crt\nca ca.crt', ['ca.crt']],
    ['ca [inline]', []],
    ['ca /etc/ca.crt\nkey C:\\me.key\ncert ../me.crt', []],
    ['# ca ca.crt\n;key me.key\nauth-user-pass login.txt', []],
  ])('%j are %j', (text, named) => {
    expect(filesNamedIn(text)).toEqual(named);
  });
});

describe('of files that were given together', () => {
  const given = [
    { path: 'vpn/office.ovpn', bytes: bytes('client\nca ca.crt\nkey keys/me.key\n') },
    { path: 'vpn/ca.crt', bytes: bytes(certificate) },
    { path: 'vpn/keys/me.key', bytes: bytes(key) },
    { path: 'keys/me.key', bytes: bytes(key) },
    { path: 'stunnel.conf', bytes: bytes('[a]\n') },
  ];

  test('those that the VPN names go with it, and only its keys leave the others', () => {
    const { openvpn, rest } = takeOpenvpn(given);
    expect(openvpn?.name).toBe('office.ovpn');
    expect(openvpn?.files?.map(({ path }) => path)).toEqual(['ca.crt', 'keys/me.key']);
    expect(rest.map(({ path }) => path)).toEqual(['vpn/ca.crt', 'keys/me.key', 'stunnel.conf']);
  });

  test('the VPN’s keep their bytes when the others are blanked', () => {
    const ours = given.map(({ path, bytes: all }) => ({ path, bytes: all.slice() }));
    const { openvpn } = takeOpenvpn(ours);
    for (const { bytes: all } of ours) all.fill(0);
    expect(openvpn?.files?.map((file) => new TextDecoder().decode(file.bytes))).toEqual([certificate, key]);
  });

  test('nothing is taken where there is no VPN', () => {
    const none = given.slice(1);
    expect(takeOpenvpn(none)).toEqual({ openvpn: null, rest: none });
  });
});
