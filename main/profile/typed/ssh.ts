/** `ssh`, `sftp` and `scp` commands, with what carries them (ssh man page, ssh_config ProxyCommand). Pure. */

import { fields } from '../../../preload/fields/profile.ts';
import type { Application } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { readShellLine } from '../../conf/shell-words.ts';
import { readEndpoint, readHost, readPort } from './endpoint.ts';
import { fault, type Meaning, means, type Reading } from './meaning.ts';
import { readGnutls, readOpenssl } from './openssl.ts';
import { type GivenOptions, lastOf, readLetters } from './options.ts';
import { readNcat, readSocat, readStunnel } from './relays.ts';

type Program = 'ssh' | 'sftp' | 'scp';

const valued: Readonly<Record<Program, string>> = {
  ssh: 'BbcDEeFIiJLlmOoPpQRSWw',
  sftp: 'BbcDFiJloPRSsX',
  scp: 'cDFiJloPSX',
};

interface Target {
  readonly host: string;
  readonly user: string | null;
  readonly port: number | null;
}

/** `[user@]host`, `ssh://[user@]host[:port]`, and of scp and sftp `[user@]host:path`. */
function readTarget(text: string, program: Program): Target | null {
  const url = /^(?:ssh|sftp|scp):\/\/(?:([^@/]*)@)?(\[[^\]]*\]|[^:/]*)(?::(\d+))?(?:\/|$)/.exec(text);
  if (url !== null) {
    const host = readHost(url[2] ?? '');
    return host === null ? null : { host, user: userOf(url[1]), port: readPort(url[3] ?? '') };
  }
  const [, user, rest = ''] = /^(?:([^@]*)@)?(.*)$/s.exec(text) ?? [];
  const name = program === 'ssh' ? rest : (/^(\[[^\]]*\]|[^:[\]]*)(?::.*)?$/s.exec(rest)?.[1] ?? rest);
  const host = readHost(name);
  return host === null ? null : { host, user: userOf(user), port: null };
}

const userOf = (text: string | undefined): string | null => {
  const name = text?.split(/[:;]/)[0];
  return name !== undefined && fields.user.schema.safeParse(name).success ? name : null;
};

/** `-o Name=Value`, `-o "Name Value"`: by their names in lower case, the first one of several as ssh takes it. */
function settingsOf({ values }: GivenOptions): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const each of values.get('o') ?? []) {
    const [, name = '', value = ''] = /^\s*(\w+)\s*[=\s]\s*(.*?)\s*$/s.exec(each) ?? [];
    if (name !== '' && !settings.has(name.toLowerCase())) settings.set(name.toLowerCase(), value);
  }
  return settings;
}

const NOT_TLS = toSay('question.port.ssh');

/** What follows `ssh`, `sftp` or `scp`. */
export function readSsh(program: Program, words: readonly string[]): Reading {
  const options = readLetters(words, valued[program], program === 'ssh' ? 1 : undefined);
  const settings = settingsOf(options);
  const operand =
    program === 'scp' ? options.operands.find((each) => /^(?:scp:\/\/|[^/]*:)/.test(each)) : options.operands[0];
  const target = operand === undefined ? null : readTarget(operand, program);
  if (target === null) return fault('typed.ssh.noHost', { program });
  const host = readHost(settings.get('hostname') ?? '') ?? target.host;
  const written = lastOf(options, program === 'ssh' ? 'p' : 'P') ?? settings.get('port') ?? null;
  const port = written === null ? target.port : readPort(written);
  const user =
    userOf(lastOf(options, program === 'ssh' ? 'l' : '') ?? undefined) ?? target.user ?? userOf(settings.get('user'));
  const identityFile = fields.identityFile.schema.safeParse(lastOf(options, 'i') ?? settings.get('identityfile')).data;
  const application: Application = program === 'ssh' ? 'ssh' : 'sftp';
  const base: Meaning = {
    form: toSay('typed.form.ssh', { program }),
    host,
    port: port === 22 ? null : port,
    portReason: port === null || port === 22 ? NOT_TLS : toSay('reason.port.ssh'),
    application,
    because: toSay('because.command', { program }),
    servicePort: 22,
    ...(user === null ? {} : { user }),
    ...(identityFile === undefined ? {} : { identityFile }),
    remarks: remarksOn(options, settings, program),
  };
  const proxyCommand = settings.get('proxycommand');
  return proxyCommand === undefined || proxyCommand.toLowerCase() === 'none'
    ? means(base)
    : through(proxyCommand, base, { host, port: port ?? 22, user });
}

