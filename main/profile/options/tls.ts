/** TLS settings of a section: versions, ciphers, groups. For a server's section, what it asks of its clients. */

import { tlsVersionSchema } from '../../../preload/schemas.ts';
import type { Note, TlsOptions, TlsVersion } from '../../../preload/types.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { allOf, lastOf } from '../../conf/services.ts';
import { isTlsOption } from '../../conf/strict/values.ts';
import { defaultSessions } from '../defaults.ts';
import { cite, noteOn } from '../notes/note.ts';
import { withCommands } from './config-commands.ts';

type Bounds = Pick<TlsOptions, 'minVersion' | 'maxVersion' | 'ciphers' | 'curves'>;
type Extras = Pick<TlsOptions, 'ciphersuites' | 'securityLevel' | 'options' | 'sessions'>;

const versions: readonly TlsVersion[] = tlsVersionSchema.options;

/** stunnel's default for `ciphers`; it restricts nothing that matters here. */
const DEFAULT_CIPHERS = 'HIGH:!aNULL:!SSLv2:!DH:!kDHEPSK';

type Bound =
  | { readonly kind: 'version'; readonly version: TlsVersion }
  | { readonly kind: 'all' }
  /** It is in no TLS library any more. */
  | { readonly kind: 'ssl3' }
  | { readonly kind: 'bad' };

function readBound(line: OptionLine): Bound {
  const text = line.meant.toLowerCase();
  if (text === 'all') return { kind: 'all' };
  if (text === 'sslv3') return { kind: 'ssl3' };
  const version = versions.find((known) => known.toLowerCase() === text);
  return version === undefined ? { kind: 'bad' } : { kind: 'version', version };
}

interface ReadBounds {
  readonly tls: Bounds;
  /** The line by which no version is left that a TLS library has; null: there is one. */
  readonly leavesNothing: OptionLine | null;
  readonly notes: readonly Note[];
}

/** The versions and lists that the section sets; notes for what cannot be taken over. */
export function readTlsBounds(section: ConfService): ReadBounds {
  const service = withCommands(section);
  const notes: Note[] = [];
  let min: TlsVersion | null = null;
  let max: TlsVersion | null = null;
  let leavesNothing: OptionLine | null = null;
  for (const line of service.options) {
    const { canonical } = line;
    if (canonical !== 'sslVersion' && canonical !== 'sslVersionMin' && canonical !== 'sslVersionMax') continue;
    const bound = readBound(line);
    if (bound.kind === 'bad') {
      notes.push(
        noteOn(
          line,
          hasPlaceholder(line.meant)
            ? 'The TLS version is a placeholder; every version is allowed.'
            : `${cite(line.meant)} is not a TLS version that Adit can use; it was left out.`,
        ),
      );
      continue;
    }
    if (bound.kind === 'ssl3') notes.push(noteOn(line, 'SSL 3 is in no TLS library any more.'));
    const version = bound.kind === 'version' ? bound.version : null;
    if (canonical !== 'sslVersionMax') min = version;
    if (canonical !== 'sslVersionMin') {
      max = version;
      leavesNothing = bound.kind === 'ssl3' ? line : null;
    }
  }
  const left = applySwitches(service, min, max);
  leavesNothing ??= left.leavesNothing;
  ({ min, max } = left);
  // Without a lower bound the TLS library starts at TLS 1.2, and a maximum below that would leave nothing.
  if (min === null && max !== null && versions.indexOf(max) < versions.indexOf('TLSv1.2')) min = 'TLSv1';
  if (min !== null && max !== null && versions.indexOf(min) > versions.indexOf(max)) {
    notes.push({
      line: service.line,
      text: service.section ?? '',
      reason: `The lowest TLS version (${min}) is above the highest (${max}); both were left out.`,
    });
    min = null;
    max = null;
  }
  const ciphers = lastOf(service, 'ciphers');
  const curves = lastOf(service, 'curves');
  return {
    tls: {
      minVersion: min,
      maxVersion: max,
      ciphers: readList(ciphers, notes, 4096, DEFAULT_CIPHERS),
      curves: readList(curves, notes, 1024, null),
    },
    leavesNothing,
    notes,
  };
}

/** Why a section cannot become a profile; null when a version is left. */
export const explainNoVersion = (line: OptionLine | null, where: string): string | null =>
  line === null
    ? null
    : `“${cite(line.raw.trim())}” (line ${line.number}) leaves no TLS version that exists today. Allow TLS 1.2 or newer ${where}, and import it again.`;

