/**
 * From a server's .ovpn to one for the same VPN through a tunnel. Pure.
 *
 * The tunnel's own connection must never go into the VPN. A route to its server by the old gateway does not last: the
 * kernel drops it with the interface, and OpenVPN never makes it again while the tun stays open. So nothing points past
 * the VPN at all: the VPN takes every address *but* those of the tunnel's servers, and these follow whatever default
 * route the computer has at the moment.
 */
import path from 'node:path';
import type { VpnNote } from '../../../preload/app-state.ts';
import { sayClause } from '../../../preload/words/say.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { inEnglish } from '../../../preload/words/words.ts';
import {
  type AddressBlock,
  blockOfMask,
  blockOfPrefix,
  covers,
  everything,
  maskOf,
  without,
} from './address-blocks.ts';
import { type ClientForm, clientForms, type OpenvpnClient } from './clients.ts';
import { dropped } from './dropped.ts';
import { lineOf, type OvpnItem } from './ovpn-file.ts';

export interface DeriveRequest {
  readonly items: readonly OvpnItem[];
  /** Where the file is, so that files beside it are still found; null when nobody knows. */
  readonly directory: string | null;
  /** What the files hold that it names, as far as they are text, by the names in it; see `filesNamed`. */
  readonly files: ReadonlyMap<string, string>;
  readonly platform: NodeJS.Platform;
  readonly client: OpenvpnClient;
  /** Of the `openvpn` program, `[2, 6]`; null: not known, or the client brings its own. */
  readonly version: readonly [major: number, minor: number] | null;
  /** Where the tunnel listens: an IP address and a port. */
  readonly local: { readonly host: string; readonly port: number };
  /** Every address that the tunnel dials: its servers', or its proxy's. Others in the list do no harm. */
  readonly servers: readonly string[];
  /** `networks`: only what the server pushes and the file's own routes go through the VPN. */
  readonly traffic: 'everything' | 'networks';
  /** Let nothing out by IPv6 while the VPN is up, for a VPN that carries IPv4 only. */
  readonly blockIpv6: boolean;
}

export interface Derived {
  readonly text: string;
  readonly notes: readonly VpnNote[];
}

/** An address inside the VPN for packets that are to end there; of a prefix that nobody routes (RFC 4193). */
const INSIDE = { own: 'fd15:53b6:dead::2/64', peer: 'fd15:53b6:dead::1' };

/** Directives whose first word is a file, and which a client without files needs inline. */
const FILES = new Set(
  'ca cert key pkcs12 tls-auth tls-crypt tls-crypt-v2 crl-verify extra-certs dh secret auth-user-pass askpass'.split(
    ' ',
  ),
);

/** What a server pushes to get everything; pull-filter compares beginnings. */
const PUSHED_EVERYTHING = [
  'redirect-gateway',
  'redirect-private',
  'route 0.0.0.0 ',
  'route 128.0.0.0 128.0.0.0',
  'route-ipv6 ::/',
  'route-ipv6 2000::/',
  'route-ipv6 8000::/',
];

export function deriveOvpn(request: DeriveRequest): Derived {
  const form = clientForms[request.client];
  const kept = request.items.map((item) => keep(item, request, form));
  const names = new Set(request.items.flatMap(namesOf));
  const blocks = request.traffic === 'everything' ? fullRoutes(request) : [];
  const added = addedLines(request, form, names, blocks);
  const text = [
    `# Made by Adit for ${inEnglish(() => sayClause(form.label))}. It is made anew when the profile or the server’s addresses change.`,
    ...head(request),
    ...added.lines,
    ...kept.flatMap(({ lines }) => lines),
  ];
  return {
    text: `${dedupe(text).join('\n')}\n`,
    notes: [...kept.flatMap(({ notes }) => notes), ...added.notes],
  };
}

interface Kept {
  readonly lines: readonly string[];
  readonly notes: readonly VpnNote[];
}

const because = (reason: Text): Text => toSay('vpn.note.leftOut', { reason });

const withoutLines = (line: number, text: string, reason: Text): Kept => ({
  lines: [],
  notes: [{ line, text, reason }],
});

function head({ local }: DeriveRequest): readonly string[] {
  const isIpv6 = local.host.includes(':');
  return [lineOf('proto', isIpv6 ? 'tcp6-client' : 'tcp-client'), lineOf('remote', local.host, String(local.port))];
}

