/** Programs that carry bytes to a TLS server: socat, ncat, and stunnel as a command. Pure. */

import type { Profile } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import { guessClientApplication, guessServerApplication } from '../application.ts';
import { readEndpoint, readHost, readPort } from './endpoint.ts';
import { fault, type Meaning, means, type Reading } from './meaning.ts';
import { lastOf, readLetters, readNames } from './options.ts';

/** A socat address: `TYPE:PART:PART,option=value,option`. */
function readSocatAddress(text: string) {
  const [head = '', ...rest] = text.split(/,(?![^[]*\])/);
  const [type = '', ...parts] = head.split(/:(?![^[]*\])/);
  const options = new Map(
    rest.map((each) => {
      const [name = '', ...value] = each.split('=');
      return [name.toLowerCase(), value.join('=')] as const;
    }),
  );
  return { type: type.toLowerCase(), parts, options };
}

const tlsTypes: ReadonlySet<string> = new Set(['openssl', 'ssl', 'openssl-connect', 'ssl-connect']);
const listenTypes = /^(?:tcp|tcp4|tcp6)-l(?:isten)?$/;

/** What follows `socat` (its man page, OPENSSL). */
export function readSocat(words: readonly string[]): Reading {
  const addresses = words
    .filter((word, at) => !word.startsWith('-') || word === '-' || at === words.length - 1)
    .map(readSocatAddress);
  if (
    addresses.some(
      ({ type }) =>
        type.startsWith('openssl-listen') || type.startsWith('ssl-listen') || type === 'ssl-l' || type === 'openssl-l',
    )
  ) {
    return fault('typed.socat.server');
  }
  const server = addresses.find(({ type }) => tlsTypes.has(type));
  if (server === undefined) return fault('typed.socat.noTls');
  const host = readHost(server.parts[0] ?? '');
  const port = readPort(server.parts[1] ?? '');
  if (host === null || port === null) return fault('typed.socat.noServer');
  const listener = addresses.find(({ type }) => listenTypes.test(type));
  const listens = readPort(listener?.parts.at(-1) ?? '');
  const { options } = server;
  const file = options.get('cafile');
  const directory = options.get('capath');
  const certificate = options.get('cert') ?? options.get('certificate');
  const name = readHost(options.get('snihost') ?? '');
  const checked = readHost(options.get('commonname') ?? options.get('cn') ?? '');
  return means({
    form: toSay('typed.form.socat'),
    host,
    port,
    ...guessClientApplication('', [listens, port]),
    ...(listens === null ? {} : { local: { host: readHost(listener?.options.get('bind') ?? ''), port: listens } }),
    ...(/^0$|^$/.test(options.get('verify') ?? '1') ? { verifiesNothing: true as const } : {}),
    ...(file ? { authority: { kind: 'file', path: file } as const } : {}),
    ...(!file && directory ? { authority: { kind: 'directory', path: directory } as const } : {}),
    ...(certificate ? { identity: { kind: 'pem', certificate, key: options.get('key') ?? certificate } as const } : {}),
    ...(name === null ? {} : { sni: { kind: 'name', name } as const }),
    ...(options.has('nosni') ? { sni: { kind: 'none' } as const } : {}),
    ...(checked === null ? {} : { checkedName: checked }),
    remarks: [],
  });
}

const ncatValued: ReadonlySet<string> = new Set(
  'p s w i x e c sh-exec exec source-port source wait proxy proxy-type proxy-auth ssl-cert ssl-key ssl-trustfile ssl-servername ssl-ciphers ssl-alpn'.split(
    ' ',
  ),
);

