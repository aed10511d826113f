/** How a client's section verifies its server, as Adit's trust (stunnel man page: verify, verifyChain, verifyPeer). */

import { namesIn } from '../../../preload/fields/trust.ts';
import type { ImportNeed } from '../../../preload/import-preview.ts';
import { hostSchema } from '../../../preload/schemas.ts';
import { quoted, type Sentence, told } from '../../../preload/sentence.ts';
import type { CertificateSource, Checks, Note, Trust } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import { allOf, type ConfService, lastOf } from '../../conf/services.ts';
import { cite, noteOn } from '../notes/note.ts';
import { isPath, placePath } from './place-path.ts';
import { noteUnread, type Verification, verificationOf } from './verification.ts';

/** Trust by certificates that are somewhere. */
export type TrustByFile = Extract<Trust, { readonly certificates: unknown }>;

export interface ReadTrust {
  readonly trust: Trust;
  readonly checkAnsweredHost: boolean;
  /** How the server is trusted once the person has chosen the file that the section does not name. Left out: as `trust`. */
  readonly trustByFile?: TrustByFile;
  readonly needs: readonly ImportNeed[];
  /** How, while a file has to be chosen. Left out: as `trust` says. */
  readonly words?: Text;
  /** For the preview: why it is so. */
  readonly reason: Sentence;
  readonly notes: readonly Note[];
}

/** Where distributions keep the roots that the system trusts, as a file or a directory. */
const systemRoots: ReadonlySet<string> = new Set([
  '/etc/ssl/certs',
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/ssl/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/certs',
  '/etc/pki/tls/cert.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ca-certificates/extracted/tls-ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem',
  '/usr/local/share/certs/ca-root-nss.crt',
  '/var/lib/ca-certificates/ca-bundle.pem',
]);

/** OpenSSL’s and the list of Homebrew, of each of its versions. */
const HOMEBREW = /^\/(?:usr\/local|opt\/homebrew)\/etc\/(?:openssl(?:@[\d.]+)?|ca-certificates)\/(?:cert\.pem|certs)$/;

const isSystemRoots = (path: string) => {
  const place = path.replace(/\/+$/, '');
  return systemRoots.has(place) || HOMEBREW.test(place);
};

/** A name of a place that holds the public authorities, which the system has as well. */
export const isPublicRoots = (path: string): boolean => isSystemRoots(path) || isListOfRoots(path);

/** Names that copies of the public authorities have: curl's and certifi's, Mozilla's, those of distributions. */
const isListOfRoots = (path: string) =>
  /(?:^|[/\\])(?:cacerts?|(?:curl-)?ca-(?:bundle|certs|certificates)|ca_?bundle|tls-ca-bundle|mozilla[\w-]*|public[-_]?(?:cas?|roots?))\.(?:pem|crt)$/i.test(
    path,
  );

/** As many as a profile keeps of each kind. */
const MOST_CHECKS = 32;

/** The trust of a client's section. `directory`: where relative paths begin; null when nobody knows. */
export function readTrust(service: ConfService, directory: string | null): ReadTrust {
  const verification = verificationOf(service);
  const { chain, peer } = verification;
  const { checks, checkAnsweredHost, notes: noted } = readChecks(service);
  const notes = [...noteUnread(verification, 'client'), ...noted];
  if (!chain && !peer) {
    return {
      trust: { kind: 'system', checks },
      checkAnsweredHost,
      reason: told('reason.trust.none'),
      needs: [],
      notes,
    };
  }
  const { places, unusable } = placesIn(service, directory);
  const [first] = places;
  if (first === undefined) {
    return askForCertificates(service, verification, { checks, checkAnsweredHost, notes });
  }
  if (!peer && places.every(({ path }) => isSystemRoots(path))) {
    return { ...systemTrust(checks, checkAnsweredHost, first.path), needs: [], notes: [...notes, ...unusable] };
  }
  const isUnnamed = !checkAnsweredHost && namesIn(checks).length === 0;
  if (!peer && isUnnamed) unusable.push(...noteNoName(service));
  const listed = listOf(places);
  const common = { checkAnsweredHost, needs: [], notes: [...notes, ...unusable] };
  if (chain && peer) {
    return {
      ...common,
      trust: { kind: 'authority', certificates: places, checks, peer: true },
      reason: told('reason.trust.peer', { listed }),
    };
  }
  if (peer) {
    return {
      ...common,
      trust: { kind: 'pinned', certificates: places, checks },
      reason: told('reason.trust.pinned', { listed }),
    };
  }
  return {
    ...common,
    trust: { kind: 'authority', certificates: places, checks },
    reason: told('reason.trust.authority', { listed }),
  };
}

