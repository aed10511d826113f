/** A `Host` block of ssh_config(5) for a server behind a tunnel. Pure. */
import { lineFor } from '../quote.ts';

/** By which way ssh gets to the server. */
export type SshWay =
  /** The tunnel's open port; the tunnel has to be on. */
  | { readonly kind: 'port'; readonly host: string; readonly port: number }
  /** A program whose standard input and output are the connection: needs no open port. */
  | { readonly kind: 'command'; readonly argv: readonly string[] };

export interface SshHost {
  /** What a person types: `ssh ALIAS`. See `aliasFor`. */
  readonly alias: string;
  readonly way: SshWay;
  /** One for each real sshd, so that servers behind 127.0.0.1 do not share a line in known_hosts. */
  readonly hostKeyAlias: string;
  readonly user: string | null;
  /** Paths of private keys. */
  readonly identityFiles: readonly string[];
  /** Where ssh goes on to; `alias` is then that host's, and the server in between has the name of `jumpName`. */
  readonly onward: { readonly user: string | null; readonly host: string; readonly port: number } | null;
}

/** No alias of a person's has a plus sign, so that nobody else has this name. */
const jumpName = (alias: string): string => `${alias}+jump`;

/** Longest alias; names of profiles are sentences sometimes. */
const LONGEST_ALIAS = 40;

/**
 * A word that ssh takes as a host's name and that is no pattern: from a profile's name, lower case, other signs become
 * dashes. `taken` are aliases that stand already; a number is added then.
 */
export function aliasFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, LONGEST_ALIAS)
    .replace(/[-.]+$/, '');
  const alias = plain === '' ? 'adit' : plain;
  if (!taken.has(alias)) return alias;
  let number = 2;
  while (taken.has(`${alias}-${number}`)) number += 1;
  return `${alias}-${number}`;
}

/** The block's lines, without line ends. */
export function hostBlock(host: SshHost, platform: NodeJS.Platform): readonly string[] {
  const { alias, way, hostKeyAlias, user, identityFiles, onward } = host;
  if (onward !== null) {
    return [
      ...hostBlock({ ...host, alias: jumpName(alias), onward: null }, platform),
      '',
      `Host ${alias}`,
      `  HostName ${onward.host}`,
      ...(onward.port === 22 ? [] : [`  Port ${onward.port}`]),
      `  ProxyJump ${jumpName(alias)}`,
      ...(onward.user === null ? [] : [`  User ${argument(onward.user)}`]),
      ...identityFiles.map((file) => `  IdentityFile ${argument(escapePercent(file))}`),
      '  ServerAliveInterval 30',
    ];
  }
  return [
    `Host ${alias}`,
    ...(way.kind === 'port'
      ? [`  HostName ${way.host}`, `  Port ${way.port}`]
      : [`  ProxyCommand ${commandLine(way.argv, platform)}`]),
    `  HostKeyAlias ${argument(hostKeyAlias)}`,
    // Its answer would be 127.0.0.1 for every tunnel, and ssh would warn when two servers' keys meet there.
    '  CheckHostIP no',
    ...(user === null ? [] : [`  User ${argument(user)}`]),
    ...identityFiles.map((file) => `  IdentityFile ${argument(escapePercent(file))}`),
    // A dead connection shows after a minute and a half, and what is in between keeps an idle one.
    '  ServerAliveInterval 30',
  ];
}

/** ssh reads `%` as the beginning of a token in paths and commands. */
const escapePercent = (text: string): string => text.replaceAll('%', '%%');

/** ssh_config(5): arguments with blanks stand in double quotes; ssh 8.7 and later take a backslash before a quote. */
function argument(word: string): string {
  if (/^[^\s"'\\#]+$/.test(word)) return word;
  return `"${word.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
}

/** ssh hands the rest of the line to the user's shell, on Windows to CreateProcess. */
const commandLine = (argv: readonly string[], platform: NodeJS.Platform): string =>
  escapePercent(lineFor(platform, argv));