/** What follows `ncat` (Nmap's reference guide). */
export function readNcat(words: readonly string[]): Reading {
  const options = readNames(words, ncatValued);
  const has = (...names: readonly string[]) => names.some((name) => options.values.has(name));
  if (!has('ssl', 'ssl-verify', 'ssl-trustfile', 'ssl-cert', 'ssl-servername')) {
    return fault('typed.ncat.noTls');
  }
  if (has('l', 'listen')) return fault('typed.ncat.server');
  const [first = '', second = ''] = options.operands;
  const written = readEndpoint(first);
  if (written === null) return fault('typed.ncat.noServer');
  const port = readPort(second) ?? written.port;
  const file = lastOf(options, 'ssl-trustfile');
  const certificate = lastOf(options, 'ssl-cert');
  const name = readHost(lastOf(options, 'ssl-servername') ?? '');
  const proxy = readEndpoint(lastOf(options, 'proxy') ?? '');
  return means({
    form: toSay('typed.form.ncat'),
    host: written.host,
    port,
    ...(port === null ? { portReason: toSay('question.port.command') } : {}),
    ...guessClientApplication('', [port]),
    ...(file ? { authority: { kind: 'file', path: file } as const } : {}),
    ...(certificate
      ? { identity: { kind: 'pem', certificate, key: lastOf(options, 'ssl-key') ?? certificate } as const }
      : {}),
    ...(name === null ? {} : { sni: { kind: 'name', name } as const }),
    ...(proxy === null || proxy.port === null
      ? {}
      : { proxy: proxyOf(lastOf(options, 'proxy-type'), proxy.host, proxy.port) }),
    remarks: has('proxy-auth') ? [toSay('note.typed.password')] : [],
  });
}

function proxyOf(type: string | null, host: string, port: number): NonNullable<Profile['proxy']> {
  const kind = type === 'socks5' ? 'socks5' : type === 'socks4' ? 'socks4a' : 'http';
  return { kind, host, port, username: null };
}

const dialects: Readonly<Record<string, NonNullable<Profile['negotiation']>>> = {
  smtp: { kind: 'smtp', host: null, login: null },
  pop3: { kind: 'pop3' },
  imap: { kind: 'imap' },
  nntp: { kind: 'nntp' },
  cifs: { kind: 'cifs' },
};

/** What follows `stunnel`, as stunnel 3 and today's `stunnel3` take it (stunnel3 man page). */
export function readStunnel(words: readonly string[]): Reading {
  const options = readLetters(words, 'daAprnsgtuvNlLeEoOP');
  const remoteText = lastOf(options, 'r');
  const [file] = options.operands;
  if (remoteText === null && lastOf(options, 'l', 'L') === null) {
    return fault(file === undefined ? 'typed.stunnel.neither' : 'typed.stunnel.file');
  }
  if (remoteText === null) return fault('typed.stunnel.program');
  const listener = portAlone(lastOf(options, 'd') ?? '');
  const remote = portAlone(remoteText);
  const dialect = lastOf(options, 'n');
  if (dialect !== null && dialects[dialect] === undefined) {
    return fault('typed.dialect', { option: `-n ${dialect}` });
  }
  const name = lastOf(options, 'N') ?? '';
  const asServer = !options.values.has('c');
  if (asServer) return serverOf(name, listener, remote);
  const file_ = lastOf(options, 'A');
  const directory = lastOf(options, 'a');
  const identity = lastOf(options, 'p');
  const level = lastOf(options, 'v');
  return means({
    form: toSay('typed.form.stunnel'),
    host: remote.host,
    port: remote.port,
    ...(remote.host === null
      ? {
          hostReason: toSay('question.host.onlyPort'),
        }
      : {}),
    ...guessClientApplication(name, [listener.port, remote.port]),
    ...(listener.port === null ? {} : { local: { host: listener.host, port: listener.port } }),
    ...(dialect === null ? {} : { negotiation: dialects[dialect] }),
    ...(file_ ? { authority: { kind: 'file', path: file_ } as const } : {}),
    ...(!file_ && directory ? { authority: { kind: 'directory', path: directory } as const } : {}),
    ...(identity ? { identity: { kind: 'pem', certificate: identity, key: identity } as const } : {}),
    // Without -v stunnel verifies nothing; with -a or -A somebody has meant to.
    ...(level === null && !file_ && !directory ? { verifiesNothing: true as const } : {}),
    remarks: [],
  });
}

/** `[host:]port`, as -d and -r take it. */
function portAlone(text: string): { readonly host: string | null; readonly port: number | null } {
  const port = readPort(text);
  if (port !== null) return { host: null, port };
  return readEndpoint(text) ?? { host: null, port: null };
}

/** The client of a server that was started by a command. */
function serverOf(name: string, listener: ReturnType<typeof portAlone>, behind: ReturnType<typeof portAlone>): Reading {
  if (listener.port === null) return fault('typed.stunnel.noPort');
  const meaning: Meaning = {
    form: toSay('typed.form.stunnelServer'),
    host: null,
    port: listener.port,
    hostReason: toSay('question.host.command'),
    ...guessServerApplication(name, behind.port),
    ...(behind.port === null ? {} : { servicePort: behind.port }),
    remarks: [],
  };
  return means(meaning);
}
