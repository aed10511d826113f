/** What stunnel says to the value of each option when it reads the line (options.c, parse_*_option). */

import type { ConfOption } from '../options.ts';
import { readInt, readIntWithin } from '../values/numbers.ts';
import { isReadable, readValue } from '../values/value.ts';
import { isOneOf, readFlag } from '../values/words.ts';
import { resolveAddress, resolveHost } from './address.ts';
import type { Computer } from './computer.ts';

export type ValueVerdict =
  | { readonly kind: 'fine' }
  /** Depends on the machine; `warning` says on what. */
  | { readonly kind: 'depends'; readonly warning: string }
  /** `details` are lines that stunnel prints before the reason. */
  | { readonly kind: 'fatal'; readonly reason: string; readonly details: readonly string[] };

export interface ValueContext {
  /** Before the first section. */
  readonly global: boolean;
  /** Engines that were opened so far. */
  readonly engines: number;
  /** Left out: nothing is asked of it. */
  readonly computer?: Computer | undefined;
}

const FINE: ValueVerdict = { kind: 'fine' };
const fatal = (reason: string, ...details: readonly string[]): ValueVerdict => ({ kind: 'fatal', reason, details });
const depends = (warning: string): ValueVerdict => ({ kind: 'depends', warning });

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const levels = words('emerg alert crit err warning notice info debug');
const facilities = words(
  'auth authpriv cron daemon ftp kern local0 local1 local2 local3 local4 local5 local6 local7 lpr mail news syslog user uucp',
);
const numberReasons: Readonly<Record<string, string>> = {
  RNDbytes: 'Illegal number of bytes to read from random seed files',
  sessionCacheSize: 'Illegal session cache size',
  sessionCacheTimeout: 'Illegal session cache timeout',
  stack: 'Illegal thread stack size',
  TIMEOUTbusy: 'Illegal busy timeout',
  TIMEOUTclose: 'Illegal close timeout',
  TIMEOUTconnect: 'Illegal connect timeout',
  TIMEOUTidle: 'Illegal idle timeout',
  TIMEOUTocsp: 'Illegal OCSP timeout',
};

/** stunnel's words for a value of which one look tells that it is none. */
const kindReasons: Readonly<Partial<Record<ConfOption['value'], string>>> = {
  flag: "The argument needs to be either 'yes' or 'no'",
  failover: "The argument needs to be either 'rr' or 'prio'",
  'tls-version': 'Invalid protocol version',
  'tls-options': 'Illegal TLS option',
  'ocsp-flag': 'Illegal OCSP flag',
  socket: 'Illegal socket option',
  verify: 'Bad verify level',
  'security-level': 'Illegal security level',
  host: 'Failed to resolve local address',
};

/** Judges the value of an option that may stand where it stands. */
export function checkValue(option: ConfOption, value: string, context: ValueContext): ValueVerdict {
  const { name } = option;
  const reason = kindReasons[option.value];
  if (reason !== undefined && isReadable(option.value) && readValue(option.value, value) === null) return fatal(reason);
  switch (option.value) {
    case 'flag':
      return name === 'fips' && readFlag(value) ? depends('needs a TLS library with a FIPS provider') : FINE;
    case 'foreground':
      return isOneOf(value, words('yes quiet no'))
        ? FINE
        : fatal("The argument needs to be either 'yes', 'quiet' or 'no'");
    case 'log':
      return isOneOf(value, words('append overwrite'))
        ? FINE
        : fatal("The argument needs to be either 'append' or 'overwrite'");
    case 'log-id':
      return isOneOf(value, words('sequential unique thread process'))
        ? FINE
        : fatal('Invalid connection identifier type');
    case 'transparent':
      return isOneOf(value, words('none no source yes destination both'))
        ? FINE
        : fatal('Selected transparent proxy mode is not available');
    case 'debug':
      return checkDebug(value, context);
    case 'retry':
      return isOneOf(value, words('yes no')) || readInt(value) !== null ? FINE : fatal('Illegal retry delay');
    case 'seconds':
    case 'number':
      return name === 'engineNum' ? checkEngineNumber(value, context) : checkNumber(name, value);
    case 'address':
      return name === 'sessiond' ? checkSessiond(value) : FINE;
    case 'host': {
      const resolution = resolveHost(value);
      return resolution.kind === 'depends' ? depends(`needs the address of ${resolution.host}`) : FINE;
    }
    case 'path':
      return checkPath(name, value, context);
    case 'text':
      return checkText(name, value, context);
    default:
      return FINE;
  }
}

