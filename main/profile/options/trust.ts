/** How a client's section verifies its server, as Adit's trust (stunnel man page: verify, verifyChain, verifyPeer). */
import { hostSchema } from '../../../preload/schemas.ts';
import type { CertificateSource, Checks, Note, Trust } from '../../../preload/types.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { allOf, lastOf } from '../../conf/services.ts';
import { cite, noteOn } from '../notes/note.ts';
import { isPath, placePath } from './place-path.ts';

export interface ReadTrust {
  readonly trust: Trust;
  readonly checkAnsweredHost: boolean;
  /** For the preview: why it is so. */
  readonly reason: string;
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
  '/usr/local/etc/openssl/cert.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
  '/opt/homebrew/etc/ca-certificates/cert.pem',
]);

const isSystemRoots = (path: string) => systemRoots.has(path.replace(/\/+$/, ''));

/** As many as a profile keeps of each kind. */
const MOST_CHECKS = 32;

interface Verification {
  readonly chain: boolean;
  readonly peer: boolean;
}

/** Every line counts in its order: a level sets both, as in stunnel (`verify = 0` after `verifyPeer = yes` resets it). */
export function verificationOf(service: ConfService): Verification {
  let chain = false;
  let peer = false;
  for (const line of service.options) {
    const yes = line.meant.toLowerCase() === 'yes';
    if (line.canonical === 'verifyChain') chain = yes;
    if (line.canonical === 'verifyPeer') peer = yes;
    if (line.canonical === 'verify') {
      const level = Number(line.meant);
      chain = level >= 1 && level <= 3;
      peer = level === 3 || level === 4;
    }
  }
  return { chain, peer };
}

/** The trust of a client's section. `directory`: where relative paths begin; null when nobody knows. */
export function readTrust(service: ConfService, directory: string | null): ReadTrust {
  const { chain, peer } = verificationOf(service);
  const { checks, checkAnsweredHost, notes } = readChecks(service);
  if (!chain && !peer) {
    return {
      trust: { kind: 'system', checks },
      checkAnsweredHost,
      reason:
        'The file did not verify the server’s certificate. Adit does: it asks once when the system does not trust it.',
      notes,
    };
  }
  const { places, unusable } = placesIn(service, directory);
  const [first] = places;
  if (first === undefined) {
    return {
      trust: { kind: 'system', checks },
      checkAnsweredHost,
      reason: 'The file verifies the server, but names no certificates that Adit can use; the system’s roots decide.',
      notes: [...notes, ...unusable],
    };
  }
  if (!peer && places.every(({ path }) => isSystemRoots(path))) {
    return { ...systemTrust(checks, checkAnsweredHost, first.path), notes: [...notes, ...unusable] };
  }
  const listed = listOf(places);
  const common = { checkAnsweredHost, notes: [...notes, ...unusable] };
  if (chain && peer) {
    return {
      ...common,
      trust: { kind: 'authority', certificates: places, checks, peer: true },
      reason: `The file accepts only a server certificate that is in ${listed}, with the authority that issued it (verifyChain and verifyPeer).`,
    };
  }
  if (peer) {
    return {
      ...common,
      trust: { kind: 'pinned', certificates: places, checks },
      reason: `The file accepts only a server certificate that is in ${listed} (verifyPeer).`,
    };
  }
  return {
    ...common,
    trust: { kind: 'authority', certificates: places, checks },
    reason: `The file accepts certificates that were issued by an authority in ${listed} (verifyChain).`,
  };
}

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
  const otherwise =
    places.length > 0
      ? 'The other place that the file names decides.'
      : 'It asks once when the system does not trust the server.';
  const unusable = left.map((line) => noteOn(line, `This names no certificates that Adit can read. ${otherwise}`));
  return { places, unusable };
}

const listOf = (places: readonly Place[]) => places.map(({ path }) => cite(path)).join(' and ');

const systemTrust = (checks: Checks, checkAnsweredHost: boolean, place: string) => ({
  trust: { kind: 'system', checks } as const,
  checkAnsweredHost,
  reason: `${cite(place)} holds the certificates that the system trusts, so the system decides; the name is checked as well.`,
});

function readChecks(service: ConfService): { checks: Checks; checkAnsweredHost: boolean; notes: Note[] } {
  const notes: Note[] = [];
  let checkAnsweredHost = false;
  const collect = (canonical: string, valid: (value: string) => boolean): string[] =>
    allOf(service, canonical).flatMap((line, index) => {
      if (index >= MOST_CHECKS) {
        notes.push(noteOn(line, `Only the first ${MOST_CHECKS} of these are checked.`));
        return [];
      }
      if (hasPlaceholder(line.meant)) {
        checkAnsweredHost = true;
        notes.push(noteOn(line, 'This is a placeholder; the certificate is checked for the host that you enter.'));
        return [];
      }
      if (valid(line.meant)) return [line.meant];
      checkAnsweredHost = true;
      notes.push(noteOn(line, 'This cannot be checked; the certificate is checked for the host that you enter.'));
      return [];
    });
  const checks = {
    hosts: collect('checkHost', (value) => hostSchema.safeParse(value).success),
    emails: collect('checkEmail', (value) => value.length >= 3 && value.length <= 320),
    ips: collect('checkIP', (value) => hostSchema.safeParse(value).success),
  };
  return { checks, checkAnsweredHost, notes };
}
