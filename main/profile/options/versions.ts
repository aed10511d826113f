/**
 * Which TLS versions a section allows (stunnel man page: sslVersion, sslVersionMin, sslVersionMax, options = NO_TLSv…). A
 * file may narrow Adit's own range, TLS 1.2 and newer. Wider it gets only by a client's file that names an old version as
 * its lowest: that a server would still take one, or that a switch forbids one of several, is no wish of the client's.
 */

import { tlsVersionSchema } from '../../../preload/fields/versions.ts';
import { type Sentence, told } from '../../../preload/sentence.ts';
import { protocolWords } from '../../../preload/status-words.ts';
import type { Note, TlsVersion } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import { allOf, type ConfService } from '../../conf/services.ts';
import { readVersion, readVersionSwitch } from '../../conf/values/versions.ts';
import { cite, noteOn } from '../notes/note.ts';
import type { Role } from './no-effect.ts';

const versions: readonly TlsVersion[] = tlsVersionSchema.options;

/** The lowest version without a wish: what the TLS libraries of all runtimes begin with, and stunnel's security level 2. */
const LOWEST: TlsVersion = 'TLSv1.2';

const isOld = (version: TlsVersion) => versions.indexOf(version) < versions.indexOf(LOWEST);

/** By which line no version is left; `old`: there is one, but none that is used without being named. */
export interface NoVersion {
  readonly line: OptionLine;
  readonly left: 'nothing' | 'old';
}

export interface ReadVersions {
  /** null: the default. */
  readonly minVersion: TlsVersion | null;
  readonly maxVersion: TlsVersion | null;
  /** null: a version is left. */
  readonly leavesNothing: NoVersion | null;
  readonly notes: readonly Note[];
}

/** `service`: with its commands as options. */
export function readVersions(service: ConfService, role: Role): ReadVersions {
  const notes: Note[] = [];
  const { lowest, highest } = readBounds(service, notes);
  const min = versionOf(lowest);
  const max = versionOf(highest);
  const nothing = { minVersion: null, maxVersion: null, notes };
  if (highest?.bound === 'SSLv3') return { ...nothing, leavesNothing: { line: highest.line, left: 'nothing' } };
  if (min !== null && max !== null && versions.indexOf(min) > versions.indexOf(max)) {
    const reason = toSay('note.versions.order', { lowest: min, highest: max });
    notes.push({ line: service.line, text: service.section ?? '', reason });
    return { ...nothing, leavesNothing: null };
  }

  const off = switchedOff(service);
  const from = min === null ? 0 : versions.indexOf(min);
  const to = max === null ? versions.length - 1 : versions.indexOf(max);
  const allowed = versions.slice(from, to + 1).filter((version) => !off.has(version));
  const asksForOld = role === 'client' && min !== null && isOld(min);
  const used = asksForOld ? allowed : allowed.filter((version) => !isOld(version));
  const [first] = used;
  const last = used.at(-1);
  if (first === undefined || last === undefined) {
    const line = [...off.values()].at(-1) ?? highest?.line;
    if (line === undefined) return { ...nothing, leavesNothing: null };
    if (role === 'client' || allowed.length === 0) {
      return { ...nothing, leavesNothing: { line, left: allowed.length === 0 ? 'nothing' : 'old' } };
    }
    const newest = allowed.at(-1);
    notes.push(noteOn(line, toSay('note.versions.old', { version: protocolWords(newest ?? LOWEST) })));
    return { ...nothing, leavesNothing: null };
  }
  // What only forbids versions below the default says nothing new.
  const isDefault = !asksForOld && first === LOWEST && allowed[0] !== first;
  const raised = first === versions[from] ? min : first;
  return {
    minVersion: isDefault ? null : raised,
    maxVersion: last === versions[to] ? max : last,
    leavesNothing: null,
    notes,
  };
}

const NO_SSL3 = toSay('note.versions.ssl3');

/** Why a section cannot become a profile; null when a version is left. `where`: whose file it is, and so where to change it. */
export function explainNoVersion(none: NoVersion | null, where: 'server' | 'file'): Sentence | null {
  if (none === null) return null;
  const about = { line: cite(none.line.raw.trim()), place: none.line.place, where };
  return none.left === 'nothing' ? told('problem.versions.none', about) : told('problem.versions.old', about);
}

interface BoundLine {
  readonly line: OptionLine;
  readonly bound: NonNullable<ReturnType<typeof readVersion>>;
}

const versionOf = (one: BoundLine | null): TlsVersion | null =>
  one === null || one.bound === 'all' || one.bound === 'SSLv3' ? null : one.bound;

/** The last line counts for each end; `sslVersion` is one for both. */
function readBounds(service: ConfService, notes: Note[]): { lowest: BoundLine | null; highest: BoundLine | null } {
  let lowest: BoundLine | null = null;
  let highest: BoundLine | null = null;
  for (const line of service.options) {
    const { canonical } = line;
    if (canonical !== 'sslVersion' && canonical !== 'sslVersionMin' && canonical !== 'sslVersionMax') continue;
    const bound = readVersion(line.meant);
    if (bound === null) {
      notes.push(
        noteOn(
          line,
          hasPlaceholder(line.meant)
            ? toSay('note.versions.placeholder')
            : toSay('note.versions.unknown', { version: cite(line.meant) }),
        ),
      );
      continue;
    }
    if (bound === 'SSLv3') notes.push(noteOn(line, NO_SSL3));
    if (canonical !== 'sslVersionMax') lowest = { line, bound };
    if (canonical !== 'sslVersionMin') highest = { line, bound };
  }
  return { lowest, highest };
}

/** `options = NO_TLSv1.2` and the like, each with its line. */
function switchedOff(service: ConfService): ReadonlyMap<TlsVersion, OptionLine> {
  const off = new Map<TlsVersion, OptionLine>();
  for (const line of allOf(service, 'options')) {
    const found = readVersionSwitch(line.meant);
    if (found === null) continue;
    off.delete(found.version);
    if (found.isOff) off.set(found.version, line);
  }
  return off;
}
