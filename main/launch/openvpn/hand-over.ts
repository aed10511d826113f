/**
 * How a derived configuration gets to each client, and the VPN up and down. Pure: argument lists, in order. What no
 * client here could be asked about comes from its own documentation, which the tables in docs/openvpn.md name.
 */

import path from 'node:path';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { quoteFor } from '../quote.ts';
import { clientForms, type OpenvpnClient } from './clients.ts';

export type HandOverStep =
  /** Runs to its end, within `seconds`. `mayFail`: whatever comes of it. */
  | { readonly kind: 'run'; readonly argv: readonly string[]; readonly seconds: number; readonly mayFail?: boolean }
  /** Runs again and again until it says `text`: a person has something to confirm in the client meanwhile. */
  | { readonly kind: 'await'; readonly argv: readonly string[]; readonly text: string; readonly seconds: number }
  /** A program with windows of its own, which stays. */
  | { readonly kind: 'start'; readonly argv: readonly string[] }
  /** In a window of a terminal, where a password can be typed. */
  | { readonly kind: 'terminal'; readonly argv: readonly string[] }
  /** The configuration is put where the client looks for it. */
  | { readonly kind: 'place'; readonly to: string }
  /** A command for OpenVPN's management interface; resolves when OpenVPN has ended or the time is over. */
  | { readonly kind: 'manage'; readonly socket: string; readonly command: string; readonly seconds: number };

export interface HandOver {
  readonly start: readonly HandOverStep[];
  readonly stop: readonly HandOverStep[];
  /** What is left to the person: a sentence. */
  readonly says: Text | null;
}

export interface HandOverRequest {
  readonly client: OpenvpnClient;
  readonly platform: NodeJS.Platform;
  /** Where the client was found. */
  readonly program: string;
  /** Of the connection in the client, see `connectionName`. */
  readonly name: string;
  /** The derived configuration; its name is the connection's with `.ovpn`. */
  readonly file: string;
  /** Where OpenVPN on the command line is spoken to: a Unix socket. */
  readonly socket: string;
  /** The login name of the person, who alone may speak to it. */
  readonly user: string;
  /** The person's folder. */
  readonly home: string;
  /** Put before a command that needs the administrator; empty for whoever is that already. */
  readonly elevate: readonly string[];
  /** IPv6 networks that nothing may leave to beside the VPN, where its configuration cannot say so; `ADDRESS/PREFIX`. */
  readonly heldIpv6: readonly string[];
  /** The client has this very configuration already, under this name. */
  readonly isKnown: boolean;
}

/**
 * A name that no connection of the person's own has, and that is good as a file and in a script: clients replace what has
 * the same name. `id` is the profile's.
 */
