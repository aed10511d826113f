/** Tells a stunnel.conf from the many other files that end up in its place. */
import { toSay, type UnsaidExplanation } from '../../preload/words/text.ts';
import type { FixedId } from '../../preload/words/words.ts';
import { isComparison } from './comparison.ts';
import { type ConfDocument, type ConfLine, write } from './document.ts';

/** How files of xz, 7z, Zstandard and RAR begin, read as Windows-1252. */
const packed: readonly string[] = ['ý7zXZ\0', "7z¼¯'\u001C", '(µ/ý', 'Rar!\u001A'];

interface Format {
  readonly is: (text: string) => boolean;
  readonly name: FixedId;
}

/** As much of a text as tells what it is, in UTF-16 code units. */
const HEAD = 65_536;

/** Formats whose lines may read like those of a stunnel.conf, but mean something else. */
const others: readonly Format[] = [
  // It has `Accept=` as well.
  {
    name: 'kind.unit',
    is: (text) => /^\[Socket\]\s*$/m.test(text) && /^Listen[A-Z]\w+\s*=/m.test(text),
  },
  { name: 'kind.comparison', is: (text) => /^\*{15}$/m.test(text) && /^\*{3} \d+(?:,\d+)? \*{4}$/m.test(text) },
  { name: 'kind.nixos', is: (text) => /\bservices\.stunnel\b[^;\n]{0,80}\{/.test(text) },
  { name: 'kind.rtf', is: (text) => text.startsWith('{\\rtf') },
];

/** Looked at in this order, and only when the text does not read like a stunnel.conf. */
const formats: readonly Format[] = [
  { name: 'kind.picture', is: (text) => /^(?:\uFFFD{2,4}|ÿØÿ|.PNG\r?\n|GIF8|RIFF)/.test(text) && isBinary(text) },
  { name: 'kind.pdf', is: (text) => text.startsWith('%PDF') },
  { name: 'kind.archive', is: (text) => text.startsWith('PK\u0003\u0004') || text.startsWith('\u001F') },
  {
    name: 'kind.packed',
    is: (text) => /^BZh[1-9]1AY&SY/.test(text) || packed.some((start) => text.startsWith(start)),
  },
  { name: 'kind.program', is: isBinary },
  { name: 'kind.key', is: (text) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) },
  { name: 'kind.certificate', is: (text) => /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(text) },
  { name: 'kind.comparison', is: isComparison },
  { name: 'kind.log', is: isLog },
  { name: 'kind.script', is: isScript },
  { name: 'kind.page', is: (text) => /^\s*<(?:!doctype\s+)?html/i.test(text) },
  { name: 'kind.xml', is: (text) => /^\s*<\?xml/.test(text) },
  { name: 'kind.json', is: isJson },
  { name: 'kind.compose', is: (text) => /^services:\s*$/m.test(text) },
  { name: 'kind.docker', is: (text) => /^FROM\s+\S+/m.test(text) && /^(?:RUN|CMD|ENTRYPOINT|COPY|ENV)\s/m.test(text) },
  { name: 'kind.ansible', is: (text) => /^\s{0,8}- (?:name|hosts): /m.test(text) },
  { name: 'kind.chef', is: (text) => /^[a-z_]{1,60} ["'][^"']{0,200}["'] do\s*$/m.test(text) },
  { name: 'kind.environment', is: isEnvironment },
  {
    name: 'kind.unit',
    is: (text) => /^\[(?:Unit|Service|Install|Socket)\]\s*$/m.test(text) && /^Exec|^Listen|^WantedBy/m.test(text),
  },
  {
    name: 'kind.openvpn',
    is: (text) => /^[ \t]*(?:remote\s+\S+|dev\s+(?:tun|tap)|proto\s+(?:udp|tcp))/m.test(text),
  },
  {
    name: 'kind.nginx',
    is: (text) => /^[ \t]*(?:server|http|stream|events|upstream\s+\S+)\s*\{/m.test(text),
  },
  { name: 'kind.haproxy', is: (text) => /^(?:frontend|backend|listen)\s+\S+/m.test(text) },
  {
    name: 'kind.ssh',
    is: (text) => /^[ \t]*(?:HostName|IdentityFile|PermitRootLogin|PasswordAuthentication)\s/im.test(text),
  },
  { name: 'kind.sshKey', is: (text) => /^ssh-(?:rsa|ed25519)\s/.test(text) },
  {
    name: 'kind.sslh',
    is: (text) => /^[ \t]*(?:listen|protocols)[ \t]*:/m.test(text) && /\{[ \t]*(?:name|host)[ \t]*:[ \t]*"/.test(text),
  },
  {
    name: 'kind.yaml',
    is: (text) => (/^---\s*$/m.test(text) && /^\s*[\w-]{1,60}:(?:\s|$)/m.test(text)) || /^[A-Za-z_]+:\s*$/m.test(text),
  },
];

const endpoints: ReadonlySet<string> = new Set(['accept', 'connect', 'exec']);

/** null for a stunnel configuration; for anything else what it is instead, and what to do. */
export function explainForeign(document: ConfDocument): UnsaidExplanation | null {
  const text = write({ ...document, bom: false })
    .replaceAll('\r', '')
    .slice(0, HEAD);
  if (document.lines.every((line) => line.kind === 'blank')) {
    return {
      what: toSay('refused.empty.what'),
      why: toSay('refused.empty.why'),
      next: toSay('refused.choose.usual'),
    };
  }
  const read = document.lines.filter(({ kind }) => kind !== 'outside');
  const isInside = read.length < document.lines.length;
  const isOther = others.some(({ is }) => is(text));
  if (!isOther && readsLikeStunnel(read) && !isBinary(text) && (isInside || !isScript(text))) return null;

  const format = [...others, ...formats].find(({ is }) => is(text));
  if (format?.name === 'kind.key') {
    return {
      what: toSay('refused.key.what'),
      why: toSay('refused.key.why'),
      next: toSay('refused.key.next'),
    };
  }
  if (format !== undefined) {
    return {
      what: toSay('refused.foreign.what', { kind: toSay(format.name) }),
      why: toSay('refused.foreign.why'),
      next: toSay('refused.choose.usual'),
    };
  }
  const [only, ...more] = document.lines.filter(({ kind }) => kind !== 'blank');
  if (more.length === 0 && only?.kind !== 'comment') {
    return {
      what: toSay('refused.line.what'),
      why: toSay('refused.line.why'),
      next: toSay('refused.line.next'),
    };
  }
  return {
    what: toSay('refused.none.what'),
    why: document.lines.every((line) => line.kind === 'comment' || line.kind === 'blank')
      ? toSay('refused.none.comments')
      : toSay('refused.none.why'),
    next: toSay('refused.choose.usual'),
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