function keep(item: OvpnItem, request: DeriveRequest, form: ClientForm): Kept {
  if (item.kind === 'text') return { lines: [item.raw], notes: [] };
  const shown = item.kind === 'inline' ? `<${item.name}>` : item.raw.trim();
  const leftOut = (reason: Text): Kept => withoutLines(item.line, withoutSecrets(item, shown), because(reason));
  if (item.kind === 'inline') {
    // Credentials are never written, wherever they came from.
    if (item.name === 'auth-user-pass') return { ...leftOut(toSay('vpn.because.password')), lines: ['auth-user-pass'] };
    const reason = dropped.get(item.name);
    if (reason !== undefined) return leftOut(reason);
    return { lines: [`<${item.name}>`, ...item.body, `</${item.name}>`], notes: [] };
  }
  const optional = item.name === 'setenv' && item.args[0] === 'opt';
  const [name = '', ...args] = optional ? item.args.slice(1) : [item.name, ...item.args];
  const reason = dropped.get(name);
  if (reason !== undefined) return leftOut(reason);
  if (name === 'config') return leftOut(toSay('vpn.because.config'));
  if (name === 'redirect-gateway' || name === 'redirect-private') return redirect(item.line, shown, args, request);
  if (name === 'route') return route(item.line, shown, args, request, form);
  if (name === 'route-ipv6') return routeIpv6(item.line, shown, args, request);
  if (name === 'block-ipv6' && !form.knows.blockIpv6)
    return leftOut(toSay('vpn.because.unknown', { program: form.label }));
  if (FILES.has(name)) return namedFile(item, name, args, request, form);
  return { lines: [item.raw.trim()], notes: [] };
}

function redirect(line: number, text: string, flags: readonly string[], { traffic }: DeriveRequest): Kept {
  const reason = traffic === 'everything' ? toSay('vpn.note.redirect') : because(toSay('vpn.because.ownNetworks'));
  return withoutLines(line, text, flags.includes('block-local') ? toSay('vpn.note.local', { note: reason }) : reason);
}

function route(
  line: number,
  text: string,
  [network = '', mask = '255.255.255.255', gateway, ...rest]: readonly string[],
  { servers, traffic }: DeriveRequest,
  form: ClientForm,
): Kept {
  const block = blockOfMask(network, mask === 'default' ? '255.255.255.255' : mask);
  const past = gateway === 'net_gateway';
  if (!form.routesByName && (block === null || past || gateway === 'vpn_gateway' || gateway === 'default')) {
    if (block !== null && !past) return routes(line, text, block, servers, rest, traffic);
    const program = form.label;
    const why =
      block === null ? toSay('vpn.because.nameInRoute', { program }) : toSay('vpn.because.gateway', { program });
    return withoutLines(line, text, because(why));
  }
  if (block === null) return { lines: [text], notes: [] };
  if (past) {
    if (!servers.some((server) => covers(block, server))) return { lines: [text], notes: [] };
    return withoutLines(line, text, because(toSay('vpn.because.keptOut')));
  }
  return routes(line, text, block, servers, gateway === undefined ? [] : [gateway, ...rest], traffic);
}

function routes(
  line: number,
  text: string,
  block: AddressBlock,
  servers: readonly string[],
  rest: readonly string[],
  traffic: DeriveRequest['traffic'],
): Kept {
  if (!servers.some((server) => covers(block, server))) return { lines: [text], notes: [] };
  const parts = traffic === 'everything' && block.prefix <= 1 ? [] : without(block, servers);
  return {
    lines: parts.map(({ address, prefix }) => lineOf('route', address, maskOf(prefix), ...rest)),
    notes: [{ line, text, reason: toSay('vpn.note.divided') }],
  };
}

function routeIpv6(
  line: number,
  text: string,
  [network = '', ...rest]: readonly string[],
  { servers }: DeriveRequest,
): Kept {
  const block = blockOfPrefix(network);
  if (block === null || !servers.some((server) => covers(block, server))) return { lines: [text], notes: [] };
  return {
    lines: without(block, servers).map(({ address, prefix }) => lineOf('route-ipv6', `${address}/${prefix}`, ...rest)),
    notes: [{ line, text, reason: toSay('vpn.note.divided') }],
  };
}

function namedFile(
  item: Extract<OvpnItem, { readonly kind: 'directive' }>,
  name: string,
  [file, ...rest]: readonly string[],
  { items, directory, files, platform, client }: DeriveRequest,
  form: ClientForm,
): Kept {
  if (file === undefined || file === '[inline]') return { lines: [item.raw.trim()], notes: [] };
  const inside = form.takesInside.has(name) ? files.get(file) : undefined;
  if (inside !== undefined) {
    const reason = toSay('vpn.note.inside', { program: form.label });
    const lines = [`<${name}>`, ...inside.trim().split(/\r\n|\n|\r/), `</${name}>`];
    return {
      lines: [...lines, ...directionOf(name, rest, items)],
      notes: [{ line: item.line, text: item.raw.trim(), reason }],
    };
  }
  const text = lineOf(name, '…');
  if (name === 'auth-user-pass' && client === 'openvpn-connect') {
    const reason = toSay('vpn.note.password');
    return { lines: ['auth-user-pass'], notes: [{ line: item.line, text, reason }] };
  }
  if (!form.readsFiles) {
    const reason = toSay('vpn.note.noFiles', { program: form.label, directive: `<${name}>` });
    return withoutLines(item.line, item.raw.trim(), reason);
  }
  const paths = platform === 'win32' ? path.win32 : path.posix;
  if (paths.isAbsolute(file)) return { lines: [item.raw.trim()], notes: [] };
  if (directory === null) {
    const reason = toSay('vpn.note.beside');
    return { lines: [item.raw.trim()], notes: [{ line: item.line, text: item.raw.trim(), reason }] };
  }
  return { lines: [lineOf(name, paths.join(directory, file), ...rest)], notes: [] };
}

