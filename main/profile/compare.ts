/**
 * What an update of a profile by an imported service changes. Pure: the differences are those between the profile and
 * what `updateOf` makes of it, so that they are exactly what happens.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ComparedField, Difference, ImportAnswer } from '../../preload/import-preview.ts';
import type { Endpoint, Profile, TlsOptions, Trust } from '../../preload/types.ts';
import { compared } from './field-words.ts';
import { answeredFields, defined } from './optional-fields.ts';
import type { ProposedService } from './proposal.ts';

/** The address that a person answered with, where the file had a question. */
export interface AnsweredAddress extends Pick<ImportAnswer, 'identity' | 'psk'> {
  readonly host: string;
  readonly remotePort: number;
}

/**
 * The profile as the import says, with what is the person's kept: id, name, application, local ports, user, group, start.
 * A server's configuration says nothing of its clients' order, time limits and pins, so these stay as well. Trust is
 * never loosened: a profile that pins its server, or names its authority, keeps that when the import names none.
 */
export function updateOf(profile: Profile, service: ProposedService, answer: AnsweredAddress | null = null): Profile {
  const { view, template } = service;
  const fromClient = view.role === 'client';
  const { name, id, group, application, accept, user, startWithApp, demo } = profile;
  return defined({
    id,
    name,
    group,
    application,
    accept,
    user,
    startWithApp,
    demo,
    connect: connectOf(profile, service, answer),
    failover: fromClient ? template.failover : profile.failover,
    tls: { ...tlsOf(profile.tls, service), sni: sniOf(profile, service) },
    trust: trustOf(profile.trust, template.trust),
    timeouts: fromClient ? template.timeouts : profile.timeouts,
    ...updatedFields(profile, service, answer),
    origin: template.origin,
  });
}

/** stunnel has no ALPN, and a server's file says nothing of the rest. */
function tlsOf(own: TlsOptions, { view, template }: ProposedService): TlsOptions {
  const { alpn, ciphersuites, securityLevel, options, sessions } = { ...own, ...template.tls };
  const kept = view.role === 'server' ? { ciphersuites, securityLevel, options, sessions } : {};
  return defined({ alpn, ...kept, ...template.tls });
}

/**
 * What shows the server who this is, and what looks for revoked certificates, stays when the file does not say otherwise.
 * A way through a proxy stays where the file has none, unless it is one that stunnel has as well.
 */
function updatedFields(profile: Profile, { view, template }: ProposedService, answer: AnsweredAddress | null) {
  const fromClient = view.role === 'client';
  const dialect = (negotiation: Profile['negotiation']) =>
    negotiation?.kind !== 'connect' && negotiation?.kind !== 'socks';
  const keepsNegotiation = !fromClient && template.negotiation === undefined && !dialect(profile.negotiation);
  const keepsProxy = template.proxy === undefined && (!fromClient || profile.proxy?.kind !== 'http');
  return answeredFields(
    {
      identity: template.identity ?? profile.identity,
      psk: template.psk ?? profile.psk,
      proxy: keepsProxy ? profile.proxy : template.proxy,
      negotiation: keepsNegotiation ? profile.negotiation : template.negotiation,
      revocation: template.revocation ?? profile.revocation,
      local: template.local ?? profile.local,
      spares: template.spares ?? profile.spares,
    },
    answer ?? {},
  );
}

/** Open questions keep what the profile has. A server's file names one address, so that the profile's reserves stay. */
function connectOf(profile: Profile, { view, template }: ProposedService, answer: AnsweredAddress | null): Endpoint[] {
  const [first, ...others] = template.connect;
  const [own, ...reserves] = profile.connect;
  const host = answer?.host ?? first?.host ?? own?.host;
  const port = answer?.remotePort ?? first?.port ?? own?.port;
  if (host === undefined || port === undefined) return [...profile.connect];
  const named = others.flatMap((each) =>
    each.host === null || each.port === null ? [] : [{ host: each.host, port: each.port }],
  );
  return [{ host, port }, ...(view.role === 'server' ? reserves : named)];
}

/** That a server's section names no virtual host does not mean that a name somebody set is wrong. */
function sniOf(profile: Profile, { view, template }: ProposedService): TlsOptions['sni'] {
  const silent = view.role === 'server' && template.tls.sni.kind === 'default';
  return silent ? profile.tls.sni : template.tls.sni;
}

function trustOf(own: Trust, imported: Trust): Trust {
  if (imported.kind === 'none') return own;
  const strict = own.kind === 'pinned' || own.kind === 'authority';
  if (imported.kind !== 'system') return imported;
  if (strict) return own;
  const { hosts, emails, ips } = imported.checks;
  const silent = hosts.length + emails.length + ips.length === 0;
  return silent && own.kind === 'system' ? own : imported;
}

/** Field by field, in the order of the table; the same words for different values are told apart. */
export function differencesBetween(old: Profile, updated: Profile): Difference[] {
  return Object.entries(compared).flatMap(([field, { value, words }]) => {
    if (isDeepStrictEqual(value(old), value(updated))) return [];
    const [before, after] = [words(old), words(updated)];
    const change = { old: before, new: before === after ? `${after} (another one)` : after };
    return [{ field: field as ComparedField, ...change }];
  });
}
