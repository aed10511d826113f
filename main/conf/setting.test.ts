import { describe, expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';

const options = (text: string) =>
  parse(text).lines.flatMap((line) =>
    line.kind === 'option' && line.canonical !== null ? [`${line.canonical} = ${line.meant}`] : [],
  );
const meant = ['client = yes', 'accept = 127.0.0.1:2222', 'connect = h:443'];

describe('options without an equals sign are read and noted', () => {
  test.each([
    ['colons', '[ssh]\nclient: yes\naccept: 127.0.0.1:2222\nconnect: h:443\n'],
    ['colons behind spaces', '[ssh]\n  client : yes\n  accept : 127.0.0.1:2222\n  connect : h:443\n'],
    ['some colons', 'client: yes\n[ssh]\naccept = 127.0.0.1:2222\nconnect: h:443\n'],
    ['colons and no section', 'client: yes\naccept: 127.0.0.1:2222\nconnect: h:443\n'],
    ['colons and words of other formats', '[ssh]\nclient: true\naccept: "127.0.0.1:2222"\nconnect: h:443 # here\n'],
    ['spaces', '[ssh]\nclient yes\naccept 127.0.0.1:2222\nconnect h:443\n'],
    ['arrows', '[ssh]\nclient => yes\naccept => 127.0.0.1:2222\nconnect => h:443\n'],
    ['colons before them', '[ssh]\nclient := yes\naccept := 127.0.0.1:2222\nconnect := h:443\n'],
    ['two of them', '[ssh]\nclient == yes\naccept == 127.0.0.1:2222\nconnect == h:443\n'],
  ])('%s', (_, text) => {
    const document = parse(text);
    expect(options(text)).toEqual(meant);
    expect(sayAll(document.remarks).some(({ reason }) => reason.startsWith('stunnel wants '))).toBe(true);
    expect(explainForeign(document)).toBeNull();
  });
});

test('a Windows path behind a colon is whole', () => {
  expect(options('[a]\naccept: 1\nconnect: b:2\nCAfile: C:\\stunnel\\ca.pem\n')).toContain(
    'CAfile = C:\\stunnel\\ca.pem',
  );
});

test.each([
  [
    'docker-compose',
    'services:\n  stunnel:\n    image: x\n    client: yes\n    accept: 443\n    connect: h:22\n',
    /docker-compose/,
  ],
  ['YAML', 'stunnel:\n  client: yes\n  accept: 443\n  connect: h:22\n', /YAML/],
  ['an OpenVPN file', 'client\ndev tun\nremote h 443\nca ca.crt\ncert c.crt\nkey c.key\n', /OpenVPN/],
  ['an SSH configuration', 'Host x\n  HostName h\n  Port 443\n  connect yes\n', /SSH/],
  ['HTTP', 'GET / HTTP/1.1\nHost: h\nAccept: text/html\nConnection: close\n', /not a stunnel/],
])('%s is refused all the same', (_, text, what) => {
  expect(sayAll(explainForeign(parse(text)))?.what).toMatch(what);
});

test.each([
  ['accept the terms', '[a]\naccept = 1\nconnect = b:2\naccept the terms\nclient: the computer that connects\n'],
  ['a value with a sign of its own', '[a]\naccept = 1\nconnect = b:2\nprotocolPassword = =secret\n'],
])('prose and values are left as they are: %s', (_, text) => {
  expect(sayAll(parse(text).remarks).filter(({ reason }) => reason.startsWith('stunnel wants'))).toEqual([]);
});