/**
 * The section verifies, but names no file: where one is meant it is asked for. In place of a certificate that the server
 * itself has to show, public authorities decide only when the person says so.
 */
function askForCertificates(
  service: ConfService,
  { chain, peer, unread }: Verification,
  read: Pick<ReadTrust, 'checkAnsweredHost' | 'notes'> & { readonly checks: Checks },
): ReadTrust {
  const { checks } = read;
  const line = lastOf(service, 'CAfile') ?? lastOf(service, 'CApath');
  const common = { ...read, trust: { kind: 'system', checks } } as const;
  const meant =
    line === null || line.meant === ''
      ? toSay('reason.trust.noPlace')
      : toSay('reason.trust.placeholder', { text: cite(line.meant), place: line.place });
  if (peer) {
    const reason = told(chain ? 'need.trust.stored' : 'need.trust.one', { what: meant });
    const trustByFile: TrustByFile = chain
      ? { kind: 'authority', certificates: [], checks, peer: true }
      : { kind: 'pinned', certificates: [], checks };
    return {
      ...common,
      trustByFile,
      needs: [needPin(reason)],
      words: toSay('value.trust.chooseServer'),
      reason,
    };
  }
  const trustByFile: TrustByFile = { kind: 'authority', certificates: [], checks };
  if (line === null || line.meant === '') return withoutPlace(service, unread.length > 0, common);
  const reason = told('need.trust.authority', { what: meant });
  const needs = [needAuthority(reason, toSay('need.choose.theFile'), { asks: true })];
  return { ...common, trustByFile, needs, words: untilChosen(null), reason };
}

/** The store of Windows' roots, as a URI of OpenSSL's. */
const isWindowsRoots = (uri: string) => /^org\.openssl\.winstore:/i.test(uri);

/**
 * No file has the authorities. Who is trusted stays what the file says: the system's roots and nobody that a person might
 * be asked about, unless nobody can tell whether the file verifies at all.
 */
function withoutPlace(
  service: ConfService,
  isUnsure: boolean,
  read: Pick<ReadTrust, 'checkAnsweredHost' | 'notes'> & {
    readonly trust: Extract<Trust, { readonly kind: 'system' }>;
  },
): ReadTrust {
  const common = { ...read, trust: isUnsure ? read.trust : ({ ...read.trust, strict: true } as const), needs: [] };
  const store = lastOf(service, 'CAstore') ?? lastOf(service, 'CAengine');
  if (store === null) {
    return {
      ...common,
      reason: told('reason.trust.roots'),
    };
  }
  const place = cite(store.meant);
  if (isWindowsRoots(store.meant)) {
    return {
      ...common,
      reason: told('reason.trust.windows', { place }),
    };
  }
  const reason = told('need.trust.store', { place, line: store.place });
  return {
    ...common,
    trustByFile: { kind: 'authority', certificates: [], checks: read.trust.checks },
    needs: [needAuthority(reason, toSay('need.choose.aFile'), { asks: isUnsure })],
    words: isUnsure ? untilChosen(null) : toSay('value.trust.untilChosen'),
    reason,
  };
}

/**
 * The question for a file of authorities; `said`: what the configuration says, `choose`: what to choose, without its end.
 * `asks`: without the file a person is asked once about a certificate that the system does not trust.
 */
