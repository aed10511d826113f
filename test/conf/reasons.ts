/** Why our verdict may differ from that of the stunnel that is installed. Everything else is a mistake of ours. */

import { findOption } from '../../main/conf/options.ts';
import { printable, strictLines } from '../../main/conf/strict/lines.ts';
import type { Verdict } from '../../main/conf/strict/verdict.ts';
import type { RealVerdict } from './real-stunnel.ts';

/** The last message, the verdict proper. */
export const messageOf = (verdict: Verdict): string | null =>
  verdict.kind === 'accepted' ? null : (verdict.messages.at(-1) ?? null);

interface Found {
  readonly where: string;
  readonly reason: string;
  /** Of the option that a line sets, as the manual spells it. */
  readonly option: string | null;
  readonly value: string;
}

/** A line that is cut has no reason. */
function read(message: string): Found {
  const line = /^x\.conf:\d+: "(.*)": (.*)$/s.exec(message) ?? /^x\.conf:\d+: "(.*)$/s.exec(message);
  if (line === null) {
    const [, where = '', reason = message] = /^(Service \[.*\]|Inetd mode|Global options): (.*)$/s.exec(message) ?? [];
    return { where, reason, option: null, value: '' };
  }
  const [, text = '', reason = ''] = line;
  const equals = text.indexOf('=');
  const name = text
    .slice(0, Math.max(0, equals))
    .replace(/^\uFEFF/, '')
    .trim();
  return { where: 'line', reason, option: findOption(name)?.name ?? null, value: text.slice(equals + 1).trim() };
}

/**
 * Where in the file a verdict falls: lines by their number, services half a line before the header that ends them.
 * Nothing (accepted) is after everything.
 */
function placeOf(message: string | null, content: string): number {
  if (message === null) return Number.POSITIVE_INFINITY;
  const line = /^x\.conf:(\d+): /.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const service = /^Service \[(.*)\]: /s.exec(message)?.[1];
  let current: string | null = null;
  for (const read of strictLines(content)) {
    if (read.kind === 'section') {
      if (current === null ? message.startsWith('Global options: ') : printable(current) === service)
        return read.number - 0.5;
      current = read.name;
    } else if (read.kind === 'option' && current !== null && findOption(read.name)?.name === 'service') {
      current = read.value;
    }
  }
  return Number.MAX_SAFE_INTEGER;
}

const newOptions: ReadonlySet<string | null> = new Set([
  ...['OCSPrequire', 'TIMEOUTocsp', 'CAstore', 'provider', 'providerParameter', 'setEnv'],
]);
const windowsOptions: ReadonlySet<string | null> = new Set(['taskbar', 'iconActive', 'iconError', 'iconIdle']);

/** stunnel refuses an option that its version or platform does not have, or values that it did not have. */
function whyUnknown({ reason, option }: Found): string | null {
  if (reason === 'Specified option name is not valid here') {
    if (newOptions.has(option)) return 'version: an option that came after 5.68';
    if (windowsOptions.has(option)) return 'platform: an option of Windows';
  }
  return option === 'retry' && reason === "The argument needs to be either 'yes' or 'no'"
    ? 'version: retry takes a number since 5.70'
    : null;
}

/** stunnel refuses what we leave to the machine. */
function whyRefused({ where, reason, option }: Found, { details }: RealVerdict): string | null {
  if (option === 'include') return 'machine: a folder to include';
  if (option === 'setuid' || option === 'setgid') return 'machine: an account';
  if (option === 'engine' || option === 'engineCtrl' || option === 'engineDefault')
    return 'machine: an engine of OpenSSL';
  if (option === 'PSKsecrets') return 'machine: a file of pre-shared keys';
  if (option === 'fips' || reason === 'Failed to initialize TLS') return 'machine: FIPS mode of the TLS library';
  if (where.startsWith('Service') && reason === 'Failed to initialize TLS context') return whyNoContext(details);
  return null;
}

/** Needs the files themselves, or the TLS library's opinion on a list. */
function whyNoContext(details: readonly string[]): string | null {
  // stunnel says this of every service without CAfile, also of those that it accepts.
  if (details.at(-1) === 'No trusted certificates found') return 'TLS context: trusted certificates';
  const said = details.filter((line) => !/^error queue|^No trusted certificates found$/.test(line)).slice(-2);
  const last = said.at(-1) ?? '';
  if (/CRL|crl|revocation/.test(said.join('\n'))) return 'TLS context: a file of revoked certificates';
  if (last.length > 1000 || /No such file|Is a directory|Permission denied|too long|fopen/i.test(last)) {
    return 'TLS context: a file that is not there';
  }
  return whyNoContextOf(said.join('\n'));
}

function whyNoContextOf(said: string): string | null {
  if (/cipher/i.test(said)) return 'TLS library: cipher lists';
  if (/curves|groups/i.test(said)) return 'TLS library: groups';
  if (/SSL_CONF|config/i.test(said)) return 'TLS library: OpenSSL commands';
  if (/PSK/.test(said)) return 'TLS context: a file of pre-shared keys';
  if (/CAfile|CApath|trusted certificates|verify locations|lookup/i.test(said))
    return 'TLS context: trusted certificates';
  if (/cert|key/i.test(said)) return 'TLS context: a certificate or private key';
  return null;
}

/** We refuse, as 5.75 does, what 5.68 let pass. */
function whyPassed({ reason }: Found): string | null {
  if (reason === '"verifyChain" has to be enabled for OCSP support')
    return 'version: 5.68 does not ask for verifyChain with OCSP';
  return reason === 'protocolHost not specified' ? 'version: 5.68 does not look for protocolHost at its start' : null;
}

/** The reason for a disagreement; null when there is none. */
export function explain(content: string, ours: Verdict, theirs: RealVerdict): string | null {
  // Its stack does not hold names of services and hosts of that length.
  if (theirs.crashed && content.split('\n').some((line) => line.length > 8000))
    return 'stunnel 5.68 crashes: a long line';
  if (theirs.crashed && messageOf(ours)?.endsWith(': Illegal syslog facility'))
    return 'stunnel 5.68 crashes: debug = .';
  if (theirs.message === null) return null;
  const own = messageOf(ours);
  if (theirs.cut && own?.startsWith(theirs.message)) return 'message: the same, cut by stunnel at 1024 bytes';
  const real = read(theirs.message);
  const ourPlace = placeOf(own, content);
  const realPlace = placeOf(theirs.message, content);
  if (ourPlace > realPlace) return whyUnknown(real) ?? whyRefused(real, theirs);
  if (own === null) return null;
  const found = read(own);
  if (ourPlace === realPlace) {
    if (found.reason.replace(', "CApath" or "CAstore"', ' or "CApath"') === real.reason) {
      return 'version: CAstore is named since 5.75';
    }
    const unknown = whyUnknown(real);
    if (unknown !== null) return unknown;
  }
  return whyPassed(found);
}
