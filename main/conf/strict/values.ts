/** What stunnel says to the value of each option when it reads the line (options.c, parse_*_option). */

import type { ConfOption } from '../options.ts';
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
/** Compares as stunnel does: ASCII letters in either case. */
const isOneOf = (value: string, allowed: ReadonlySet<string>) => allowed.has(value.toLowerCase());

const levels = words('emerg alert crit err warning notice info debug');
const facilities = words(
  'auth authpriv cron daemon ftp kern local0 local1 local2 local3 local4 local5 local6 local7 lpr mail news syslog user uucp',
);
const tlsVersions = words('all sslv3 tlsv1 tlsv1.1 tlsv1.2 tlsv1.3');
const ocspFlags = words(
  'nocerts nointern nosigs nochain noverify noexplicit nocasign nodelegated nochecks trustother respid_key notime',
);
const tlsOptions = words(
  'all allow_client_renegotiation allow_no_dhe_kex allow_unsafe_legacy_renegotiation cipher_server_preference ' +
    'cisco_anyconnect cleanse_plaintext cookie_exchange cryptopro_tlsext_bug disable_tlsext_ca_names ' +
    'dont_insert_empty_fragments enable_ktls enable_middlebox_compat ephemeral_rsa ignore_unexpected_eof ' +
    'legacy_server_connect microsoft_big_sslv3_buffer microsoft_sess_id_bug msie_sslv2_rsa_padding ' +
    'netscape_ca_dn_bug netscape_challenge_bug netscape_demo_cipher_change_bug netscape_reuse_cipher_change_bug ' +
    'no_anti_replay no_compression no_dtls_mask no_dtlsv1 no_dtlsv1_2 no_encrypt_then_mac ' +
    'no_extended_master_secret no_query_mtu no_renegotiation no_session_resumption_on_renegotiation no_ssl_mask ' +
    'no_sslv2 no_sslv3 no_ticket no_tlsv1 no_tlsv1_1 no_tlsv1_2 no_tlsv1_3 pkcs1_check_1 pkcs1_check_2 ' +
    'prioritize_chacha safari_ecdhe_ecdsa_bug single_dh_use single_ecdh_use ssleay_080_client_dh_bug ' +
    'sslref2_reuse_cert_type_bug tls_block_padding_bug tls_d5_bug tlsext_padding tls_rollback_bug',
);

/** Whether OpenSSL has the switch, with or without the `-` that clears it. */
export const isTlsOption = (value: string): boolean => isOneOf(value.replace(/^-/, ''), tlsOptions);

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

/** strtol, complete and cast to an int; null for what is no number. */
export function readInt(text: string): number | null {
  if (!/^[ \t\v\f]*[+-]?\d+$/.test(text)) return null;
  const limit = 2n ** 63n;
  const value = BigInt(text.trim().replace(/^\+/, ''));
  const clamped = value >= limit ? limit - 1n : value < -limit ? -limit : value;
  return Number(BigInt.asIntN(32, clamped));
}

const within = (value: string, lowest: number, highest: number): boolean => {
  const number = readInt(value);
  return number !== null && number >= lowest && number <= highest;
};