export function connectionName(profileName: string, id: string): string {
  const plain = profileName
    .replace(/[^\p{L}\p{N} _-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 40)
    .trim();
  return `${plain === '' ? 'VPN' : plain} Adit-${id.slice(0, 6)}`;
}

/** null: this client is not on this platform. */
export function planHandOver(request: HandOverRequest): HandOver | null {
  if (!clientForms[request.client].platforms.includes(request.platform)) return null;
  return planners[request.client](request);
}

const WAITS_FOR_PERSON = 180;

const ipv6Name = (name: string): string => `${name} IPv6`;

/**
 * NetworkManager gives a VPN without IPv6 no route of IPv6 at all. A connection of its own, to an interface behind which
 * there is nothing, takes the packets instead; it is in memory only, and gone after the next start of the computer. A tun,
 * which is there wherever OpenVPN runs.
 */
const holdIpv6 = (program: string, name: string, networks: readonly string[]): readonly HandOverStep[] => [
  releaseIpv6(program, name),
  {
    kind: 'run',
    argv: [
      ...[program, 'connection', 'add', 'save', 'no', 'type', 'tun', 'mode', 'tun', 'con-name', ipv6Name(name)],
      // Names of interfaces have at most 15 signs; the last six of the name are the profile's.
      ...['ifname', `adit6-${name.slice(-6)}`, 'connection.autoconnect', 'no', 'ipv4.method', 'disabled'],
      ...['ipv6.method', 'manual', 'ipv6.addresses', INSIDE_IPV6, 'ipv6.routes', networks.join(',')],
    ],
    seconds: 20,
  },
  { kind: 'run', argv: [program, '--wait', '20', 'connection', 'up', 'id', ipv6Name(name)], seconds: 30 },
];

const releaseIpv6 = (program: string, name: string): HandOverStep => ({
  kind: 'run',
  argv: [program, 'connection', 'delete', 'id', ipv6Name(name)],
  seconds: 20,
  mayFail: true,
});

/** Of a prefix that nobody routes (RFC 4193). */
const INSIDE_IPV6 = 'fd15:53b6:dead::2/64';

const planners: Readonly<Record<OpenvpnClient, (request: HandOverRequest) => HandOver>> = {
  // nmcli(1). The importer takes no line that keeps the VPN from being the default route: that is a setting.
  'network-manager': ({ program, name, file, heldIpv6 }) => ({
    start: [
      { kind: 'run', argv: [program, 'connection', 'delete', 'id', name], seconds: 20, mayFail: true },
      { kind: 'run', argv: [program, 'connection', 'import', 'type', 'openvpn', 'file', file], seconds: 30 },
      {
        kind: 'run',
        argv: [
          ...[program, 'connection', 'modify', 'id', name],
          ...['ipv4.never-default', 'yes', 'ipv6.never-default', 'yes'],
          // Without it NetworkManager ends the VPN when the cable is out, and everything is outside.
          ...['vpn.persistent', 'yes'],
        ],
        seconds: 20,
      },
      {
        kind: 'run',
        argv: [program, '--wait', '90', 'connection', 'up', 'id', name],
        seconds: 100,
      },
      ...(heldIpv6.length === 0 ? [] : holdIpv6(program, name, heldIpv6)),
    ],
    stop: [
      {
        kind: 'run',
        argv: [program, '--wait', '20', 'connection', 'down', 'id', name],
        seconds: 30,
        mayFail: true,
      },
      releaseIpv6(program, name),
    ],
    says: null,
  }),

  // openvpn(8), management interface. The socket is for this person alone, and OpenVPN asks for passwords in the terminal.
  openvpn: ({ program, file, socket, user, elevate }) => ({
    start: [
      {
        kind: 'terminal',
        argv: [
          ...elevate,
          program,
          '--config',
          file,
          '--management',
          socket,
          'unix',
          ...(elevate.length === 0 ? [] : ['--management-client-user', user]),
        ],
      },
    ],
    stop: [{ kind: 'manage', socket, command: 'signal SIGTERM', seconds: 10 }],
    says: elevate.length === 0 ? null : toSay('launch.vpn.password'),
  }),

  // tunnelblick.net/cAppleScriptSupport.html
  tunnelblick: ({ program, name, file, isKnown }) => ({
    start: [
      ...(isKnown
        ? []
        : ([
            { kind: 'run', argv: ['/usr/bin/open', '-a', program, file], seconds: 20 },
            {
              kind: 'await',
              argv: appleScript('Tunnelblick', 'get name of configurations'),
              text: name,
              seconds: WAITS_FOR_PERSON,
            },
          ] as const)),
      { kind: 'run', argv: appleScript('Tunnelblick', `connect "${name}"`), seconds: 30 },
    ],
    stop: [{ kind: 'run', argv: appleScript('Tunnelblick', `disconnect "${name}"`), seconds: 30, mayFail: true }],
    says: isKnown ? null : toSay('launch.vpn.tunnelblick'),
  }),

  // sparklabs.com/support/kb: “Controlling Viscosity with AppleScript”, “… from the command line (Windows)”
  viscosity: ({ platform, program, name, file, isKnown }) => {
    const isMac = platform === 'darwin';
    const say = (verb: 'connect' | 'disconnect') =>
      isMac ? appleScript('Viscosity', `${verb} "${name}"`) : [beside(program, 'ViscosityCC.exe'), verb, name];
    return {
      start: [
        ...(isKnown
          ? []
          : isMac
            ? ([
                { kind: 'run', argv: ['/usr/bin/open', '-a', program, file], seconds: 20 },
                {
                  kind: 'await',
                  argv: appleScript('Viscosity', 'get name of connections'),
                  text: name,
                  seconds: WAITS_FOR_PERSON,
                },
              ] as const)
            : ([{ kind: 'start', argv: [program, file] }] as const)),
        { kind: 'run', argv: say('connect'), seconds: 30 },
      ],
      stop: [{ kind: 'run', argv: say('disconnect'), seconds: 30, mayFail: true }],
      says: isKnown ? null : toSay('launch.vpn.viscosity'),
    };
  },

  // openvpn-gui --help: `--command` goes to the one that runs; when none does, `connect` starts it.
  'openvpn-gui': ({ program, name, home }) => ({
    start: [
      { kind: 'place', to: path.win32.join(home, 'OpenVPN', 'config', `${name}.ovpn`) },
      { kind: 'run', argv: [program, '--command', 'rescan'], seconds: 20, mayFail: true },
      { kind: 'start', argv: [program, '--command', 'connect', name] },
    ],
    stop: [{ kind: 'run', argv: [program, '--command', 'disconnect', name], seconds: 20, mayFail: true }],
    says: null,
  }),

  // Its import link (openvpn://import-profile/URL) wants a web server with a certificate: a file is opened instead.
  'openvpn-connect': ({ platform, program, name, file, isKnown }) => {
    const say = (...argv: readonly string[]) =>
      platform === 'darwin'
        ? [path.posix.join(program, 'Contents', 'MacOS', 'OpenVPN Connect'), ...argv]
        : [program, ...argv];
    return {
      start: isKnown
        ? [{ kind: 'start', argv: platform === 'darwin' ? ['/usr/bin/open', '-a', program] : [program] }]
        : [{ kind: 'start', argv: say(`--import-profile=${file}`, `--name=${name}`) }],
      stop: [{ kind: 'run', argv: say('--disconnect-shortcut'), seconds: 20, mayFail: true }],
      says: toSay('launch.vpn.connect', { name }),
    };
  },
};

/** `name` is of `connectionName`: nothing in it ends a string of AppleScript. */
const appleScript = (application: string, command: string): readonly string[] => [
  '/usr/bin/osascript',
  '-e',
  `tell application "${application}" to ${command}`,
];

const beside = (program: string, name: string): string => path.win32.join(path.win32.dirname(program), name);

/** What would be done, a line each, for a person to read before the first time. */
export function stepLines(
  steps: readonly HandOverStep[],
  { file }: Pick<HandOverRequest, 'file'>,
  platform: NodeJS.Platform,
): readonly string[] {
  const lines: string[] = [];
  for (const step of steps) {
    // What is only waited for or said to a program that runs is no command.
    if (step.kind === 'place') lines.push(quoteFor(platform, [platform === 'win32' ? 'copy' : 'cp', file, step.to]));
    else if (step.kind !== 'await' && step.kind !== 'manage') lines.push(quoteFor(platform, step.argv));
  }
  return lines;
}