/** What stands behind the name of a file with a key for both ends is a line of its own where the key is inside. */
function directionOf(name: string, [direction]: readonly string[], items: readonly OvpnItem[]): readonly string[] {
  if (name !== 'tls-auth' && name !== 'secret') return [];
  const isSaid = items.some((item) => item.kind === 'directive' && item.name === 'key-direction');
  return direction === undefined || isSaid ? [] : [lineOf('key-direction', direction)];
}

/** The files that the configuration names and a client may want inside, as they stand there. Never one with a password. */
export const filesNamed = (items: readonly OvpnItem[], client: OpenvpnClient): readonly string[] =>
  items.flatMap((item) => {
    if (item.kind !== 'directive' || !clientForms[client].takesInside.has(item.name)) return [];
    const [file] = item.args;
    return file === undefined || file === '[inline]' ? [] : [file];
  });

function fullRoutes({ servers, blockIpv6, items }: DeriveRequest): readonly AddressBlock[] {
  const takesIpv6 = items.some(
    (item) => item.kind === 'directive' && item.name === 'redirect-gateway' && item.args.includes('ipv6'),
  );
  return [...without(everything.ipv4, servers), ...(blockIpv6 || takesIpv6 ? without(everything.ipv6, servers) : [])];
}

function addedLines(
  { client, version, platform, blockIpv6, traffic }: DeriveRequest,
  form: ClientForm,
  names: ReadonlySet<string>,
  blocks: readonly AddressBlock[],
): Kept {
  const lines: string[] = [];
  const notes: VpnNote[] = [];
  const add = (line: string, reason: Text) => {
    lines.push(line);
    notes.push({ line: null, text: line, reason });
  };
  if (!names.has('nobind')) lines.push('nobind');
  if (!names.has('persist-tun')) {
    add('persist-tun', toSay('vpn.note.persistTun'));
  }
  if (!names.has('persist-key')) lines.push('persist-key');
  if (!names.has('mssfix') && !names.has('tun-mtu')) {
    add('mssfix 1360', toSay('vpn.note.mssfix'));
  }
  const old = client === 'openvpn' && version !== null && (version[0] < 2 || (version[0] === 2 && version[1] < 6));
  if (platform === 'win32' && form.knows.disableDco && !old && !names.has('disable-dco')) {
    add('disable-dco', toSay('vpn.note.disableDco'));
  }
  if (form.filtersPushed) {
    for (const pushed of PUSHED_EVERYTHING) lines.push(lineOf('pull-filter', 'ignore', pushed));
  }
  if (blockIpv6 && form.knows.blockIpv6) {
    if (!names.has('ifconfig-ipv6')) lines.push(lineOf('ifconfig-ipv6', INSIDE.own, INSIDE.peer));
    if (!names.has('block-ipv6')) add('block-ipv6', toSay('vpn.note.blockIpv6'));
    if (traffic === 'networks') lines.push(lineOf('route-ipv6', '2000::/3'));
  }
  if (blockIpv6 && !form.knows.blockIpv6) {
    const reason = toSay('vpn.note.secondConnection', { program: form.label });
    notes.push({ line: null, text: 'block-ipv6', reason });
  }
  for (const { family, address, prefix } of blocks) {
    lines.push(
      family === 'ipv4' ? lineOf('route', address, maskOf(prefix)) : lineOf('route-ipv6', `${address}/${prefix}`),
    );
  }
  return { lines, notes };
}

const namesOf = (item: OvpnItem): readonly string[] => (item.kind === 'text' ? [] : [item.name]);

/** A note quotes what was left out, but no user name or password of a proxy. */
const withoutSecrets = (item: OvpnItem, shown: string): string =>
  item.kind === 'directive' && /proxy|auth-user-pass/.test(item.name) ? lineOf(item.name, '…') : shown;

/** The same route twice is an error of the system's that OpenVPN would warn about at every start. */
function dedupe(lines: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return lines.filter((line) => {
    if (!/^(?:route|route-ipv6|pull-filter) /.test(line)) return true;
    if (seen.has(line)) return false;
    seen.add(line);
    return true;
  });
}