/** Judges the value of an option that may stand where it stands. */
export function checkValue(option: ConfOption, value: string, context: ValueContext): ValueVerdict {
  const { name } = option;
  switch (option.value) {
    case 'flag':
      return checkFlag(name, value);
    case 'foreground':
      return isOneOf(value, words('yes quiet no'))
        ? FINE
        : fatal("The argument needs to be either 'yes', 'quiet' or 'no'");
    case 'log':
      return isOneOf(value, words('append overwrite'))
        ? FINE
        : fatal("The argument needs to be either 'append' or 'overwrite'");
    case 'failover':
      return isOneOf(value, words('rr prio')) ? FINE : fatal("The argument needs to be either 'rr' or 'prio'");
    case 'log-id':
      return isOneOf(value, words('sequential unique thread process'))
        ? FINE
        : fatal('Invalid connection identifier type');
    case 'transparent':
      return isOneOf(value, words('none no source yes destination both'))
        ? FINE
        : fatal('Selected transparent proxy mode is not available');
    case 'tls-version':
      return isOneOf(value, tlsVersions) ? FINE : fatal('Invalid protocol version');
    case 'tls-options':
      return isTlsOption(value) ? FINE : fatal('Illegal TLS option');
    case 'ocsp-flag':
      return isOneOf(value, ocspFlags) ? FINE : fatal('Illegal OCSP flag');
    case 'socket':
      return isSocketOption(value) ? FINE : fatal('Illegal socket option');
    case 'debug':
      return checkDebug(value, context);
    case 'verify':
      return within(value, 0, 4) ? FINE : fatal('Bad verify level');
    case 'security-level':
      return within(value, 0, 5) ? FINE : fatal('Illegal security level');
    case 'retry':
      return isOneOf(value, words('yes no')) || readInt(value) !== null ? FINE : fatal('Illegal retry delay');
    case 'seconds':
    case 'number':
      return name === 'engineNum' ? checkEngineNumber(value, context) : checkNumber(name, value);
    case 'address':
      return name === 'sessiond' ? checkSessiond(value) : FINE;
    case 'path':
      return checkPath(name, value, context);
    case 'protocol':
      return FINE;
    case 'text':
      return checkText(name, value, context);
  }
}

function checkFlag(name: string, value: string): ValueVerdict {
  if (!isOneOf(value, words('yes no'))) return fatal("The argument needs to be either 'yes' or 'no'");
  return name === 'fips' && value.toLowerCase() === 'yes' ? depends('needs a TLS library with a FIPS provider') : FINE;
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
  return within(value, 1, engines) ? depends('needs an engine of OpenSSL') : fatal('Illegal engine number');
}

function checkSessiond(value: string): ValueVerdict {
  const resolution = resolveAddress(value);
  if (resolution.kind === 'resolves') return FINE;
  if (resolution.kind === 'depends') return depends(`needs the address of ${resolution.host}`);
  return fatal('Failed to resolve sessiond server address', ...(resolution.detail === null ? [] : [resolution.detail]));
}

function checkPath(name: string, value: string, { computer }: ValueContext): ValueVerdict {
  if (name === 'include') return depends('needs a folder that was not read');
  if (name === 'PSKsecrets') {
    if (computer?.readsFiles !== true) return depends('needs a file that was not read');
    const keys = computer.readPsk(value);
    return keys.kind === 'keys' ? FINE : fatal('Failed to read PSK secrets', ...keys.details);
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
    case 'local': {
      const resolution = resolveHost(value);
      if (resolution.kind === 'depends') return depends(`needs the address of ${resolution.host}`);
      return resolution.kind === 'resolves' ? FINE : fatal('Failed to resolve local address');
    }
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

const socketFlags = words(
  'SO_DEBUG SO_DONTROUTE SO_KEEPALIVE SO_OOBINLINE SO_REUSEADDR SO_EXCLUSIVEADDRUSE TCP_NODELAY IP_FREEBIND IP_BINDANY ' +
    'IPV6_BINDANY IPV6_V6ONLY',
);
const socketNumbers = words(
  'SO_RCVBUF SO_SNDBUF SO_RCVLOWAT SO_SNDLOWAT TCP_KEEPCNT TCP_KEEPIDLE TCP_KEEPINTVL IP_TOS IP_TTL',
);
const socketPairs = words('SO_LINGER SO_RCVTIMEO SO_SNDTIMEO');

/** `a|l|r:OPTION=VALUE[:VALUE]`; names are case-sensitive, and an empty number is zero. */
function isSocketOption(text: string): boolean {
  const parts = /^[alr]:([^=]*)=(.*)$/.exec(text);
  if (parts === null) return false;
  const [, name = '', value = ''] = parts;
  const isNumber = (part: string) => part === '' || readInt(part) !== null;
  if (socketFlags.has(name)) return isOneOf(value, words('yes no 1 0'));
  if (socketNumbers.has(name)) return isNumber(value);
  if (socketPairs.has(name)) {
    const colon = value.indexOf(':');
    return colon < 0 ? isNumber(value) : isNumber(value.slice(0, colon)) && isNumber(value.slice(colon + 1));
  }
  return name === 'SO_BINDTODEVICE' && new TextEncoder().encode(value).length < 256;
}
