/** What `adit server-kit` is told. Pure. */

import type { ParseArgsConfig } from 'node:util';
import { applicationSchema } from '../../preload/fields/application.ts';
import { servicePort } from '../../preload/fields/application-names.ts';
import {
  type Answers,
  clientNameSchema,
  type Platform,
  platforms,
  type Service,
  serviceSchema,
} from '../../preload/kit-answers.ts';
import { hostSchema, portSchema } from '../../preload/schemas.ts';
import type { Change } from '../kit/kit.ts';
import { guessServerApplication } from '../profile/application.ts';

/** What was said; what was not is as before, or as usual. */
export interface ServerKitCommand {
  readonly kind: 'server-kit';
  readonly folder: string;
  readonly said: Partial<Omit<Answers, 'services' | 'certificate'>> & {
    readonly services: readonly Service[];
    readonly certificate: Answers['certificate']['kind'] | null;
    readonly days: number | null;
    readonly email: string | null;
  };
  readonly add: readonly string[];
  readonly revoke: readonly string[];
  readonly renew: Change['renew'];
  /** Its first line is the passphrase of the keys of clients that are added. */
  readonly passphraseFile: string | null;
}

export const serverKitOptions = {
  host: { type: 'string' },
  service: { type: 'string', multiple: true },
  platform: { type: 'string' },
  certificate: { type: 'string' },
  days: { type: 'string' },
  email: { type: 'string' },
  clients: { type: 'string' },
  client: { type: 'string', multiple: true },
  'passphrase-file': { type: 'string' },
  page: { type: 'string' },
  revoke: { type: 'string', multiple: true },
  renew: { type: 'boolean' },
  'new-key': { type: 'boolean' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

const certificates = ['self-signed', 'authority', 'lets-encrypt'] as const;
const demands = ['certificate', 'psk', 'none'] as const;

class Unclear extends Error {}
const unclear = (sentence: string): never => {
  throw new Unclear(sentence);
};

/** A sentence when the line makes no sense. */
export function buildServerKit(folder: string, given: Given): ServerKitCommand | string {
  try {
    return build(folder, given);
  } catch (error) {
    if (error instanceof Unclear) return error.message;
    throw error;
  }
}

function build(folder: string, given: Given): ServerKitCommand {
  const text = (name: string): string | null => (typeof given[name] === 'string' ? given[name] : null);
  const list = (name: string): readonly string[] => (Array.isArray(given[name]) ? given[name] : []);
  const oneOf = <Choice extends string>(name: string, choices: readonly Choice[]): Choice | null => {
    const value = text(name);
    if (value === null) return null;
    return choices.find((choice) => choice === value) ?? unclear(`The option --${name} takes ${choices.join(', ')}.`);
  };
  const host = text('host');
  if (host !== null && !hostSchema.safeParse(host).success) unclear(`“${host}” is not a host name or an IP address.`);
  const days = text('days');
  if (days !== null && !/^[1-9]\d{0,3}$/.test(days)) unclear('The option --days takes a number of days.');
  const clients = oneOf('clients', demands);
  const platform = oneOf<Platform>('platform', platforms);
  const page = readPage(text('page'));
  const add = list('client');
  for (const name of [...add, ...list('revoke')]) {
    const read = clientNameSchema.safeParse(name);
    if (!read.success) unclear(`“${name}”: ${read.error.issues[0]?.message ?? 'this is no name.'}`);
  }
  if (given['new-key'] === true && given['renew'] !== true) unclear('The option --new-key goes with --renew.');
  if (text('passphrase-file') !== null && add.length === 0) unclear('The option --passphrase-file goes with --client.');
  return {
    kind: 'server-kit',
    folder,
    said: {
      ...(host === null ? {} : { host: host.trim() }),
      ...(platform === null ? {} : { platform }),
      ...(clients === null ? {} : { clients }),
      ...(page === null ? {} : { page }),
      services: list('service').map(readService),
      certificate: oneOf('certificate', certificates),
      days: days === null ? null : Number(days),
      email: text('email'),
    },
    add,
    revoke: list('revoke'),
    renew: given['renew'] !== true ? 'no' : given['new-key'] === true ? 'new key' : 'same key',
    passphraseFile: text('passphrase-file'),
  };
}

const LOOPBACK = '127.0.0.1';

/** `[HOST:]PORT`. */
function readTarget(text: string, option: string): { host: string; port: number } {
  const { host = LOOPBACK, port } = /^(?:(?<host>.+):)?(?<port>\d+)$/.exec(text)?.groups ?? {};
  const target = { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
  const isGood = hostSchema.safeParse(target.host).success && portSchema.safeParse(target.port).success;
  return isGood ? target : unclear(`The option --${option} takes a port, or HOST:PORT, not “${text}”.`);
}

function readPage(text: string | null): Answers['page'] | null {
  if (text === null) return null;
  if (text === 'none') return { kind: 'none' };
  const [, kind, target = ''] = /^(sni|redirect):(.+)$/.exec(text) ?? [];
  if (kind !== 'sni' && kind !== 'redirect') {
    return unclear('The option --page takes none, sni:[HOST:]PORT or redirect:[HOST:]PORT.');
  }
  return { kind, ...readTarget(target, 'page') };
}

/** `NAME[=[HOST:]PORT][@PORT]`: what it is called, where the server reaches it, and where clients come in. */
function readService(text: string): Service {
  const [, name = '', target, accept = '443'] = /^([^=@]+)(?:=([^@]+))?(?:@(\d+))?$/.exec(text) ?? [];
  const named = applicationSchema.safeParse(name);
  const usual = named.success ? servicePort[named.data] : servicePort[guessServerApplication(name, null).application];
  if (target === undefined && usual === null) {
    unclear(`Where is the service “${text}”? Say --service ${name === '' ? 'NAME' : name}=PORT.`);
  }
  const { host, port } = target === undefined ? { host: LOOPBACK, port: usual } : readTarget(target, 'service');
  const application = named.success ? named.data : guessServerApplication(name, port).application;
  const read = serviceSchema.safeParse({ name, application, host, port, accept: Number(accept) });
  if (read.success) return read.data;
  return unclear(`“${text}”: ${read.error.issues[0]?.message ?? 'this is no service.'}`);
}
