/** Configurations that are right, or wrong in one or several places, from a seed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { confOptions } from '../../main/conf/options.ts';
import { resolveAddress, resolveHost } from '../../main/conf/strict/address.ts';
import { strictLines } from '../../main/conf/strict/lines.ts';
import { oneOf, type Random, whole } from '../export/arbitrary.ts';

/** Names of the files that a configuration may use; they lie in the folder that stunnel runs in. */
export const files = { certificate: 'server.pem', authority: 'ca.pem', psk: 'psk.txt' } as const;

/** A section that every stunnel refuses, so that none ever binds a port: it is the last one that is looked at. */
export const END = '\n[zzz end]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 127.0.0.1:1\nexec = /nowhere\n';

const optionNames = [...confOptions.map(({ name }) => name), 'curve', 'session', 'bogus', 'CLIENT', 'Accept'];

const values = [
  ...['yes', 'no', 'YES', '', 'true', '"yes"', 'yes ; c', 'maybe', 'x y', 'a:b'],
  ...['0', '1', '-1', '+5', '2', '3', '4', '5', '7', '8', '10', '0x10', '5s', '1.5', '99999999999999999999', '500'],
  ...['443', '127.0.0.1:0', 'localhost:0', '::1:0', '[::1]:1', ':443', '*:443', '70000', 'PORT', 'localhost:https'],
  ...['127.0.0.1', '::1', '0x7f.1:1', '1.2.3.4.5:1', '127.0.0.256:1', '/run/x.sock', '1:2:3', 'https', 'HTTPS'],
  ...['all', 'SSLv2', 'SSLv3', 'TLSv1', 'tlsv1.1', 'TLSv1.2', 'TLSv1.3', 'TLSv1.4'],
  ...['NO_TLSv1_3', '-NO_TLSv1.3', 'no_sslv2', 'SINGLE_ECDH_USE', '-ALL', 'NO_SSLv5', 'CIPHER_SERVER_PREFERENCE'],
  ...['daemon.info', 'info', 'INFO', 'nowhere.info', 'local7.7', 'daemon.', '.info', 'a.b.c'],
  ...['l:TCP_NODELAY=1', 'a:SO_LINGER=1:2', 'r:SO_X=1', 'L:TCP_NODELAY=1', 'r:SO_SNDBUF=', 'l:SO_KEEPALIVE=yes'],
  ...['r:SO_RCVTIMEO=1:2:3', 'l:TCP_KEEPIDLE=x', 'a:SO_BINDTODEVICE=lo', 'l:TCP_NODELAY', 'r:IP_TOS=8'],
  ...['rr', 'prio', 'quiet', 'append', 'overwrite', 'unique', 'sequential', 'source', 'destination', 'both', 'none'],
  ...['connect', 'smtp', 'proxy', 'socks', 'nntp', 'capwinctrl', 'pgsql', 'IMAP', 'gopher'],
  ...['one:x', 'two:y', 'one:*.example.com', 'zero:x', 'x', 'x.example.com'],
  ...['NOCERTS', 'notime', 'NONE', 'HIGH', 'ECDHE-RSA-AES128-GCM-SHA256', 'P-256', 'X25519:P-256', 'nonsense'],
  ...['root', 'nobody', 'no such', 'relative.log', '/nowhere/x.log', '/nowhere', '.', 'zlib', 'rle'],
  ...[files.certificate, files.authority, files.psk, '/nowhere/x.pem', 'id', 'http://127.0.0.1/'],
  ...['00112233445566778899aabbccddeeff', '00:11:22', 'zz', 'café', 'C:\\x.pem', `\${X}`, '<%= x %>', '{{ x }}'],
] as const;

const pieces = [
  ';',
  '#',
  '=',
  '[',
  ']',
  ' ',
  '\n',
  '\r',
  '\r\n',
  '\t',
  '\v',
  '"',
  ':',
  '\\\n',
  '\uFEFF',
  '\0',
  'é',
  '\u00a0',
];

