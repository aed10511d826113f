/** When what this computer has in files ends: the certificate that it shows, and lists of what is revoked. */
import { createHash, X509Certificate } from 'node:crypto';
import { MOST_BYTES, readNamedFile } from '../disk/named-file.ts';
import { openLists } from './list-store.ts';

export interface FileEnd {
  readonly kind: 'client-certificate' | 'revocation-list';
  /** The same for the same certificate or list. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
}

/** What cannot be read is left out: the tunnel itself says so. Never rejects. */
export async function endsOfFiles(certificate: string | null, lists: readonly string[]): Promise<readonly FileEnd[]> {
  const [own, revoked] = await Promise.all([
    certificate === null
      ? []
      : readNamedFile(certificate, MOST_BYTES)
          .then(endOfCertificate)
          .catch(() => []),
    lists.length === 0 ? [] : endsOfLists(lists).catch(() => []),
  ]);
  return [...own, ...revoked];
}

function endOfCertificate(file: Buffer): readonly FileEnd[] {
  const { fingerprint256: id, validFrom, validTo } = new X509Certificate(file);
  return [{ kind: 'client-certificate', id, from: Date.parse(validFrom), until: Date.parse(validTo) }];
}

/** Of several lists of one authority the one that holds longest counts. */
async function endsOfLists(paths: readonly string[]): Promise<readonly FileEnd[]> {
  const opened = await openLists(paths);
  if (!opened.ok) return [];
  const ends = new Map<string, FileEnd>();
  for (const { issuer, thisUpdate, nextUpdate } of await opened.store.current(performance.now())) {
    const key = issuer.toString('base64');
    if (nextUpdate === null || (ends.get(key)?.until ?? 0) >= nextUpdate) continue;
    const id = createHash('sha256').update(issuer).update(String(nextUpdate)).digest('hex');
    ends.set(key, { kind: 'revocation-list', id, from: thisUpdate, until: nextUpdate });
  }
  return [...ends.values()];
}
