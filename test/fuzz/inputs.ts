/** Configurations as damage, carelessness or malice leave them, from a seed. */
import { decodeConf } from '../../main/conf/decode.ts';
import { oneOf, type Random, whole } from '../export/arbitrary.ts';

const seeds = [
  'cert = /etc/x.pem\nkey\t\t= /etc/x.key\nclient = no\n\n[ssh]\naccept = 443\nconnect = 127.0.0.1:22\n',
  '\uFEFF; client\r\nclient = yes\r\n[http]\r\naccept = 9999\r\nconnect = A.B.C.D:8000\r\n',
  '[tls]\naccept = 443\nconnect = 80\n[a]\nsni = tls:a.example.com\nconnect = 22\nverify = 2\nCAfile = x.pem\n',
  'client = yes\n[a]\naccept = ::1:1\nconnect = b:2\nverifyPeer = yes\nCAfile = x\ncheckHost = b\nsslVersion = TLSv1.2',
  'client = yes\n[a]\naccept = 1\nconnect = p:3128\nprotocol = connect\nprotocolHost = b:443\nprotocolUsername = u\nprotocolHeader = X: y\ncert = c.pem\nkey = k.pem\n',
  'client = yes\n[a]\naccept = 1\nconnect = b:2\nprotocol = smtp\nprotocolUsername = u\nPSKsecrets = p\nPSKidentity = i\nlocal = 1.2.3.4\nCRLpath = c\n',
  'client = yes\n[a]\naccept = 1\nconnect = b:2\nOCSP = http://o/\nOCSPflag = NOCERTS\nTIMEOUTocsp = 5\nsession = 5\noptions = NO_TICKET\nsecurityLevel = 2\nciphersuites = TLS_AES_128_GCM_SHA256\n',
  '; adit: proxy = {"kind":"system"}\n[a]\naccept = 443\nconnect = 22\nPSKsecrets = x\nrequireCert = yes\nprotocol = pgsql\n',
  '<% if @client %>client = yes<% end %>\n[<%= name %>]\naccept = {{ port }}\nconnect = <server IP>:443 ; here\n',
  '$ cat > /etc/stunnel/stunnel.conf <<EOF\nclient = yes\n[a]\naccept = 1\nconnect = b:2\nEOF\n',
  '--- a/x.conf\n+++ b/x.conf\n@@ -1,4 +1,4 @@\n client = yes\n [a]\n-accept = 1\n+accept = 2\n connect = b:2\n',
  'echo "client = yes" > /etc/stunnel/a.conf\nprintf "[a]\\naccept = %s\\nconnect = b:2\\n" 1 >> /etc/stunnel/a.conf\n',
  'data:\n  stunnel.conf: |\n    client = yes\n    [a]\n    accept = 1\n    connect = b:2\n',
  'client: yes\n[a]\naccept: 1\nconnect: b:2\n',
  '  1  client = yes\n  2  [a]\n  3  accept = 1\n  4  connect = b:2\n',
];

const pieces = [
  ...['=', '|', '[', ']', ';', '#', ' ', '\t', '\r', '\n', '"', "'", ':', '-', '//', '\u00a0', '\uFEFF', '\0'],
  ...[
    '<%',
    '%>',
    '{{',
    '}}',
    `\${X}`,
    '<<EOF\n',
    'echo "',
    '> a.conf\n',
    '@@ -1 +1 @@\n',
    'EOF\n',
    '-----BEGIN PRIVATE KEY-----\n',
    '-----BEGIN CERTIFICATE-----',
  ],
  ...['accept = ', 'connect = ', 'sni = a:b', 'client = yes', '[a]', 'cert = ', 'protocolHost = ', 'OCSP = '],
  ...['protocol = socks', 'checkHost = *', 'include = x', 'TIMEOUTidle = 9999999999', '999999'],
  ...['__proto__ = 1', '[__proto__]', 'constructor = yes', 'x'.repeat(3000)],
] as const;

/** One to eight changes to a small configuration: something put in, cut out, or another configuration in its middle. */
export function damagedText(random: Random): string {
  let text: string = oneOf(random, seeds);
  for (let change = whole(random, 1, 8); change > 0; change -= 1) {
    const at = Math.floor(random() * text.length);
    const kind = random();
    if (kind < 0.5) text = text.slice(0, at) + oneOf(random, pieces) + text.slice(at);
    else if (kind < 0.8) text = text.slice(0, at) + text.slice(at + whole(random, 0, 19));
    else text = text.slice(0, at) + oneOf(random, seeds) + text.slice(at);
  }
  return text;
}

/** As a file of such a text may come: with bytes that no encoding has, cut in the middle, or as UTF-16. */
export function damagedFile(random: Random): string {
  const text = damagedText(random);
  const bytes = random() < 0.3 ? Buffer.from(text, 'utf16le') : Buffer.from(text);
  for (let times = whole(random, 0, 3); times > 0; times -= 1) {
    bytes[Math.floor(random() * bytes.length)] = whole(random, 0, 255);
  }
  return decodeConf(bytes.subarray(0, Math.ceil(random() * bytes.length)));
}