interface Range {
  readonly min: TlsVersion | null;
  readonly max: TlsVersion | null;
  readonly leavesNothing: OptionLine | null;
}

/** `options = NO_TLSv1.2` and the like: versions that are switched off at either end narrow the range. */
function applySwitches(service: ConfService, min: TlsVersion | null, max: TlsVersion | null): Range {
  const off = new Map<string, OptionLine>();
  for (const line of allOf(service, 'options')) {
    const name = /^(-?)NO_(TLSv1(?:[._][123])?)$/i.exec(line.meant);
    const version = name?.[2]?.toLowerCase().replace('_', '.').replace('tlsv1.0', 'tlsv1');
    if (version === undefined) continue;
    if (name?.[1] === '-') off.delete(version);
    else off.set(version, line);
  }
  const from = min === null ? 0 : versions.indexOf(min);
  const to = max === null ? versions.length - 1 : versions.indexOf(max);
  const left = versions.slice(from, to + 1).filter((version) => !off.has(version.toLowerCase()));
  const lowest = left[0];
  const highest = left.at(-1);
  if (lowest === undefined || highest === undefined) {
    const isRange = from <= to;
    return { min, max, leavesNothing: isRange ? ([...off.values()].at(-1) ?? null) : null };
  }
  return {
    min: lowest === versions[from] ? min : lowest,
    max: highest === versions[to] ? max : highest,
    leavesNothing: null,
  };
}

function readList(line: OptionLine | null, notes: Note[], limit: number, ignored: string | null): string | null {
  if (line === null || line.meant === '' || line.meant === ignored) return null;
  if (hasPlaceholder(line.meant)) {
    notes.push(noteOn(line, 'This is a placeholder; the default is used.'));
    return null;
  }
  if (line.meant.length > limit) {
    notes.push(noteOn(line, 'This list is too long; the default is used.'));
    return null;
  }
  return line.meant;
}

/** `options = NO_TLSv1.2` and the like, which became part of the range of versions. */
const VERSION_SWITCH = /^-?no_tlsv1(?:[._][0123])?$/i;
/** What is so anyway, or never done. */
const OLD_SWITCH = /^-?no_sslv[23]$/i;

/** As many as a profile keeps. */
const MOST_OPTIONS = 64;

/** What a client's section sets beyond that; only where it says something. */
export function readTlsExtras(section: ConfService): { readonly tls: Extras; readonly notes: readonly Note[] } {
  const service = withCommands(section);
  const notes: Note[] = [];
  const suites = lastOf(service, 'ciphersuites');
  const ciphersuites = readList(suites, notes, 1024, null);
  const options = allOf(service, 'options').filter((line) => {
    const { meant } = line;
    if (VERSION_SWITCH.test(meant) || OLD_SWITCH.test(meant)) return false;
    return isTlsOption(meant);
  });
  for (const line of options.slice(MOST_OPTIONS))
    notes.push(noteOn(line, 'There are too many of them; it was left out.'));
  const sessions = readSessions(service, notes);
  const level = lastOf(service, 'securityLevel');
  const isLevel = level !== null && /^[0-5]$/.test(level.meant);
  if (level !== null && !isLevel) notes.push(noteOn(level, 'Security levels go from 0 to 5; the line was left out.'));
  return {
    tls: {
      ...(ciphersuites === null ? {} : { ciphersuites }),
      ...(isLevel ? { securityLevel: Number(level.meant) } : {}),
      ...(options.length === 0 ? {} : { options: options.slice(0, MOST_OPTIONS).map(({ meant }) => meant) }),
      ...(sessions === null ? {} : { sessions }),
    },
    notes,
  };
}

/** The largest number that stunnel reads. */
const LARGEST = 2_147_483_647;

function readSessions(service: ConfService, notes: Note[]): TlsOptions['sessions'] | null {
  const resume = lastOf(service, 'sessionResume');
  const numbers = [lastOf(service, 'sessionCacheSize'), lastOf(service, 'sessionCacheTimeout')] as const;
  if (resume === null && numbers.every((line) => line === null)) return null;
  const [size, timeout] = numbers.map((line, index) => {
    const otherwise = index === 0 ? defaultSessions.size : defaultSessions.timeout;
    if (line === null) return otherwise;
    if (/^\d{1,10}$/.test(line.meant)) return Math.min(Number(line.meant), LARGEST);
    notes.push(noteOn(line, `This is no number; ${otherwise} is used.`));
    return otherwise;
  });
  return {
    resume: resume?.meant.toLowerCase() !== 'no',
    size: size ?? defaultSessions.size,
    timeout: timeout ?? defaultSessions.timeout,
  };
}
