/** Tells a stunnel.conf from the many other files that end up in its place. */
import type { Explanation } from '../../preload/types.ts';
import { isComparison } from './comparison.ts';
import type { ConfDocument, ConfLine } from './document.ts';
import { write } from './document.ts';

/** How files of xz, 7z, Zstandard and RAR begin, read as Windows-1252. */
const packed: readonly string[] = ['ý7zXZ\0', "7z¼¯'\u001C", '(µ/ý', 'Rar!\u001A'];

interface Format {
  readonly is: (text: string) => boolean;
  readonly name: string;
}

/** As much of a text as tells what it is, in UTF-16 code units. */
const HEAD = 65_536;

/** Formats whose lines may read like those of a stunnel.conf, but mean something else. */
const others: readonly Format[] = [
  // It has `Accept=` as well.
  {
    name: 'a systemd unit',
    is: (text) => /^\[Socket\]\s*$/m.test(text) && /^Listen[A-Z]\w+\s*=/m.test(text),
  },
  { name: 'a comparison of files', is: (text) => /^\*{15}$/m.test(text) && /^\*{3} \d+(?:,\d+)? \*{4}$/m.test(text) },
  { name: 'a configuration of NixOS', is: (text) => /\bservices\.stunnel\b[^;\n]{0,80}\{/.test(text) },
  { name: 'a formatted document (RTF)', is: (text) => text.startsWith('{\\rtf') },
];

/** Looked at in this order, and only when the text does not read like a stunnel.conf. */
const formats: readonly Format[] = [
  { name: 'a picture', is: (text) => /^(?:\uFFFD{2,4}|ÿØÿ|.PNG\r?\n|GIF8|RIFF)/.test(text) && isBinary(text) },
  { name: 'a PDF document', is: (text) => text.startsWith('%PDF') },
  { name: 'an archive', is: (text) => text.startsWith('PK\u0003\u0004') || text.startsWith('\u001F') },
  {
    name: 'an archive of a kind that Adit does not unpack',
    is: (text) => /^BZh[1-9]1AY&SY/.test(text) || packed.some((start) => text.startsWith(start)),
  },
  { name: 'a program or another binary file', is: isBinary },
  { name: 'a private key', is: (text) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) },
  { name: 'a certificate', is: (text) => /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(text) },
  { name: 'a comparison of files', is: isComparison },
  { name: 'a log of stunnel', is: isLog },
  { name: 'a script', is: isScript },
  { name: 'a web page', is: (text) => /^\s*<(?:!doctype\s+)?html/i.test(text) },
  { name: 'an XML file', is: (text) => /^\s*<\?xml/.test(text) },
  { name: 'a JSON file', is: isJson },
  { name: 'a docker-compose file', is: (text) => /^services:\s*$/m.test(text) },
  { name: 'a Dockerfile', is: (text) => /^FROM\s+\S+/m.test(text) && /^(?:RUN|CMD|ENTRYPOINT|COPY|ENV)\s/m.test(text) },
  { name: 'an Ansible playbook', is: (text) => /^\s{0,8}- (?:name|hosts): /m.test(text) },
  { name: 'a Chef recipe', is: (text) => /^[a-z_]{1,60} ["'][^"']{0,200}["'] do\s*$/m.test(text) },
  { name: 'a list of environment variables', is: isEnvironment },
  {
    name: 'a systemd unit',
    is: (text) => /^\[(?:Unit|Service|Install|Socket)\]\s*$/m.test(text) && /^Exec|^Listen|^WantedBy/m.test(text),
  },
  {
    name: 'an OpenVPN configuration',
    is: (text) => /^[ \t]*(?:remote\s+\S+|dev\s+(?:tun|tap)|proto\s+(?:udp|tcp))/m.test(text),
  },
  {
    name: 'an nginx configuration',
    is: (text) => /^[ \t]*(?:server|http|stream|events|upstream\s+\S+)\s*\{/m.test(text),
  },
  { name: 'an HAProxy configuration', is: (text) => /^(?:frontend|backend|listen)\s+\S+/m.test(text) },
  {
    name: 'an SSH configuration',
    is: (text) => /^[ \t]*(?:HostName|IdentityFile|PermitRootLogin|PasswordAuthentication)\s/im.test(text),
  },
  { name: 'an ssh public key', is: (text) => /^ssh-(?:rsa|ed25519)\s/.test(text) },
  {
    name: 'a configuration of sslh',
    is: (text) => /^[ \t]*(?:listen|protocols)[ \t]*:/m.test(text) && /\{[ \t]*(?:name|host)[ \t]*:[ \t]*"/.test(text),
  },
  {
    name: 'a YAML file',
    is: (text) => (/^---\s*$/m.test(text) && /^\s*[\w-]{1,60}:(?:\s|$)/m.test(text)) || /^[A-Za-z_]+:\s*$/m.test(text),
  },
];

const endpoints: ReadonlySet<string> = new Set(['accept', 'connect', 'exec']);

/** null for a stunnel configuration; for anything else what it is instead, and what to do. */
export function explainForeign(document: ConfDocument): Explanation | null {
  const text = write({ ...document, bom: false })
    .replaceAll('\r', '')
    .slice(0, HEAD);
  if (document.lines.every((line) => line.kind === 'blank')) {
    return {
      what: 'There is nothing in this file.',
      why: 'It is empty, or holds only blank lines.',
      next: 'Choose the stunnel.conf of the server, usually in /etc/stunnel.',
    };
  }
  const read = document.lines.filter(({ kind }) => kind !== 'outside');
  const isInside = read.length < document.lines.length;
  const isOther = others.some(({ is }) => is(text));
  if (!isOther && readsLikeStunnel(read) && !isBinary(text) && (isInside || !isScript(text))) return null;

  const format = [...others, ...formats].find(({ is }) => is(text));
  if (format?.name === 'a private key') {
    return {
      what: 'This is a private key, not a stunnel configuration.',
      why: 'It was not read further and nothing of it was kept. A server’s private key should never leave the server.',
      next: 'Choose the stunnel.conf of the server, and delete this copy of the key if it is not yours.',
    };
  }
  if (format !== undefined) {
    return {
      what: `This is ${format.name}, not a stunnel configuration.`,
      why: 'A stunnel.conf holds lines such as “accept = 443” and “connect = 22” below a [section].',
      next: 'Choose the stunnel.conf of the server, usually in /etc/stunnel.',
    };
  }
  const [only, ...more] = document.lines.filter(({ kind }) => kind !== 'blank');
  if (more.length === 0 && only?.kind !== 'comment') {
    return {
      what: 'Adit does not understand this line.',
      why: 'It is no address, no URL and no command that Adit knows, and no stunnel configuration.',
      next: 'Enter the server’s host and port, such as vpn.example.org:443, or paste its stunnel.conf.',
    };
  }
  return {
    what: 'This is not a stunnel configuration.',
    why: document.lines.every((line) => line.kind === 'comment' || line.kind === 'blank')
      ? 'It holds only comments: every line starts with “;” or “#”.'
      : 'None of its lines, or too few, are options of stunnel such as “accept = 443” and “connect = 22”.',
    next: 'Choose the stunnel.conf of the server, usually in /etc/stunnel.',
  };
}

function readsLikeStunnel(lines: readonly ConfLine[]): boolean {
  if (hasService(lines)) return true;
  let known = 0;
  let foreign = 0;
  let endpoint = false;
  for (const line of lines) {
    if (line.kind === 'unreadable') foreign += 1;
    if (line.kind !== 'option') continue;
    if (line.canonical === null) foreign += 1;
    else known += 1;
    endpoint ||= line.canonical !== null && endpoints.has(line.canonical);
  }
  return known > 0 && (known >= foreign || (endpoint && known * 4 >= foreign));
}

/** Whether a whole service stands together: a header and both ends, with nothing between them that is something else. */
function hasService(lines: readonly ConfLine[]): boolean {
  let ends: Set<string> | null = null;
  for (const line of lines) {
    if (line.kind === 'section') ends = new Set();
    else if (line.kind === 'unreadable' || (line.kind === 'option' && line.canonical === null)) ends = null;
    else if (line.kind === 'option' && line.canonical !== null) ends?.add(line.canonical);
    if (ends?.has('accept') === true && (ends.has('connect') || ends.has('exec'))) return true;
  }
  return false;
}

/** `#!/usr/bin/stunnel` on the other hand is how a stunnel.conf is made executable. */
function isScript(text: string): boolean {
  return /^#!(?!.*stunnel)/.test(text);
}

/** What stunnel logs, in a file, in the system's log or on a terminal. */
function isLog(text: string): boolean {
  return /\bLOG[0-7]\[[^\]\n]{0,40}\]:/.test(text) || (text.match(/^\[[ .:!*]\] /gm)?.length ?? 0) > 1;
}

function isEnvironment(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.length > 0 && lines.every((line) => /^(?:export |set )?[A-Z][A-Z\d_]{1,80}=/.test(line));
}

function isBinary(text: string): boolean {
  const head = text.slice(0, 4096);
  let strange = 0;
  for (let index = 0; index < head.length; index += 1) {
    const code = head.charCodeAt(index);
    if (code === 0) return true;
    if ((code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) || code === 0xfffd) strange += 1;
  }
  return strange * 10 > head.length;
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