/** Lines that often stand together, so that what depends on two of them is reached. */
const clusters: readonly string[] = [
  `verify = 2\nCAfile = ${files.authority}`,
  `verifyChain = yes\nCAfile = ${files.authority}\ncheckHost = x.example.com`,
  `verifyPeer = yes\nCAfile = ${files.authority}\nverify = 0`,
  `verifyChain = yes\nCAfile = ${files.authority}\nOCSPaia = yes`,
  'verify = 3',
  'checkIP = ::1',
  'OCSPaia = yes',
  `redirect = 1\nverify = 2\nCAfile = ${files.authority}`,
  'redirect = 1',
  'protocol = connect\nprotocolHost = x:1',
  'protocol = connect',
  'sslVersionMin = TLSv1.3\nsslVersionMax = TLSv1.2',
  'sslVersion = TLSv1.2\nsslVersionMax = TLSv1.3',
  `PSKsecrets = ${files.psk}\nPSKidentity = id`,
  'transparent = destination',
];

const builtIn: readonly string[] = [
  `; server\r\ncert = ${files.certificate}\r\n\r\n[one]\r\naccept = 127.0.0.1:0\r\nconnect = 22\r\n`,
  `foreground = yes\ncert = ${files.certificate}\n[one]\naccept = 443\nconnect = 80\n[two]\nsni = one:x\nconnect = 22\n`,
  `client = yes\ndebug = 5\n[one]\naccept = 2222\nconnect = 127.0.0.1:443\nTIMEOUTidle = 60\nsni =\n`,
  `\uFEFFclient = yes\n[one]\naccept = ::1:0\nconnect = ::1:1\nverifyChain = yes\nCAfile = ${files.authority}`,
  'client = yes\nconnect = 127.0.0.1:1\n',
  `[a b]\ncert = ${files.certificate}\naccept = *:443\nexec = /bin/true\nexecArgs = true\n[]\nclient = yes\naccept = 1\nconnect = 2\n`,
];

const sharedFolder = join(import.meta.dirname, '../../../shared/configs');

/** Real configurations that lie beside the checkout, where there is one; their files are replaced by those that exist. */
function sharedTexts(): string[] {
  return ['real', 'seed'].flatMap((name) => {
    const folder = join(sharedFolder, name);
    return existsSync(folder) ? readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')) : [];
  });
}

/** Without what depends on the machine: its files, accounts and the names that it can look up. */
function settle(text: string): string {
  return text
    .replace(/^(\s*(?:cert|key)[ \t]*=).*$/gim, `$1 ${files.certificate}`)
    .replace(/^(\s*CAfile[ \t]*=).*$/gim, `$1 ${files.authority}`)
    .replace(/^(\s*PSKsecrets[ \t]*=).*$/gim, `$1 ${files.psk}`)
    .replace(/^(\s*(?:accept|connect|redirect)[ \t]*=[ \t]*)[^\s:{}<>$]*[a-z][^\s:{}<>$]*:/gim, '$1127.0.0.1:')
    .replace(/^\s*(?:chroot|setuid|setgid|fips|include|CApath)[ \t]*=.*$/gim, '');
}

export interface Configuration {
  readonly bytes: Uint8Array;
  /** How many were made and left out before it, because stunnel would have looked a name up in the network. */
  readonly leftOut: number;
}

/** Endless and the same for the same seed and the same shared files. */
export function* configurations(random: Random): Generator<Configuration, never> {
  const texts = [...builtIn, ...sharedTexts().map(settle)];
  let leftOut = 0;
  for (;;) {
    const text = random() < 0.6 ? assemble(random) : damage(oneOf(random, texts), random);
    if (needsLookup(text)) {
      leftOut += 1;
      continue;
    }
    yield { bytes: withStrayBytes(text + END, random), leftOut };
    leftOut = 0;
  }
}

