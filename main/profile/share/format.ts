/**
 * How shared profiles are written down: as a file, `{"format": "adit-share", "version", "profiles"}`, and as a link,
 * `adit://import?v=VERSION&p=PROFILES&c=CERTIFICATES`. The version is the store's, and so are the migrations. In a link
 * the profiles are JSON in base64url, and certificates stand beside them as DER in base64url, joined by dots: a link is
 * also shown as a picture, where every byte counts.
 */
import { Buffer } from 'node:buffer';
import { type FieldsWith, profileParts } from '../../../preload/fields/profile.ts';
import type { Profile } from '../../../preload/types.ts';
import { defined } from '../optional-fields.ts';
import { certificatesIn, toPem } from '../pem.ts';
import { STORE_VERSION } from '../stored.ts';
import { isLink, MAX_LINK } from './link.ts';

export const SHARE_FORMAT = 'adit-share';

/** In characters: of a file; of a link that is made, which has to survive mail and Windows. */
export const MAX_FILE = 1_048_576;
export const MAX_LINK_MADE = 8_000;
export const MAX_PROFILES = 200;

/** What of a profile is shared: nothing that is about this computer, and nothing of the import it came from. */
export type SharedProfile = Omit<Profile, 'id' | 'demo' | 'origin' | FieldsWith<{ readonly shared: 'never' }>>;

/** What fields are when they are left out, which keeps links short. */
export const blankProfile: Partial<SharedProfile> = profileParts(({ usual }) => usual);

export type Unpacked =
  | { readonly ok: true; readonly version: number; readonly profiles: readonly unknown[] }
  | { readonly ok: false; readonly reason: 'not-ours' | 'damaged' | 'too-large' };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the text is worth being read as shared profiles: a link, or a file that names the format. */
export const isShared = (text: string) => isLink(text) || /^\uFEFF?\s*\{[^{}]{0,200}"adit-share"/.test(text);

export function packFile(profiles: readonly SharedProfile[]): string {
  return `${JSON.stringify({ format: SHARE_FORMAT, version: STORE_VERSION, profiles }, null, 2)}\n`;
}

export function packLink(profiles: readonly SharedProfile[]): string {
  const bare = profiles.map((profile) => withoutDefaults(withCertificates(profile, [])));
  const certificates = profiles.flatMap((profile) => {
    const sources = sourcesOf(profile);
    if (sources === null) return [];
    const ders = sources.flatMap((source) => (source.kind === 'pem' ? certificatesIn(source.pem) : []));
    return [`c=${ders.map((der) => Buffer.from(der).toString('base64url')).join('.')}`];
  });
  const packed = Buffer.from(JSON.stringify(bare)).toString('base64url');
  return `adit://import?${[`v=${STORE_VERSION}`, `p=${packed}`, ...certificates].join('&')}`;
}

const sourcesOf = ({ trust }: Pick<SharedProfile, 'trust'>) => ('certificates' in trust ? trust.certificates : null);

function withCertificates(profile: SharedProfile, pems: readonly string[]): SharedProfile {
  const { trust } = profile;
  if (!('certificates' in trust)) return profile;
  return { ...profile, trust: { ...trust, certificates: pems.map((pem) => ({ kind: 'pem', pem })) } };
}

function withoutDefaults(profile: SharedProfile): Partial<SharedProfile> {
  const blank: Readonly<Record<string, unknown>> = blankProfile;
  return Object.fromEntries(
    Object.entries(profile).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(blank[field])),
  );
}

/** The profiles of a file or link as unchecked data, with defaults filled in. Never throws. */
export function unpack(text: string): Unpacked {
  const unpacked = isLink(text) ? unpackLink(text.trim()) : unpackFile(text);
  if (!unpacked.ok) return unpacked;
  if (unpacked.profiles.length > MAX_PROFILES) return { ok: false, reason: 'too-large' };
  return {
    ...unpacked,
    profiles: unpacked.profiles.map((profile) =>
      isRecord(profile) ? defined({ ...blankProfile, ...profile }) : profile,
    ),
  };
}

function unpackFile(text: string): Unpacked {
  if (text.length > MAX_FILE) return { ok: false, reason: 'too-large' };
  const value = readJson(text.replace(/^\uFEFF/, ''));
  if (!isRecord(value)) return { ok: false, reason: isShared(text) ? 'damaged' : 'not-ours' };
  if (value['format'] !== SHARE_FORMAT) return { ok: false, reason: 'not-ours' };
  return checked(value['version'], value['profiles']);
}

function unpackLink(text: string): Unpacked {
  if (text.length > MAX_LINK) return { ok: false, reason: 'too-large' };
  const url = URL.canParse(text) ? new URL(text) : null;
  const isImport = url !== null && `${url.host}${url.pathname}`.replace(/\/$/, '').toLowerCase() === 'import';
  if (!isImport) return { ok: false, reason: 'not-ours' };
  const version = url.searchParams.get('v') ?? '';
  const packed = fromBase64url(url.searchParams.get('p'));
  const profiles = packed === null ? null : readJson(packed.toString());
  if (!Array.isArray(profiles)) {
    // A newer version may pack in another way; that it is newer is then the better answer.
    return isNewer(Number(version)) ? checked(Number(version), []) : { ok: false, reason: 'damaged' };
  }
  const lists = url.searchParams.getAll('c');
  const filled = (profiles as unknown[]).map((profile): unknown => {
    const trust = isRecord(profile) ? profile['trust'] : null;
    if (!isRecord(profile) || !isRecord(trust) || !('certificates' in trust)) return profile;
    const pem = pemOf(lists.shift() ?? '');
    return { ...profile, trust: { ...trust, certificates: pem === '' ? [] : [{ kind: 'pem', pem }] } };
  });
  return lists.length > 0 ? { ok: false, reason: 'damaged' } : checked(Number(version), filled);
}

function checked(version: unknown, profiles: unknown): Unpacked {
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return { ok: false, reason: 'damaged' };
  if (!Array.isArray(profiles)) {
    return isNewer(version) ? { ok: true, version, profiles: [] } : { ok: false, reason: 'damaged' };
  }
  return { ok: true, version, profiles };
}

export const isNewer = (version: number) => version > STORE_VERSION;

/** '' when one of them is no whole certificate: a pin that arrives in part is none. */
function pemOf(list: string): string {
  const pems = list.split('.').map((part) => {
    const der = fromBase64url(part);
    const pem = der === null ? '' : toPem(der);
    const [whole] = certificatesIn(pem);
    return whole !== undefined && whole.length === der?.length ? pem : '';
  });
  return pems.includes('') ? '' : pems.join('');
}

function fromBase64url(text: string | null): Buffer | null {
  return text !== null && /^[\w-]+$/.test(text) ? Buffer.from(text, 'base64url') : null;
}

/** undefined when it is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
