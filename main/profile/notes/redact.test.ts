import { describe, expect, test } from 'vitest';
import type { ImportAnswer, ImportService } from '../../../preload/import-preview.ts';
import { quoted } from '../../../preload/sentence.ts';
import { sayClause } from '../../../preload/words/say.ts';
import { toSay } from '../../../preload/words/text.ts';
import { parse } from '../../conf/parse.ts';
import { toStunnelConf } from '../export/export.ts';
import { adopt } from '../import/adopt.ts';
import { propose } from '../import/propose.ts';
import { noteWithout, privateKeysIn, withoutSecrets } from './redact.ts';

const exportFiles = { directory: null, systemRoots: '/etc/ssl/certs/ca-certificates.crt', certificates: new Map() };

/** Every proposed value as the answer. */
function answerFor({ key, name, application, host, remotePort, localPort }: ImportService): ImportAnswer {
  return {
    key,
    name,
    application,
    host: host ?? 'vpn.example.com',
    remotePort: remotePort ?? 443,
    localPort: localPort ?? 2222,
    user: null,
    unverified: true,
  };
}

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
    ["\toption protocolPassword 'hunter2'", '\toption protocolPassword (left out)'],
    ["list engineCtrl 'PIN:1234'", 'list engineCtrl (left out)'],
    ['option cert https://me:hunter2@h/x', 'option cert https://me:(left out)@h/x'],
    ['protocolHeader = Proxy-Authorization: Basic aHVudGVyMg==', 'protocolHeader = (left out)'],
    [`ticketKeySecret = ${key}`, 'ticketKeySecret = (left out)'],
    ['engineCtrl = PIN:1234', 'engineCtrl = (left out)'],
    ['key = pkcs11:token=x;object=y?pin-value=1234', 'key = pkcs11:token=x;object=y?pin-value=(left out)'],
    ['OCSP = http://me:hunter2@ocsp.example.com/', 'OCSP = http://me:(left out)@ocsp.example.com/'],
    [`client1:${key}`, 'client1: (left out)'],
    ['client1:a key of words', 'client1: (left out)'],
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

describe('what may be a secret', () => {
  const lines: readonly string[] = [
    'root@srv:~# echo "bob:LEAK1LEAK1LEAK1LEAK1" > psk.txt',
    'openssl pkcs12 -in client.p12 -passin pass:LEAK2 -out client.pem',
    'PGPASSWORD=LEAK3 psql service=x',
    'sshpass -p LEAK4 ssh vpn.example.com',
    'sshpass -p LEAK4b ssh -o connect=vpn.example.com',
    'protocolPasword = LEAK5',
    'password = LEAK6',
    'PSKkey = LEAK7',
    'PSKkey: LEAK8',
    'exec = mysql -pLEAK9',
    'exec = /usr/bin/mysql --password=LEAK10 --user=root',
    'execArgs = mysql -pLEAK11',
    'sessiond = bob:LEAK12@host',
    'OCSP = http://me:LEAK13@ocsp.example.com/',
    'OCSP = http://ocsp.example.com/?token=LEAK14',
    'foo = LEAK15',
    'export STUNNEL_PW="LEAK16"',
    'curl -u bob:LEAK17 https://example.com/conf',
    'curl https://bob:LEAK18@example.com/conf',
    'connect = https://bob:LEAK19@vpn.example.com:443/',
    'setEnv = AWS_SECRET_ACCESS_KEY=LEAK20',
    'accept = 2222 ; password is LEAK21',
    '[ssh] # login bob, LEAK22',
    'the password of the server is LEAK23',
    'LEAK24',
    "option wifi_key 'LEAK40'",
    "option uuid 'LEAK41'",
    'option client is LEAK42 of mine',
    "option protocolHeader 'LEAK43'",
    'printf "protocolPassword = LEAK25\\n" >> client.conf',
    '<password>LEAK26</password>',
    '{{ lookup("hashi_vault", "token=LEAK27") }}',
    'sshpass -p LEAK28 ssh -o Foo=bar',
    'cert = client.p12 -passin LEAK29',
    'debug = 7 password=LEAK30',
    'pass phrase = LEAK31',
    '12: secret = LEAK32',
    '+ api_key = LEAK33',
    'PSKidentity = bob --password LEAK34',
    'curl -H "Authorization: Bearer LEAK35" https://example.com',
    '  "password": "LEAK36",',
    "config.vm.password 'LEAK37'",
    'X-Auth LEAK38',
  ];
  const head = ['client = yes', '[a]', 'accept = 2222', 'connect = vpn.example.com:443'];

  test.each(lines)('is not kept: %s', (line) => {
    const reason = toSay('reading.spelling', { name: quoted(line.split('=')[0] ?? ''), option: 'x' });
    const once = noteWithout({ line: 1, text: line, reason });
    expect(JSON.stringify(once)).not.toContain('LEAK');
    expect(withoutSecrets(once)).toEqual(once);
  });

  test.each(lines)('reaches neither the profile nor its export: %s', (line) => {
    for (const text of [
      [...head, line],
      [line, ...head],
      [...head, '', line, 'TIMEOUTidle = 60'],
    ]) {
      const result = propose(parse(text.join('\n')), { fileName: null, takenPorts: new Set() });
      if (!result.ok) continue;
      const { proposal } = result;
      const [service] = proposal.services;
      const kept = [proposal.notes, ...proposal.services.map(({ view }) => [view.notes, view.warnings])];
      expect(JSON.stringify(kept)).not.toContain('LEAK');
      if (service === undefined || service.view.problem !== null || service.view.host !== 'vpn.example.com') continue;
      const [profile] = adopt(proposal, [answerFor(service.view)], () => '00000000-0000-4000-8000-000000000001');
      if (profile === undefined) throw new Error('There is no profile.');
      expect(JSON.stringify(profile.origin.notes)).not.toContain('LEAK');
      expect(toStunnelConf(profile, exportFiles).text.split('[')[0]).not.toContain('LEAK');
    }
  });
});