const anyLine = (random: Random) => `${oneOf(random, optionNames)} = ${oneOf(random, values)}\n`;
const anyLines = (random: Random, most: number) =>
  Array.from({ length: whole(random, 0, most) }, () => anyLine(random)).join('');

/** Two services with a few lines too many: names and values that mostly do not fit each other. */
function assemble(random: Random): string {
  let text = random() < 0.8 ? 'foreground = yes\n' : '';
  text += anyLines(random, 1);
  for (const section of ['one', 'two']) {
    const lines = [
      random() < 0.9 ? 'accept = 127.0.0.1:0\n' : '',
      random() < 0.9 ? 'connect = 127.0.0.1:1\n' : '',
      random() < 0.5 ? 'client = yes\n' : `cert = ${files.certificate}\n`,
      random() < 0.4 ? `${oneOf(random, clusters)}\n` : '',
      random() < 0.6 ? fittingLine(random) : '',
      anyLines(random, 1),
    ];
    if (random() < 0.2) lines.reverse();
    text += `[${section}]\n${lines.join('')}`;
  }
  return text;
}

/** Values that each kind of option is written with, right ones and wrong ones: a random value nearly never fits. */
const likely: Readonly<Record<string, RegExp>> = {
  flag: /^(?:yes|no|YES|true|"yes"|yes ; c|1)$/,
  seconds: /^[-+.\dxs]*$/,
  number: /^[-+.\dxs]*$/,
  debug: /^(?:\d|.*info|.*\.)$/i,
  socket: /^\w:/,
  'tls-version': /^(?:all|SSL|TLS)/i,
  'tls-options': /_|ALL/i,
  address: /[\d:]/,
  protocol: /^[a-z]+$/i,
};

function fittingLine(random: Random): string {
  const { name, value } = oneOf(random, confOptions);
  const pattern = likely[value];
  const fitting = pattern === undefined ? values : values.filter((text) => pattern.test(text));
  return `${name} = ${oneOf(random, fitting)}\n`;
}

/** One to four changes: a character more, some fewer, a line more, fewer or elsewhere. */
function damage(text: string, random: Random): string {
  let damaged = text;
  for (let change = whole(random, 1, 4); change > 0; change -= 1) {
    const at = Math.floor(random() * damaged.length);
    const kind = random();
    if (kind < 0.35) damaged = damaged.slice(0, at) + oneOf(random, pieces) + damaged.slice(at);
    else if (kind < 0.6) damaged = damaged.slice(0, at) + damaged.slice(at + whole(random, 1, 4));
    else if (kind < 0.97) damaged = changeLines(damaged, kind, random);
    else damaged = `${damaged.slice(0, at)}${'x'.repeat(whole(random, 16_300, 16_500))}${damaged.slice(at)}`;
  }
  return damaged;
}

function changeLines(text: string, kind: number, random: Random): string {
  const lines = text.split('\n');
  const at = Math.floor(random() * lines.length);
  if (kind < 0.75) lines.splice(at, 0, random() < 0.5 ? anyLine(random).trimEnd() : fittingLine(random).trimEnd());
  else if (kind < 0.85) lines.splice(at, 1);
  else lines.splice(Math.floor(random() * lines.length), 0, ...lines.splice(at, 1));
  return lines.join('\n');
}

function needsLookup(text: string): boolean {
  return strictLines(text).some((line) => {
    if (line.kind !== 'option') return false;
    const name = line.name.toLowerCase();
    if (name === 'local') return resolveHost(line.value).kind === 'depends';
    return (
      ['accept', 'connect', 'redirect', 'sessiond'].includes(name) && resolveAddress(line.value).kind === 'depends'
    );
  });
}

/** Now and then a byte that is no UTF-8, before the end section. */
function withStrayBytes(text: string, random: Random): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (random() < 0.05) bytes[Math.floor(random() * (bytes.length - END.length))] = whole(random, 0x80, 0xff);
  return bytes;
}
