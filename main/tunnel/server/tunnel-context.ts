/** A specification made ready to connect with: files read, options checked, TLS context built. */
import { isIP } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { TlsOptions } from '../../../preload/types.ts';
import type { TunnelSpecification } from '../../specification.ts';
import { openRevocation, type RevocationChecks, staplesOnly } from '../../trust/revocation.ts';
import { readCertificates } from '../../trust/source.ts';
import { systemRoots } from '../../trust/system-roots.ts';
import type { LoadedTrust } from '../../trust/verify.ts';
import { TunnelFault } from '../base/errors.ts';
import type { FindRoutes } from '../negotiation/routes.ts';
import { readIdentity } from '../tls/identity.ts';
import { type Material, secureContextFor } from '../tls/secure-context.ts';
import { SessionCache } from '../tls/sessions.ts';

/** What the engine asks of whoever runs it. */
export interface EnginePorts {
  /** For profiles that use the system's proxy. */
  readonly findRoutes: FindRoutes;
}

export interface TunnelContext {
  readonly specification: TunnelSpecification;
  readonly trust: LoadedTrust;
  readonly revocation: RevocationChecks;
  readonly secureContext: SecureContext;
  readonly sessions: SessionCache;
  readonly material: Material;
  readonly ports: EnginePorts;
}

/** A context without what lives in one thread; a message can carry them. */
export type PortableContext = Pick<TunnelContext, 'specification' | 'trust' | 'material'>;

const NO_CHECKS = { hosts: [], emails: [], ips: [] };

/** Rejects with a TunnelFault when a file cannot be used or an option cannot be done. */
export async function createContext(specification: TunnelSpecification, ports: EnginePorts): Promise<TunnelContext> {
  const { identity, psk, revocation } = specification;
  const trust = await loadTrust(specification);
  const authorities = await authoritiesOf(trust);
  const opened = await openRevocation(revocation, trust, authorities ?? []);
  if (!opened.ok) throw new TunnelFault(opened.error);
  const material: Material = {
    authorities,
    // The server's own certificate is among the authorities: on its word alone the others would not be asked.
    anyAnchor: !(trust.kind === 'authority' && trust.peer),
    identity: identity === undefined ? null : await readIdentity(identity),
    psk: psk !== undefined,
  };
  return complete({ specification, trust, material }, opened.checks, ports);
}

/**
 * Whether connections can be made in another thread: only this one can ask for the system's proxy, and has the lists of
 * what is revoked.
 */
export const isPortable = ({ specification: { proxy, revocation } }: TunnelContext): boolean =>
  proxy?.kind !== 'system' && revocation === undefined;

export function portableContext({ specification, trust, material }: TunnelContext): PortableContext {
  return { specification, trust, material };
}

/** The same context with sessions of their own. Throws a TunnelFault when the TLS library cannot do what is asked. */
export function reviveContext(portable: PortableContext, ports: EnginePorts): TunnelContext {
  const { trust, material } = portable;
  return complete(portable, staplesOnly(trust, material.authorities ?? []), ports);
}

function complete(portable: PortableContext, revocation: RevocationChecks, ports: EnginePorts): TunnelContext {
  const { tls } = portable.specification;
  const secureContext = secureContextFor(tls, portable.material);
  return { ...portable, revocation, secureContext, sessions: new SessionCache(tls.sessions), ports };
}

/** The same server under the system's trust, whatever the profile says: to find out whether the system knows it. */
export async function systemContext(context: TunnelContext): Promise<TunnelContext> {
  const material = { ...context.material, authorities: await systemRoots(), anyAnchor: true };
  return {
    ...context,
    trust: { kind: 'system', checks: NO_CHECKS },
    revocation: { ...context.revocation, lists: null, staple: false, ocsp: null },
    secureContext: secureContextFor(context.specification.tls, material),
    sessions: new SessionCache(),
    material,
  };
}

async function loadTrust({ trust }: TunnelSpecification): Promise<LoadedTrust> {
  if (trust.kind === 'system' || trust.kind === 'none') return trust;
  const read = await readCertificates(trust.certificates);
  if (!read.ok) throw new TunnelFault(read.error);
  return { ...trust, certificates: read.certificates };
}

/** `pinned` and `none` do not build chains, so they need not wait for the system's store. */
async function authoritiesOf(trust: LoadedTrust): Promise<readonly string[] | null> {
  if (trust.kind === 'system') return systemRoots();
  return trust.kind === 'authority' ? trust.certificates.map((certificate) => certificate.toString()) : null;
}

/** What to send as server name, null for none: never an IP address (RFC 6066 3), nor a Unix socket's path. */
export function serverNameFor(sni: TlsOptions['sni'], host: string): string | null {
  const name = sni.kind === 'name' ? sni.name : sni.kind === 'default' ? host : null;
  return name === null || isIP(name) !== 0 || name.startsWith('/') ? null : name.replace(/\.$/, '');
}
