/** Whether an imported service is one that a profile exists for already. Pure. */
import type { Difference, ImportMatch } from '../../preload/import-preview.ts';
import type { Profile, TlsOptions, Trust } from '../../preload/types.ts';
import { differencesBetween, updateOf } from './compare.ts';
import type { ProfileTemplate, ProposedService } from './proposal.ts';

export interface Match {
  /** The profile's id. */
  readonly match: string;
  readonly by: 'endpoints' | 'origin';
  /** Why it may be another server's; see `ImportMatch`. Left out: it is the same server. */
  readonly doubt?: NonNullable<ImportMatch['doubt']>;
  /** Empty: the profile is as the import would make it. */
  readonly differences: readonly Difference[];
}

/**
 * The profile that each service is a newer version of, by the service's key; services without one are missing. No
 * profile is matched twice: where several services could be the same one, the closest has it.
 */
export function matchServices(
  services: readonly ProposedService[],
  profiles: readonly Profile[],
): ReadonlyMap<string, Match> {
  const pairs = services
    .filter(({ view }) => view.problem === null)
    .flatMap((service) =>
      profiles.filter(({ demo }) => !demo).map((profile) => ({ service, profile, ...closeness(service, profile) })),
    )
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
  const matches = new Map<string, Match>();
  const taken = new Set<string>();
  for (const { service, profile, by, doubt } of pairs) {
    if (matches.has(service.view.key) || taken.has(profile.id)) continue;
    taken.add(profile.id);
    const differences = differencesBetween(profile, updateOf(profile, service));
    matches.set(service.view.key, { match: profile.id, by, ...(doubt === null ? {} : { doubt }), differences });
  }
  return matches;
}

interface Closeness {
  /** 0: it is another service. */
  readonly score: number;
  readonly by: Match['by'];
  readonly doubt: NonNullable<ImportMatch['doubt']> | null;
}

/**
 * Same server first, then same place in the same file, surely of this server before perhaps; what a person may have
 * changed since only breaks ties.
 */
function closeness({ view, template }: ProposedService, profile: Profile): Closeness {
  const { file, section } = template.origin;
  const sameOrigin =
    file !== null && section !== null && profile.origin.file === file && profile.origin.section === section;
  const sameServer = reachesSameServer(template, profile);
  if (!sameServer && !sameOrigin) return { score: 0, by: 'origin', doubt: null };
  const doubt = sameServer ? null : doubtOf(template, profile);
  const score =
    (sameServer ? 16 : 0) +
    (sameOrigin ? 8 : 0) +
    (doubt === null ? 4 : 0) +
    (view.application === profile.application ? 2 : 0) +
    (view.name === profile.name ? 1 : 0);
  return { score, by: sameServer ? 'endpoints' : 'origin', doubt };
}

/**
 * Why the same place in a file of the same name may be another server's: nearly every server has a `stunnel.conf`, and
 * many an `[ssh]` in it. A host that the file names decides, and where it names none the server's certificate.
 */
function doubtOf({ connect, trust }: ProfileTemplate, profile: Profile): Closeness['doubt'] {
  const named = connect.flatMap(({ host }) => (host === null ? [] : [hostKey(host)]));
  if (profile.connect.some(({ host }) => named.includes(hostKey(host)))) return null;
  if (named.length > 0) return 'other-host';
  return hasSamePin(trust, profile.trust) ? null : 'no-host';
}

/** Whether both accept one certificate and know it by its text. */
function hasSamePin(one: Trust, other: Trust): boolean {
  const pins = (trust: Trust) =>
    trust.kind === 'pinned'
      ? trust.certificates.flatMap((source) => (source.kind === 'pem' ? [source.pem.replace(/\s/g, '')] : []))
      : [];
  const own = new Set(pins(other));
  return pins(one).some((pem) => own.has(pem));
}

/** The same addresses in any order, and the same server name. */
export function reachesSameServer(
  one: Pick<ProfileTemplate, 'connect' | 'tls'>,
  other: Pick<ProfileTemplate, 'connect' | 'tls'>,
): boolean {
  return (
    keyOfConnect(one.connect) === keyOfConnect(other.connect) &&
    serverName(one.tls, one.connect) === serverName(other.tls, other.connect)
  );
}

const hostKey = (host: string) => host.toLowerCase().replace(/\.$/, '');

/** The same for the same addresses in any order; never that of a profile while one of them is a question. */
function keyOfConnect(connect: ProfileTemplate['connect']): string {
  return connect
    .map(({ host, port }) => `${host === null ? '?' : hostKey(host)} ${port ?? '?'}`)
    .sort()
    .join(', ');
}

/** What is sent in effect. */
function serverName({ sni }: TlsOptions, connect: ProfileTemplate['connect']): string {
  if (sni.kind === 'none') return '';
  return hostKey(sni.kind === 'name' ? sni.name : (connect[0]?.host ?? ''));
}