function checkNumber(name: string, value: string): ValueVerdict {
  return readInt(value) === null ? fatal(numberReasons[name] ?? 'Illegal number') : FINE;
}

function checkDebug(value: string, { global }: ValueContext): ValueVerdict {
  // The facility counts before the first section only, where levels may be followed by anything after another dot.
  const [facility = '', level = ''] =
    global && value.includes('.') ? value.split('.').filter((part) => part) : ['', value];
  if (global && value.includes('.') && !isOneOf(facility, facilities)) return fatal('Illegal syslog facility');
  return /^[0-7]$/.test(level) || isOneOf(level, levels) ? FINE : fatal('Illegal debug level');
}

function checkEngineNumber(value: string, { engines }: ValueContext): ValueVerdict {
  return readIntWithin(value, 1, engines) !== null
    ? depends('needs an engine of OpenSSL')
    : fatal('Illegal engine number');
}

function checkSessiond(value: string): ValueVerdict {
  const resolution = resolveAddress(value);
  if (resolution.kind === 'resolves') return FINE;
  if (resolution.kind === 'depends') return depends(`needs the address of ${resolution.host}`);
  return fatal('Failed to resolve sessiond server address', ...(resolution.detail === null ? [] : [resolution.detail]));
}

/** Files that stunnel opens at its start, beside those of keys. */
const opened: ReadonlySet<string> = new Set(['cert', 'key', 'CAfile', 'CRLfile']);

/** What an engine or a provider has; a drive's letter is no scheme. */
const isUri = (value: string): boolean => /^[a-z][a-z\d+.-]+:/i.test(value);

function checkPath(name: string, value: string, { computer }: ValueContext): ValueVerdict {
  if (name === 'include') return depends('needs a folder that was not read');
  if (name === 'PSKsecrets') {
    if (computer?.readsFiles !== true) return depends('needs a file that was not read');
    const keys = computer.readPsk(value);
    return keys.kind === 'keys' ? FINE : fatal('Failed to read PSK secrets', ...keys.details);
  }
  if (computer?.readsFiles === false && value !== '' && !isUri(value)) {
    if (opened.has(name)) return depends('needs a file that was not read');
    if (name === 'CApath') return depends('needs a folder that was not read');
  }
  if (name.startsWith('icon')) return depends('needs a picture that was not read');
  return FINE;
}

function checkText(name: string, value: string, context: ValueContext): ValueVerdict {
  switch (name) {
    case 'compression':
      return isOneOf(value, words('deflate zlib')) ? FINE : fatal('Specified compression type is not available');
    case 'engine':
      return depends('needs an engine of OpenSSL');
    case 'engineCtrl':
    case 'engineDefault':
      return context.engines > 0 ? depends('needs an engine of OpenSSL') : fatal('No engine was defined');
    case 'engineId':
      return context.engines > 0 ? depends('needs an engine of OpenSSL') : fatal('Engine ID not found');
    case 'provider':
    case 'providerParameter':
      return depends('needs a provider of OpenSSL');
    case 'setuid':
      return checkAccount(value, 'Illegal UID');
    case 'setgid':
      return checkAccount(value, 'Illegal GID');
    case 'ticketKeySecret':
    case 'ticketMacSecret':
      return checkTicketSecret(name, value);
    default:
      return FINE;
  }
}

/** A name that no system lets an account have is fatal everywhere, any other one has to be looked up. */
function checkAccount(value: string, reason: string): ValueVerdict {
  if (readInt(value) !== null) return FINE;
  return /^[A-Za-z_][A-Za-z0-9_.-]*\$?$/.test(value) ? depends(`needs an account named ${value}`) : fatal(reason);
}

function checkTicketSecret(name: string, value: string): ValueVerdict {
  const digits = value.replaceAll(':', '');
  const bytes = /^(?:[0-9a-f]{2})+$/i.test(digits) ? digits.length / 2 : 0;
  if (bytes === 16 || bytes === 32) return FINE;
  return fatal(
    `Failed to read ${name}`,
    bytes === 0
      ? `Required ${name} is 16 or 32 byte hexadecimal key`
      : `${name} value has ${bytes} bytes instead of required 16 or 32 bytes`,
  );
}
