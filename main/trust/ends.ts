/** When what this computer has in files ends: the certificate that it shows, and lists of what is revoked. */
import { createHash, X509Certificate } from 'node:crypto';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
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

/** The file with one's own certificate; `passphrase` opens a PKCS#12 file. */
export type OwnCertificate =
  | { readonly kind: 'pem'; readonly path: string }
  | { readonly kind: 'pkcs12'; readonly path: string; readonly passphrase: string };

/** What cannot be read or opened is left out: the tunnel itself says so. Never rejects. */
export async function endsOfFiles(
  certificate: OwnCertificate | null,
  lists: readonly string[],
): Promise<readonly FileEnd[]> {
  const [own, revoked] = await Promise.all([
    certificate === null
      ? []
      : readNamedFile(certificate.path, MOST_BYTES)
          .then((file) => endOf(certificate.kind === 'pem' ? new X509Certificate(file) : inside(file, certificate)))
          .catch(() => []),
    lists.length === 0 ? [] : endsOfLists(lists).catch(() => []),
  ]);
  return [...own, ...revoked];
}

/** What a PKCS#12 file holds for a TLS connection. Only the TLS library opens such files, so one that goes nowhere tells. */
function inside(pfx: Buffer, { passphrase }: { readonly passphrase: string }): X509Certificate | undefined {
  const nowhere = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  const socket = new TLSSocket(nowhere, { secureContext: createSecureContext({ pfx, passphrase }) });
  try {
    return socket.getX509Certificate();
  } finally {
    socket.destroy();
    nowhere.destroy();
  }
}

function endOf(certificate: X509Certificate | undefined): readonly FileEnd[] {
  if (certificate === undefined) return [];
  const { fingerprint256: id, validFrom, validTo } = certificate;
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
