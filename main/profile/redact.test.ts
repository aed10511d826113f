import { describe, expect, test } from 'vitest';
import { parse } from '../conf/parse.ts';
import { propose } from './propose.ts';
import { privateKeysIn, withoutSecrets } from './redact.ts';

describe('a quoted line', () => {
  const key = '00112233445566778899aabbccddeeff';
  const lines: readonly (readonly [text: string, kept: string])[] = [
    ['protocolPassword = hunter2', 'protocolPassword = (left out)'],
    ['12: PROTOCOLPASSWORD=hunter2 ; mine', '12: PROTOCOLPASSWORD= (left out)'],
    ['<% if x %>protocolPassword = hunter2<% end %>', '<% if x %>protocolPassword = (left out)'],
    ['protocolPassword: hunter2', 'protocolPassword: (left out)'],
    ['protocolPassword hunter2', 'protocolPassword (left out)'],
    ['protocolPassword => hunter2', 'protocolPassword = (left out)'],
    ['-protocolPassword = hunter2', '-protocolPassword = (left out)'],
    ["\\nprotocolPassword = hunter2\\n' > x.conf", '\\nprotocolPassword = (left out)'],
    ['protocolHeader = Proxy-Authorization: Basic aHVudGVyMg==', 'protocolHeader = (left out)'],
    [`ticketKeySecret = ${key}`, 'ticketKeySecret = (left out)'],
    ['engineCtrl = PIN:1234', 'engineCtrl = (left out)'],
    ['key = pkcs11:token=x;object=y?pin-value=1234', 'key = pkcs11:token=x;object=y?pin-value=(left out)'],
    ['OCSP = http://me:hunter2@ocsp.example.com/', 'OCSP = http://me:(left out)@ocsp.example.com/'],
    [`client1:${key}`, 'client1: (left out)'],
    ['client1:a key of words no', 'client1:a key of words no'],
    ['client1:MyVeryLongAndSecretKey', 'client1: (left out)'],
    ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7', '(encoded data, left out)'],
    ['PSKsecrets = /etc/stunnel/psk.txt', 'PSKsecrets = /etc/stunnel/psk.txt'],
    ['connect = vpn.example.com:443', 'connect = vpn.example.com:443'],
    ['http://vpn.example.com/some/long/path', 'http://vpn.example.com/some/long/path'],
    ['CAfile = /etc/ssl/certs/ca-certificates.crt', 'CAfile = /etc/ssl/certs/ca-certificates.crt'],
  ];
  test.each(lines)('%s', (text, kept) => {
    const once = withoutSecrets({ line: 1, text, reason: '' });
    expect(once.text).toBe(kept);
    expect(withoutSecrets(once)).toEqual(once);
  });
});

test('an import keeps no secret of the file, neither for the preview nor for the profile', () => {
  const secrets = ['hunter2', '00112233445566778899aabbccddeeff', 'MIIEvQIBADANBgkqhkiG9w0BAQ', 'bGFzdCBsaW5l'];
  const text = [
    'client = yes',
    'ticketMacSecret = 00112233445566778899aabbccddeeff',
    '-----BEGIN PRIVATE KEY-----',
    'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7MIIEvQIBADAN',
    'bGFzdCBsaW5l==',
    '-----END PRIVATE KEY-----',
    '[a]',
    'accept = 2222',
    'connect = vpn.example.com:443',
    'protocol = connect',
    'protocolHost = x:22',
    'protocolUsername = me',
    'protocolPassword = “hunter2”',
    'client1:00112233445566778899aabbccddeeff',
    'TIMEOUTidle = 60',
  ].join('\n');
  const document = parse(text);
  const result = propose(document, { fileName: null, takenPorts: new Set() });
  if (!result.ok) throw new Error(result.explanation.what);
  const kept = JSON.stringify(result.proposal);
  for (const secret of secrets) expect(kept).not.toContain(secret);
  expect(result.proposal.notes.map(({ line }) => line)).toEqual([2, 3]);
  expect(result.proposal.services[0]?.view.notes.map(({ line }) => line)).toEqual(expect.arrayContaining([13, 14]));
  expect(privateKeysIn(document)).toEqual([{ first: 3, last: 6 }]);
});