function remarksOn(options: GivenOptions, settings: ReadonlyMap<string, string>, program: Program): Text[] {
  const jump = lastOf(options, 'J') ?? settings.get('proxyjump') ?? null;
  return [
    jump === null || jump === 'none' ? [] : toSay('note.typed.jump', { host: jump }),
    ['L', 'R', 'D', 'w'].some((letter) => options.values.has(letter) && program === 'ssh')
      ? toSay('note.typed.forwards')
      : [],
    program === 'ssh' && options.operands.length > 1 ? toSay('note.typed.remoteCommand') : [],
  ].flat();
}

/** ssh through a program of its own: what that program speaks TLS with is the server. */
function through(
  command: string,
  base: Meaning,
  { host, port, user }: { host: string; port: number; user: string | null },
): Reading {
  const at = (text: string) =>
    text
      .replaceAll('%h', host)
      .replaceAll('%n', host)
      .replaceAll('%p', String(port))
      .replaceAll('%r', user ?? '')
      .replaceAll('%%', '%');
  const [first] = readShellLine(at(command), [], 1)?.commands ?? [];
  const words = (first?.words ?? []).filter((word, index) => !(index === 0 && word === 'exec'));
  const reading = readCarrier(words);
  if (reading === null) {
    return fault('typed.ssh.unknown');
  }
  if (reading.kind === 'fault') return reading;
  const { meaning } = reading;
  // An HTTP or SOCKS proxy leads to what ssh would connect to.
  if (meaning.form.id === PROXY.id)
    return means({ ...base, ...(meaning.proxy === undefined ? {} : { proxy: meaning.proxy }) });
  const { form, application, because, servicePort, user: login, identityFile, remarks } = base;
  return means({
    ...meaning,
    form,
    application,
    because,
    ...(servicePort === undefined ? {} : { servicePort }),
    ...(login === undefined ? {} : { user: login }),
    ...(identityFile === undefined ? {} : { identityFile }),
    portReason: meaning.portReason ?? toSay('reason.port.proxyCommand'),
    remarks: [...meaning.remarks, ...remarks],
  });
}

const PROXY = toSay('typed.form.proxy');

/** A command that takes standard input and output to a server. */
export function readCarrier([path = '', ...words]: readonly string[]): Reading {
  const program = programOf(path);
  switch (program) {
    case 'openssl':
      return words[0] === 's_client' ? readOpenssl(words.slice(1)) : null;
    case 'gnutls-cli':
      return readGnutls(words);
    case 'socat':
      return readSocat(words);
    case 'ncat':
    case 'nc':
    case 'netcat':
      return program === 'ncat' && words.some((word) => word.startsWith('--ssl'))
        ? readNcat(words)
        : readProxyNc(words);
    case 'stunnel':
    case 'stunnel3':
    case 'stunnel4':
      return readStunnel(words);
    case 'corkscrew':
      return proxy('http', words[0], words[1]);
    default:
      return null;
  }
}

/** The program's name, without its folder and Windows' ending. */
export const programOf = (path: string): string =>
  (path.split(/[/\\]/).at(-1) ?? '').replace(/\.exe$/i, '').toLowerCase();

/** `nc -X connect -x proxy:3128 host port`, and ncat's own names for it. */
function readProxyNc(words: readonly string[]): Reading {
  const letters = readLetters(
    words.filter((word) => !word.startsWith('--')),
    'XxwpsT',
  );
  const long = (name: string) => {
    const at = words.findIndex((word) => word === name || word.startsWith(`${name}=`));
    return at < 0 ? null : (words[at]?.split('=')[1] ?? words[at + 1] ?? null);
  };
  const address = lastOf(letters, 'x') ?? long('--proxy');
  if (address === null) return fault('typed.ssh.noTls');
  const kind = lastOf(letters, 'X') ?? long('--proxy-type') ?? '5';
  const written = readEndpoint(address);
  return proxy(
    kind === 'connect' || kind === 'http' ? 'http' : kind === '4' ? 'socks4a' : 'socks5',
    written?.host,
    String(written?.port ?? (kind === 'connect' ? 3128 : 1080)),
  );
}

function proxy(kind: 'http' | 'socks5' | 'socks4a', name: string | undefined, digits: string | undefined): Reading {
  const host = readHost(name ?? '');
  const port = readPort(digits ?? '');
  if (host === null || port === null) return fault('typed.ssh.proxy');
  return means({
    form: PROXY,
    host: null,
    port: null,
    application: 'ssh',
    because: null,
    proxy: { kind, host, port, username: null },
    remarks: [],
  });
}
