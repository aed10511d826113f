/**
 * What is blotted out of a text before it leaves the computer: the written list is docs/report.md. Anything may stand in
 * a log line or a note, so that secrets are taken out by what they are and by what they look like. Pure.
 */

export interface BlotOptions {
  /** Secrets that are known: each is taken out wherever it stands, however it is encoded. */
  readonly secrets: readonly string[];
  /** This computer's. */
  readonly home: string;
  readonly userName: string;
  readonly computer: string;
  /** Names of people and logins, which nobody needs. */
  readonly logins: readonly string[];
  /** Names of servers; each gets a stand-in that is the same everywhere. Empty: they stay. */
  readonly hosts: readonly string[];
  /** IP addresses but those that mean this computer. */
  readonly hidesAddresses: boolean;
}

/** Shorter texts stand in too many words by chance. */
const SHORTEST_SECRET = 3;
const SHORTEST_NAME = 2;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A pattern of all the texts, the longest first; null without any. */
function anyOf(texts: readonly string[], isWord: boolean): RegExp | null {
  const all = [...new Set(texts)].sort((one, other) => other.length - one.length).map(escaped);
  if (all.length === 0) return null;
  const [before, behind] = isWord ? ['(?<![\\p{L}\\p{N}_])', '(?![\\p{L}\\p{N}_])'] : ['', ''];
  return new RegExp(`${before}(?:${all.join('|')})${behind}`, 'giu');
}

const bytesOf = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));
const hexOf = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A secret as it may stand in a text. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  btoa(bytesOf(secret)),
  btoa(bytesOf(secret)).replace(/=+$/, ''),
  hexOf(secret),
];

type Rule = readonly [pattern: RegExp, stand: string];

/** What secrets look like. The order counts: blocks before lines, lines before words. */
const shapes: readonly Rule[] = [
  [/-----BEGIN [^-\n]*PRIVATE KEY[^-\n]*-----(?:[\s\S]*?-----END [^-\n]*-----|[\s\S]*)/g, '<private key>'],
  [/-----BEGIN OpenVPN Static key V1-----(?:[\s\S]*?-----END [^-\n]*-----|[\s\S]*)/g, '<key>'],
  [/-----BEGIN [^-\n]*CERTIFICATE[^-\n]*-----[\s\S]*?-----END [^-\n]*-----/g, '<certificate>'],
  // Of JSON, where the line ends are escaped.
  [/-----BEGIN [^-"]*PRIVATE KEY[^-"]*-----[^"]*/g, '<private key>'],
  [/\badit:\/\/\S+/gi, '<link>'],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>]+@/gi, '$1<login>@'],
  [/\b((?:proxy-)?authorization\s*[:=]\s*)(?:(basic|bearer|digest|negotiate|ntlm)\s+)?[^\r\n"]+/gi, '$1$2 <secret>'],
  [/\b(bearer|basic)\s+[A-Za-z0-9+/_.~=-]{8,}/gi, '$1 <secret>'],
  [/\b((?:set-)?cookie\s*[:=]\s*)[^\r\n"]+/gi, '$1<secret>'],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '<token>'],
  [/\b(?:gh[pousr]_|glpat-|xox[abprs]-|sk-|AKIA)[\w-]{10,}/g, '<token>'],
  [
    /((?:pass(?:word|phrase|wd)?|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|protocolPassword|PSK|pin)["']?\s*(?:[:=]|\bis\b)\s*)(?:"[^"\n]*"|'[^'\n]*'|“[^”\n]*”|[^\s,;"'“]+)/gi,
    '$1<secret>',
  ],
  [/(\s-(?:pass|psk)\s+)\S+/gi, '$1<secret>'],
  // A pre-shared key as its file has it, and bare keys; fingerprints have colons and stay.
  [/(^|[\s"'“])([\w.@-]{1,128}):(?:[0-9a-f]{2}){16,}(?![0-9a-f:])/gim, '$1$2:<secret>'],
  [/(?<![0-9a-f:-])(?:[0-9a-f]{2}){16,}(?![0-9a-f:-])/gi, '<hex>'],
  [
    /(?<![A-Za-z0-9+/=_-])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{40,}={0,2}/g,
    '<encoded>',
  ],
  [/(?<![\w:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])/gi, '<hardware address>'],
];

const isOwn = (address: string): boolean => /^(?:127\.|0\.0\.0\.0$|::1$|::$)/.test(address);

/** Addresses of this computer alone and of no one stay, so that the way can still be followed. */
const withoutAddresses = (text: string): string =>
  text
    .replace(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)/g, (address) => (isOwn(address) ? address : '<address>'))
    .replace(/(?<![\w:.])(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f:]{2,39}(?:%[\w.]+)?(?![\w:])/gi, (address) =>
      // A time of day, and the fingerprint of a certificate.
      isOwn(address) || /^\d{1,2}:\d{2}:\d{2}$/.test(address) || /^(?:[0-9a-f]{2}:){5,}/i.test(address)
        ? address
        : '<address>',
    );

/** Makes the function that blots a text; the same name gets the same stand-in in all texts. */
export function createBlot(options: BlotOptions): (text: string) => string {
  const { secrets, home, userName, computer, logins, hosts, hidesAddresses } = options;
  const secret = anyOf(secrets.filter(({ length }) => length >= SHORTEST_SECRET).flatMap(formsOf), false);
  const homes =
    home.length > 1 ? anyOf([home, home.replaceAll('\\', '\\\\'), home.replaceAll('\\', '/')], false) : null;
  const long = (names: readonly string[]) => names.filter(({ length }) => length >= SHORTEST_NAME);
  const people = anyOf(long([userName, ...logins]), true);
  const machine = anyOf(long([computer]), true);
  const numbers = new Map(
    [...new Set(hosts.map((host) => host.toLowerCase()))].map((host, index) => [host, index + 1]),
  );
  const servers = anyOf(long([...numbers.keys()]), true);
  return (text) => {
    let blotted = secret === null ? text : text.replace(secret, '<secret>');
    for (const [pattern, stand] of shapes) blotted = blotted.replace(pattern, stand);
    if (homes !== null) blotted = blotted.replace(homes, '~');
    if (servers !== null) {
      blotted = blotted.replace(servers, (host) => `<server ${numbers.get(host.toLowerCase()) ?? 0}>`);
    }
    if (machine !== null) blotted = blotted.replace(machine, '<this computer>');
    if (people !== null) blotted = blotted.replace(people, '<user>');
    return hidesAddresses ? withoutAddresses(blotted) : blotted;
  };
}
