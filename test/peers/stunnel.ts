import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryDirectory } from './directory.ts';
import { type RunningProcess, startProcess } from './process.ts';
import { requireTool } from './tools.ts';

export interface StunnelOptions {
  /** `HOST:PORT` or `PORT`; by default a free port of 127.0.0.1 that the system chooses. */
  readonly accept?: string | number;
  /** null: none, because the section's protocol says where to connect to. */
  readonly connect: string | number | null;
  /** Paths of PEM files. A client service needs none. */
  readonly certificate?: string;
  readonly key?: string;
  /** Further lines of the service's section. */
  readonly extra?: string;
  /** Further lines before the section. */
  readonly global?: string;
  /** The section's name. */
  readonly service?: string;
  /** Stands before the command, e.g. nsenter and where to. */
  readonly prefix?: readonly string[];
}

export interface Stunnel extends RunningProcess {
  /** The port it listens on. */
  readonly port: number;
  readonly host: string;
  /** The configuration as it runs, and the file that holds it. */
  readonly configuration: string;
  readonly file: string;
}

const loopback = (address: string | number) =>
  String(address).includes(':') || String(address).startsWith('/') ? String(address) : `127.0.0.1:${address}`;

const foreground = [
  'foreground = yes',
  'pid =',
  // It would log to stderr and to syslog, which without a daemon is the console: milliseconds a line.
  'syslog = no',
  // The level that tells the port it was given, and that it accepts.
  'debug = info',
];

/** A real stunnel, accepting connections. It takes `accept` itself, so a given port can be used again at once. */
export async function startStunnel(options: StunnelOptions): Promise<Stunnel> {
  const lines = [
    ...foreground,
    ...(options.global ? [options.global] : []),
    `[${options.service ?? 'peer'}]`,
    `accept = ${loopback(options.accept ?? 0)}`,
    ...(options.connect === null ? [] : [`connect = ${loopback(options.connect)}`]),
    ...(options.certificate ? [`cert = ${options.certificate}`] : []),
    ...(options.key ? [`key = ${options.key}`] : []),
    ...(options.extra ? [options.extra] : []),
  ];
  const { configuration, file, stunnel } = await start(lines, options.prefix);
  const [, host = '', port = ''] = await stunnel.logged(/bound to (\S*):(\d+)/);
  return { ...stunnel, host, port: Number(port), configuration, file };
}

/** One stunnel with many services, which listen on free ports of 127.0.0.1: the lines of each, and then its port. */
export async function startServices(
  services: ReadonlyMap<string, readonly string[]>,
): Promise<RunningProcess & { readonly ports: ReadonlyMap<string, number> }> {
  const sections = [...services].flatMap(([name, lines]) => [`[${name}]`, 'accept = 127.0.0.1:0', ...lines]);
  const { stunnel } = await start([...foreground, ...sections]);
  const bound = stunnel.log().matchAll(/Service \[(.+?)\] .*bound to \S*:(\d+)/g);
  return { ...stunnel, ports: new Map([...bound].map(([, name = '', port]) => [name, Number(port)])) };
}

async function start(lines: readonly string[], prefix: readonly string[] = []) {
  const directory = await temporaryDirectory('adit-stunnel-');
  const file = path.join(directory.path, 'stunnel.conf');
  const configuration = [...lines, ''].join('\n');
  try {
    await writeFile(file, configuration);
    const [command = '', ...args] = [...prefix, requireTool('stunnel'), file];
    const stunnel = await startProcess({
      command,
      args,
      cwd: directory.path,
      ready: /Accepting new connections/,
    });
    const close = async () => {
      await stunnel.close();
      await directory.close();
    };
    return { configuration, file, stunnel: { ...stunnel, close, [Symbol.asyncDispose]: close } };
  } catch (error) {
    await directory.close();
    throw error;
  }
}