export const needAuthority = (said: Sentence, choose: Text, { asks }: { readonly asks: boolean }): ImportNeed => ({
  kind: 'authority',
  required: false,
  reason: told(asks ? 'need.until.asks' : 'need.until', { said, choose }),
  named: null,
});

/** Who decides while a file of authorities has to be chosen. */
export const untilChosen = (path: string | null): Text =>
  path === null ? toSay('value.trust.untilFile') : toSay('value.trust.untilPath', { path });

/** The question for a list of public authorities that the file names by one of their usual names. */
export const needList = (said: Sentence): ImportNeed => ({
  kind: 'authority',
  required: false,
  reason: told('need.list', { said }),
  named: null,
});

/** The question for the server's own certificate; `said`: what the configuration says. */
export const needPin = (said: Sentence): ImportNeed => ({
  kind: 'authority',
  required: true,
  reason: told('need.pin', { said }),
  named: null,
});

/** As stunnel warns at its start. */
function noteNoName(service: ConfService): Note[] {
  const line = lastOf(service, 'CAfile') ?? lastOf(service, 'CApath');
  return line === null ? [] : [noteOn(line, NO_NAME)];
}

export const NO_NAME = toSay('note.noName');

type Place = Exclude<CertificateSource, { readonly kind: 'pem' }>;

const placeOf = {
  CAfile: (path: string): Place => ({ kind: 'file', path }),
  CApath: (path: string): Place => ({ kind: 'directory', path }),
} as const;

/** CAfile and CApath, and a note for each that names nothing. */
function placesIn(service: ConfService, directory: string | null): { places: Place[]; unusable: Note[] } {
  const places: Place[] = [];
  const left: OptionLine[] = [];
  for (const option of ['CAfile', 'CApath'] as const) {
    const line = lastOf(service, option);
    if (line === null) continue;
    if (isPath(line.meant)) places.push(placeOf[option](placePath(line.meant, directory)));
    else left.push(line);
  }
  const unusable = left.map((line) => noteOn(line, toSay('note.noCertificates')));
  return { places, unusable };
}

/** CAfile and CApath at most. */
function listOf([first, second]: readonly Place[]): string | Text {
  const one = cite(first?.path ?? '');
  return second === undefined ? one : toSay('reason.trust.two', { one, other: cite(second.path) });
}

const systemTrust = (checks: Checks, checkAnsweredHost: boolean, place: string) => ({
  trust: { kind: 'system', checks, strict: true } as const,
  checkAnsweredHost,
  reason: told('reason.trust.system', { place: cite(place) }),
});

/** Words of a switch, which no host is called. */
const FLAG = /^(?:yes|no|true|false|on|off|none|[01])$/i;

function readChecks(service: ConfService): { checks: Checks; checkAnsweredHost: boolean; notes: Note[] } {
  const notes: Note[] = [];
  let checkAnsweredHost = false;
  const collect = (canonical: string, valid: (value: string) => boolean): string[] =>
    allOf(service, canonical).flatMap((line, index) => {
      if (index >= MOST_CHECKS) {
        notes.push(noteOn(line, toSay('note.checks.many', { count: MOST_CHECKS })));
        return [];
      }
      if (hasPlaceholder(line.meant)) {
        checkAnsweredHost = true;
        notes.push(noteOn(line, toSay('note.checks.placeholder')));
        return [];
      }
      if (FLAG.test(line.meant)) {
        checkAnsweredHost = true;
        notes.push(noteOn(line, toSay('note.checks.flag', { value: quoted(cite(line.meant)) })));
        return [];
      }
      if (valid(line.meant)) return [line.meant];
      checkAnsweredHost = true;
      notes.push(noteOn(line, toSay('note.checks.unusable')));
      return [];
    });
  const checks = {
    hosts: collect('checkHost', (value) => hostSchema.safeParse(value).success),
    emails: collect('checkEmail', (value) => value.length >= 3 && value.length <= 320),
    ips: collect('checkIP', (value) => hostSchema.safeParse(value).success),
  };
  return { checks, checkAnsweredHost, notes };
}