describe('what cannot be a secret is kept whole', () => {
  test.each([
    'debug = 7',
    "\toption debug '7'",
    "\tlist options 'NO_SSLv2'",
    "option accept_port '8443'",
    "option cert '/etc/stunnel/s.pem'",
    'setuid = nobody',
    'pid = /run/x.pid',
    'socket = l:TCP_NODELAY=1',
    'output = /var/log/stunnel4/stunnel.log',
    'client = "yes"',
    'connect = {{ vpn_host }}:443',
    'accept = <server IP>:443',
    'cert = <%= dir %>/client.pem',
    'sslVersion = TLSv1.2',
    'sslversionmim = TLSv1.2',
    'foo = 1',
    'foo = yes',
    'logfile = /var/log/stunnel.log',
    'server = vpn.example.com:443',
    'server = 10.0.0.1',
    'ciphers = HIGH:!PSK:!aNULL:!MD5',
    'ciphersuites = TLS_AES_128_GCM_SHA256',
    'curves = X25519:P-256',
    'options = NO_SSLv2',
    'checkEmail = bob@example.com',
    'checkHost = vpn.example.com',
    'CApath = /etc/ssl/certs',
    'key = /run/secrets/client-key.pem',
    'TIMEOUTidle = 60 ; one minute',
    '12: accept = 2222',
    '+accept = 2222',
    'accept 2222',
    'engine = pkcs11',
    'setgid: stunnel4',
    '[ssh] ; the way home',
    'service = stunnel',
    'protocolHost = git.example.com:22',
    'exec = /usr/sbin/sshd',
  ])('%s', (text) => {
    expect(withoutSecrets({ line: 1, text, reason: '' }).text).toBe(text);
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
  if (!result.ok) throw new Error(sayClause(result.explanation.what));
  const kept = JSON.stringify(result.proposal);
  for (const secret of secrets) expect(kept).not.toContain(secret);
  expect(result.proposal.notes.map(({ line }) => line)).toEqual([2, 3]);
  expect(result.proposal.services[0]?.view.notes.map(({ line }) => line)).toEqual(expect.arrayContaining([13, 14]));
  expect(privateKeysIn(document)).toEqual([{ first: 3, last: 6 }]);
});

test.each(['*', '-', '+', '>', '1 ', '1. ', '\\n', '<%a%>', '{{a}}', ' -a', 'a:', 'a.', '= '])(
  'a line of %j ends in time',
  (piece) => {
    const text = `${piece.repeat(700)} Example TLS server mode services`;
    expect(withoutSecrets({ line: 1, text, reason: 'Why.' }).text.length).toBeLessThan(text.length * 2);
  },
);
