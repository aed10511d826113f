/** The command line as data. Pure: what a line means is decided here, what is done about it elsewhere. */
import { resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { hostSchema, portSchema } from '../../preload/schemas.ts';
import { isSshUrl, readSshAddress, type SshAddress } from '../../preload/ssh-address.ts';
import type { Endpoint } from '../../preload/types.ts';
import type { ControlRequest } from '../control/protocol.ts';
import type { TunnelSpecification } from '../specification.ts';
import { routeOfUrl } from '../tunnel/negotiation/routes.ts';
import { type CommandName, isCommandName } from './command-line-in.ts';
import { readAddress } from './read-address.ts';
import { type ReportCommand, reportCommandOf, reportOptions } from './report-arguments.ts';
import { buildServerKit, type ServerKitCommand, serverKitOptions } from './server-kit-arguments.ts';
import { buildService, type ServiceCommand } from './service-arguments.ts';
import { type Shell, shells } from './shells.ts';

/** How `probe` gets to the server; null: straight. */
export type Proxy = TunnelSpecification['proxy'] | null;

export type Command =
  | { readonly kind: 'help'; readonly topic: CommandName | null }
  | { readonly kind: 'version' }
  /** `host` and `port` answer questions of a server's configuration. */
  | {
      readonly kind: 'import';
      readonly file: string;
      readonly host: string | null;
      readonly port: number | null;
      readonly json: boolean;
    }
  /** From the server itself, by ssh. `app`: into the preview of the running app. */
  | {
      readonly kind: 'import-from-server';
      readonly address: SshAddress;
      readonly host: string | null;
      readonly port: number | null;
      readonly json: boolean;
      readonly app: Extract<Command, { readonly kind: 'control' }> | null;
    }
  /** `files`: look at those that the configuration names as well. */
  | { readonly kind: 'check'; readonly file: string; readonly files: boolean }
  | { readonly kind: 'run'; readonly file: string }
  | { readonly kind: 'connect'; readonly file: string; readonly service: string }
  /** `authorities` and `pin` are files: who may have issued the server's certificate, or what it is. */
  | {
      readonly kind: 'connect-to';
      readonly server: Endpoint;
      readonly sni: string | null;
      readonly authorities: string | null;
      readonly pin: string | null;
    }
  /** One of the app's profiles. */
  | { readonly kind: 'connect-profile'; readonly name: string; readonly userData: string | null }
  | { readonly kind: 'capabilities'; readonly json: boolean }
  | {
      readonly kind: 'probe';
      readonly server: Endpoint;
      readonly sni: string | null;
      readonly proxy: Proxy;
      readonly json: boolean;
    }
  /** `others`: hosts that have nothing to do with the server may be asked as well. */
  | {
      readonly kind: 'diagnose';
      readonly server: Endpoint;
      readonly sni: string | null;
      readonly proxy: Proxy;
      readonly others: boolean;
      readonly json: boolean;
    }
  /** A profile of the running app. */
  | {
      readonly kind: 'diagnose-profile';
      readonly name: string;
      readonly others: boolean;
      readonly json: boolean;
      readonly userData: string | null;
    }
  /** What stunnel has logged, in a file; `-`: standard input. */
  | { readonly kind: 'diagnose-log'; readonly file: string; readonly json: boolean }
  | { readonly kind: 'demo' }
  | ServerKitCommand
  | ServiceCommand
  /** For the running app. `name`: of the one profile whose status is asked. `userData`: another folder than the usual one. */
  | {
      readonly kind: 'control';
      readonly request: ControlRequest;
      readonly name: string | null;
      readonly form: 'text' | 'json' | 'names';
      /** Start the app when it is not running. */
      readonly starts: boolean;
      readonly userData: string | null;
    }
  | ReportCommand
  /** `name`: only of this profile. */
  | {
      readonly kind: 'log';
      readonly name: string | null;
      readonly lines: number;
      readonly follow: boolean;
      readonly userData: string | null;
    }
  | { readonly kind: 'completions'; readonly shell: Shell }
  /** The line makes no sense; `sentence` says why. */
  | { readonly kind: 'misuse'; readonly sentence: string; readonly topic: CommandName | null };

type ControlCommand = Extract<Command, { readonly kind: 'control' }>;
type Options = NonNullable<ParseArgsConfig['options']>;
type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

interface Shape {
  /** Names of the operands that are required. */
  readonly operands: readonly string[];
  /** How many more may follow. */
  readonly optional?: number;
  readonly options: Options;
  readonly build: (operands: readonly string[], values: Values) => Command;
}

const json = { json: { type: 'boolean' } } as const satisfies Options;
const text = (value: Values[string]): string | null => (typeof value === 'string' ? value : null);

const ofApp = { ...json, 'user-data': { type: 'string' } } as const satisfies Options;
const control = { ...ofApp, start: { type: 'boolean' } } as const satisfies Options;

const askApp = (request: ControlRequest, name: string | null, values: Values): ControlCommand => ({
  kind: 'control',
  request,
  name,
  form: values['names'] === true ? 'names' : values['json'] === true ? 'json' : 'text',
  starts: values['start'] === true,
  userData: text(values['user-data']),
});

/** What the running app does with one profile. */
const tellApp = (kind: 'on' | 'off' | 'open'): Shape => ({
  operands: ['NAME'],
  options: control,
  build: ([name = ''], values) =>
    name === '' ? misuse('The name is empty.', kind) : askApp({ kind, name }, null, values),
});

const shapes: Readonly<Record<CommandName, Shape>> = {
  list: {
    operands: [],
    options: { ...control, names: { type: 'boolean' } },
    build: (_operands, values) => askApp({ kind: 'list' }, null, values),
  },
  status: {
    operands: [],
    optional: 1,
    options: { ...control, watch: { type: 'boolean' } },
    build: ([name], values) => askApp({ kind: values['watch'] === true ? 'watch' : 'list' }, name ?? null, values),
  },
  on: tellApp('on'),
  off: tellApp('off'),
  open: tellApp('open'),
  log: {
    operands: [],
    optional: 1,
    options: { lines: { type: 'string' }, follow: { type: 'boolean' }, 'user-data': { type: 'string' } },
    build([name], values) {
      const lines = text(values['lines']) ?? '200';
      if (!/^\d{1,6}$/.test(lines)) return misuse('The option --lines takes a number.', 'log');
      return {
        kind: 'log',
        name: name ?? null,
        lines: Number(lines),
        follow: values['follow'] === true,
        userData: text(values['user-data']),
      };
    },
  },
  report: {
    operands: [],
    optional: 1,
    options: reportOptions,
    build: ([name], values) => reportCommandOf(name, values),
  },
  import: {
    operands: ['FILE or FOLDER'],
    options: { ...control, host: { type: 'string' }, port: { type: 'string' }, app: { type: 'boolean' } },
    build([file = ''], values) {
      const isApp = values['app'] === true;
      if (isApp && !isSshUrl(file)) {
        return file === '-'
          ? misuse('With --app the file has to have a name.', 'import')
          : askApp({ kind: 'import', path: resolve(file) }, null, values);
      }
      const host = text(values['host']);
      if (host !== null && !hostSchema.safeParse(host).success) {
        return misuse(`“${host}” is not a host name or an IP address.`, 'import');
      }
      const port = text(values['port']);
      if (port !== null && !(/^\d+$/.test(port) && portSchema.safeParse(Number(port)).success))
        return misuse(`“${port}” is no port.`, 'import');
      const answers = {
        host: host?.trim() ?? null,
        port: port === null ? null : Number(port),
        json: values['json'] === true,
      };
      if (!isSshUrl(file)) return { kind: 'import', file, ...answers };
      const address = readSshAddress(file);
      if (address === null) return misuse(`“${file}” is not ssh://USER@HOST or ssh://USER@HOST:PORT.`, 'import');
      const app = isApp ? askApp({ kind: 'import', path: '' }, null, values) : null;
      return { kind: 'import-from-server', address, ...answers, app };
    },
  },
  check: {
    operands: ['FILE'],
    options: { 'no-files': { type: 'boolean' } },
    build: ([file = ''], values) => ({ kind: 'check', file, files: values['no-files'] !== true }),
  },
  run: { operands: ['FILE'], options: {}, build: ([file = '']) => ({ kind: 'run', file }) },
  connect: {
    operands: ['NAME, FILE and SERVICE, or HOST:PORT'],
    optional: 1,
    options: {
      sni: { type: 'string' },
      ca: { type: 'string' },
      pin: { type: 'string' },
      'user-data': { type: 'string' },
    },
    build: buildConnect,
  },
  probe: {
    operands: ['HOST:PORT'],
    options: { ...json, sni: { type: 'string' }, proxy: { type: 'string' } },
    build([address = ''], values) {
      const server = readAddress(address);
      if (server === null) {
        return misuse(`“${address}” is not HOST:PORT, as in tunnel.example.org:443 or [::1]:443.`, 'probe');
      }
      const sni = text(values['sni']);
      if (sni !== null && !hostSchema.safeParse(sni).success) return misuse(`“${sni}” is not a host name.`, 'probe');
      const proxy = readProxy(text(values['proxy']));
      if (proxy === undefined) return misuse(PROXY_ADVICE, 'probe');
      return { kind: 'probe', server, sni, proxy, json: values['json'] === true };
    },
  },
  diagnose: {
    operands: [],
    optional: 1,
    options: {
      ...ofApp,
      sni: { type: 'string' },
      proxy: { type: 'string' },
      log: { type: 'string' },
      'no-others': { type: 'boolean' },
    },
    build: buildDiagnose,
  },
  capabilities: {
    operands: [],
    options: json,
    build: (_operands, values) => ({ kind: 'capabilities', json: values['json'] === true }),
  },
  completions: {
    operands: ['SHELL'],
    options: {},
    build([shell = '']) {
      const known = shells.find((one) => one === shell.toLowerCase());
      return known === undefined
        ? misuse(`“${shell}” is not bash, zsh, fish or powershell.`, 'completions')
        : { kind: 'completions', shell: known };
    },
  },
  demo: { operands: [], options: {}, build: () => ({ kind: 'demo' }) },
  service: {
    operands: ['install FILE, or remove'],
    optional: 1,
    options: { system: { type: 'boolean' }, name: { type: 'string' } },
    build([what, file], values) {
      const built = buildService(what, file, text(values['name']), values['system'] === true);
      return typeof built === 'string' ? misuse(built, 'service') : built;
    },
  },
  'server-kit': {
    operands: ['FOLDER'],
    options: serverKitOptions,
    build([folder = ''], values) {
      const built = buildServerKit(folder, values);
      return typeof built === 'string' ? misuse(built, 'server-kit') : built;
    },
  },
};

const misuse = (sentence: string, topic: CommandName | null): Command => ({ kind: 'misuse', sentence, topic });

/** The long options that a command takes beside --help, without their hyphens; whether each has a value. */
export const optionsOf = (command: CommandName): readonly { readonly name: string; readonly hasValue: boolean }[] =>
  Object.entries(shapes[command].options).map(([name, { type }]) => ({ name, hasValue: type === 'string' }));

/** `args` is what stands behind the program's name. */
export function parseCommandLine(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name === undefined) return misuse('A command is missing.', null);
  if (name === '--help' || name === '-h') return { kind: 'help', topic: null };
  if (name === '--version' || name === '-V') return { kind: 'version' };
  if (name === 'help') {
    const [topic] = rest;
    if (topic === undefined) return { kind: 'help', topic: null };
    return isCommandName(topic) ? { kind: 'help', topic } : misuse(`There is no command “${topic}”.`, null);
  }
  if (name.startsWith('-')) return misuse(`There is no option ${name} before a command.`, null);
  if (!isCommandName(name)) return misuse(`There is no command “${name}”.`, null);

  // stunnel's `-fd N`: the configuration is read from a descriptor.
  const [flag, descriptor = ''] = rest;
  if (name === 'run' && flag === '-fd' && rest.length === 2) {
    if (!/^\d{1,9}$/.test(descriptor)) return misuse('The option -fd takes the number of a descriptor.', name);
    return { kind: 'run', file: Number(descriptor) === 0 ? '-' : `/dev/fd/${Number(descriptor)}` };
  }

  const { operands, optional = 0, options, build } = shapes[name];
  const { tokens } = parseArgs({
    args: rest,
    options: { ...options, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const values: Record<string, string | boolean | readonly string[]> = {};
  const given: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') given.push(token.value);
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return { kind: 'help', topic: name };
    const option = options[token.name];
    if (option === undefined) return misuse(`adit ${name} has no option ${token.rawName}.`, name);
    if (option.type === 'string') {
      if (token.value === undefined) return misuse(`The option ${token.rawName} needs a value.`, name);
      const before = values[token.name];
      values[token.name] =
        option.multiple === true ? [...(Array.isArray(before) ? before : []), token.value] : token.value;
    } else {
      if (token.value !== undefined) return misuse(`The option ${token.rawName} takes no value.`, name);
      values[token.name] = true;
    }
  }
  const missing = operands[given.length];
  if (missing !== undefined) return misuse(`adit ${name} needs ${missing}.`, name);
  const extra = given[operands.length + optional];
  if (extra !== undefined) return misuse(`adit ${name} has no use for “${extra}”.`, name);
  return build(given, values);
}

function buildConnect([first = '', service]: readonly string[], values: Values): Command {
  const [sni, authorities, pin] = [text(values['sni']), text(values['ca']), text(values['pin'])];
  if (service !== undefined) {
    if ([sni, authorities, pin].some((value) => value !== null)) {
      return misuse('The options --sni, --ca and --pin are for HOST:PORT; a file says these things itself.', 'connect');
    }
    return { kind: 'connect', file: first, service };
  }
  const server = readAddress(first);
  if (server === null) {
    if (first.trim() === '' || [sni, authorities, pin].some((value) => value !== null)) {
      return misuse('adit connect needs the name of a profile, a file and SERVICE, or HOST:PORT.', 'connect');
    }
    return { kind: 'connect-profile', name: first, userData: text(values['user-data']) };
  }
  if (sni !== null && !hostSchema.safeParse(sni).success) return misuse(`“${sni}” is not a host name.`, 'connect');
  if (authorities !== null && pin !== null) {
    return misuse('The options --ca and --pin exclude each other: a pin is the certificate itself.', 'connect');
  }
  return { kind: 'connect-to', server, sni, authorities, pin };
}

function buildDiagnose([subject]: readonly string[], values: Values): Command {
  const [sni, file, json] = [text(values['sni']), text(values['log']), values['json'] === true];
  if (file !== null) {
    return subject === undefined
      ? { kind: 'diagnose-log', file, json }
      : misuse('The option --log reads a log, and needs no server.', 'diagnose');
  }
  if (subject === undefined || subject === '') return misuse('adit diagnose needs PROFILE or HOST:PORT.', 'diagnose');
  if (sni !== null && !hostSchema.safeParse(sni).success) return misuse(`“${sni}” is not a host name.`, 'diagnose');
  const proxy = readProxy(text(values['proxy']));
  if (proxy === undefined) return misuse(PROXY_ADVICE, 'diagnose');
  const others = values['no-others'] !== true;
  const server = readAddress(subject);
  if (server !== null) return { kind: 'diagnose', server, sni, proxy, others, json };
  if (sni !== null || proxy !== null) {
    return misuse('The options --sni and --proxy are for HOST:PORT; a profile says these things itself.', 'diagnose');
  }
  return { kind: 'diagnose-profile', name: subject, others, json, userData: text(values['user-data']) };
}

const PROXY_ADVICE =
  'The option --proxy takes “system” or an address like http://proxy.example:3128 or socks5://127.0.0.1:1080.';

/** undefined: it is no proxy. */
function readProxy(value: string | null): Proxy {
  if (value === null) return null;
  if (value === 'system') return { kind: 'system' };
  const route = routeOfUrl(value);
  return route.kind === 'proxy' ? route.proxy : undefined;
}
