/** TLS settings of a section that are more than one line: versions, switches, sessions. */
import type { Note, TlsOptions } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { allOf, type ConfService, lastOf } from '../../conf/services.ts';
import { readInt } from '../../conf/values/numbers.ts';
import { isSslSwitch, readVersionSwitch } from '../../conf/values/versions.ts';
import { isTlsOption, readFlag } from '../../conf/values/words.ts';
import { defaultSessions } from '../defaults.ts';
import { noteOn } from '../notes/note.ts';
import { withCommands } from './config-commands.ts';
import type { Role } from './no-effect.ts';
import { type ReadVersions, readVersions } from './versions.ts';

type Versions = Pick<TlsOptions, 'minVersion' | 'maxVersion'>;
type Extras = Pick<TlsOptions, 'options' | 'sessions'>;

interface ReadTlsVersions extends Pick<ReadVersions, 'leavesNothing' | 'notes'> {
  readonly tls: Versions;
}

/** The versions that the section leaves; notes for what cannot be taken over. */
export function readTlsVersions(section: ConfService, role: Role): ReadTlsVersions {
  const { minVersion, maxVersion, leavesNothing, notes } = readVersions(withCommands(section), role);
  return { tls: { minVersion, maxVersion }, leavesNothing, notes };
}

/** As many as a profile keeps. */
const MOST_OPTIONS = 64;

/** What a client's section sets beyond versions and single lines; only where it says something. */
export function readTlsExtras(section: ConfService): { readonly tls: Extras; readonly notes: readonly Note[] } {
  const service = withCommands(section);
  const notes: Note[] = [];
  const options = allOf(service, 'options').filter((line) => {
    const { meant } = line;
    // The former became part of the range of versions, the latter is so anyway, or never done.
    return readVersionSwitch(meant) === null && !isSslSwitch(meant) && isTlsOption(meant);
  });
  for (const line of options.slice(MOST_OPTIONS)) notes.push(noteOn(line, toSay('note.tooMany')));
  const sessions = readSessions(service, notes);
  return {
    tls: {
      ...(options.length === 0 ? {} : { options: options.slice(0, MOST_OPTIONS).map(({ meant }) => meant) }),
      ...(sessions === null ? {} : { sessions }),
    },
    notes,
  };
}

/** A count or a time that stunnel takes; null for less than none as well. */
const readCount = (text: string): number | null => {
  const number = readInt(text);
  return number === null || number < 0 ? null : number;
};

function readSessions(service: ConfService, notes: Note[]): TlsOptions['sessions'] | null {
  const resume = lastOf(service, 'sessionResume');
  const size = lastOf(service, 'sessionCacheSize');
  const timeout = lastOf(service, 'sessionCacheTimeout');
  if (resume === null && size === null && timeout === null) return null;
  const read = <Value>(line: OptionLine | null, value: (text: string) => Value | null, otherwise: Value): Value => {
    const found = line === null ? otherwise : value(line.meant);
    if (found === null && line !== null) {
      notes.push(noteOn(line, toSay('note.value', { value: String(otherwise) })));
    }
    return found ?? otherwise;
  };
  return {
    resume: readFlag(resume?.meant ?? '') ?? defaultSessions.resume,
    size: read(size, readCount, defaultSessions.size),
    timeout: read(timeout, readCount, defaultSessions.timeout),
  };
}
