/** TLS settings of a section: versions, ciphers, groups. For a server's section, what it asks of its clients. */
import type { Note, TlsOptions } from '../../../preload/types.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { allOf, lastOf } from '../../conf/services.ts';
import { isTlsOption } from '../../conf/strict/values.ts';
import { defaultSessions } from '../defaults.ts';
import { noteOn } from '../notes/note.ts';
import { withCommands } from './config-commands.ts';
import type { Role } from './no-effect.ts';
import { type ReadVersions, readVersions } from './versions.ts';

type Bounds = Pick<TlsOptions, 'minVersion' | 'maxVersion' | 'ciphers' | 'curves'>;
type Extras = Pick<TlsOptions, 'ciphersuites' | 'securityLevel' | 'options' | 'sessions'>;

/** stunnel's default for `ciphers`; it restricts nothing that matters here. */
const DEFAULT_CIPHERS = 'HIGH:!aNULL:!SSLv2:!DH:!kDHEPSK';

interface ReadBounds extends Pick<ReadVersions, 'leavesNothing' | 'notes'> {
  readonly tls: Bounds;
}

/** The versions and lists that the section sets; notes for what cannot be taken over. */
export function readTlsBounds(section: ConfService, role: Role): ReadBounds {
  const service = withCommands(section);
  const { minVersion, maxVersion, leavesNothing, notes } = readVersions(service, role);
  const more: Note[] = [];
  const ciphers = readList(lastOf(service, 'ciphers'), more, 4096, DEFAULT_CIPHERS);
  const curves = readList(lastOf(service, 'curves'), more, 1024, null);
  return { tls: { minVersion, maxVersion, ciphers, curves }, leavesNothing, notes: [...notes, ...more] };
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
