/** The decision whether a server's certificate is accepted. Pure: the TLS library's verdict on the chain is an input. */
import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Checks, TunnelError } from '../../preload/types.ts';
import { describeCertificate } from './describe.ts';
import { matchesPin } from './pin.ts';

/** A profile's trust with its certificates read from their files. */
export type LoadedTrust =
  | { readonly kind: 'system'; readonly checks: Checks; readonly strict?: true | undefined }
  | {
      readonly kind: 'authority';
      readonly certificates: readonly X509Certificate[];
      readonly checks: Checks;
      /** The leaf has to be one of the certificates as well. */
      readonly peer?: true | undefined;
    }
  | { readonly kind: 'pinned'; readonly certificates: readonly X509Certificate[]; readonly checks: Checks }
  | { readonly kind: 'none' };

export interface Presented {
  /** As the server sent them, leaf first. */
  readonly chain: readonly X509Certificate[];
  /**
   * What the TLS library says of the chain to the authorities in use (names aside), null when it is good. Means
   * nothing for `pinned` and `none`, which do not build chains.
   */
  readonly verdict: string | null;
}

/** Verdicts about dates, of any certificate of the chain. */
const DATES: Partial<Record<string, 'expired' | 'not-yet-valid'>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
};

/**
 * Null when the certificate is accepted, otherwise why not. `host` is the connect host, `now` milliseconds since the
 * epoch. Expiry is looked at first: it is what no other decision can heal (stunnel does not ignore it for verifyPeer
 * either; verify.c). `systemTrusts` in the result is known only for `system`; others have to ask with `system` trust.
 */
export function judge(presented: Presented, trust: LoadedTrust, host: string, now: number): TunnelError | null {
  if (trust.kind === 'none') return null;
  const [leaf] = presented.chain;
  if (leaf === undefined) {
    return { kind: 'internal', code: 'NO_CERTIFICATE', detail: 'the server sent no certificate' };
  }
  const when = dateFault(leaf, now);
  if (when !== null) return { kind: 'cert-expired', host, when, certificate: describeCertificate(leaf) };

  if (trust.kind !== 'pinned' && presented.verdict !== null) {
    return chainFault(presented, leaf, presented.verdict, trust, host, now);
  }
  if (needsPeer(trust) && !matchesPin(leaf, trust.certificates)) {
    const expected = expectedOf(trust).map((each) => describeCertificate(each));
    return { kind: 'cert-changed', host, expected, certificate: describeCertificate(leaf), systemTrusts: false };
  }
  return nameFault(leaf, trust, host);
}

type WithPeer = Extract<LoadedTrust, { readonly kind: 'authority' | 'pinned' }>;

const needsPeer = (trust: LoadedTrust): trust is WithPeer =>
  trust.kind === 'pinned' || (trust.kind === 'authority' && trust.peer === true);

/** What the server might have shown: authorities lie beside its certificate only to vouch for it. */
function expectedOf({ kind, certificates }: WithPeer): readonly X509Certificate[] {
  const servers = kind === 'pinned' ? certificates : certificates.filter(({ ca }) => !ca);
  return servers.length > 0 ? servers : certificates;
}

/** Whom a profile names, as stunnel's verifyChain and checkHost do, no person is asked to accept another instead of. */
const strictnessOf = (trust: LoadedTrust): { readonly strict?: true } =>
  trust.kind === 'system' && !trust.strict ? {} : { strict: true };

function chainFault(
  { chain }: Presented,
  leaf: X509Certificate,
  code: string,
  trust: LoadedTrust,
  host: string,
  now: number,
): TunnelError {
  const certificate = describeCertificate(leaf);
  if (code === 'CERT_REVOKED') return { kind: 'cert-revoked', host, certificate };
  const when = DATES[code];
  if (when !== undefined) {
    const faulty = chain.find((each) => dateFault(each, now) !== null) ?? leaf;
    return { kind: 'cert-expired', host, when, certificate: describeCertificate(faulty) };
  }
  return { kind: 'cert-untrusted', host, code, certificate, systemTrusts: false, ...strictnessOf(trust) };
}

/** Whether a certificate is outside its validity at `now` (milliseconds since the epoch), and on which side. */
export function dateFault(certificate: X509Certificate, now: number): 'expired' | 'not-yet-valid' | null {
  if (Date.parse(certificate.validTo) < now) return 'expired';
  return Date.parse(certificate.validFrom) > now ? 'not-yet-valid' : null;
}

/**
 * stunnel's checkHost, checkEmail and checkIP are one list of which any match is enough. Without any, `system` checks the
 * host that is connected to; `authority` and `pinned` check no name, as stunnel's verifyChain and verifyPeer.
 */
function nameFault(
  leaf: X509Certificate,
  trust: Exclude<LoadedTrust, { readonly kind: 'none' }>,
  host: string,
): TunnelError | null {
  const { hosts, emails, ips } = trust.checks;
  const expected = [...hosts, ...emails, ...ips];
  if (expected.length === 0) {
    if (trust.kind !== 'system' || namesHost(leaf, host)) return null;
    expected.push(host);
  } else if (
    hosts.some((name) => leaf.checkHost(name) !== undefined) ||
    emails.some((address) => leaf.checkEmail(address) !== undefined) ||
    ips.some((address) => leaf.checkIP(address) !== undefined)
  ) {
    return null;
  }
  return {
    kind: 'cert-name',
    host,
    expected,
    certificate: describeCertificate(leaf),
    systemTrusts: trust.kind === 'system',
    ...strictnessOf(trust),
  };
}

function namesHost(leaf: X509Certificate, host: string): boolean {
  return (isIP(host) === 0 ? leaf.checkHost(host.replace(/\.$/, '')) : leaf.checkIP(host)) !== undefined;
}
