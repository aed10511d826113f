/**
 * What a stunnel.conf has no option for: comments `; adit: field = value` in a section that Adit exported, and what they
 * give back to an import. Marks come with foreign files too, so that they only carry what a person sees in the preview,
 * and never decide whom to trust.
 */

import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { allFields, fields, type NamedField, valueIn } from '../../../preload/fields/profile.ts';
import { defaultOcsp } from '../../../preload/fields/revocation.ts';
import { namesIn, noChecks } from '../../../preload/fields/trust.ts';
import { ipv6Twins } from '../../../preload/loopback.ts';
import { sentence } from '../../../preload/sentence.ts';
import type { Profile, TlsOptions, Trust } from '../../../preload/types.ts';
import type { ConfDocument } from '../../conf/document.ts';
import { type ConfService, servicesOf } from '../../conf/services.ts';
import { isWritable } from '../../conf/write.ts';
import { defined } from '../optional-fields.ts';
import type { Proposal, ProposedService } from '../proposal.ts';
import { goesThroughProxy } from './negotiation.ts';
import { asksResponders } from './revocation.ts';
import { needsLevel } from './tls.ts';

/** Fields of which the whole value is a mark, as JSON. */
const marked: readonly NamedField[] = allFields.filter(({ stunnel }) => stunnel.kind === 'mark');

/** Marks that say what the options beside them do not. */
const special = [
  'name',
  'application',
  'user',
  'group',
  'acceptIpv6',
  'sni',
  'checks',
  'failover',
  'securityLevel',
  'proxy',
  'ocsp',
] as const;
type Marks = Readonly<Partial<Record<(typeof special)[number], string>> & Record<string, string>>;

const known: ReadonlySet<string> = new Set([...special, ...marked.map(({ name }) => name)]);

/** Both are written out in the file because stunnel's own default differs. */
const DEFAULT_SNI = 'default';
const DEFAULT_LEVEL = 'default';
const CONNECT_CHECKS = 'connect';
/** stunnel measures nothing. */
const FASTEST = 'fastest';
/** New profiles listen on ::1 as well. */
const NOT_ON_IPV6 = 'no';

const MARK = /^\s*;\s*adit:\s*(\w+)\s*=\s*(.*?)\s*$/;

/**
 * The section's name: the profile's, without what stunnel or the tolerant reader would take for something else (brackets,
 * template tags, typographic quotes). A name that this changes has a mark.
 */
export function sectionOf(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N} .,_()'&+:/-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return plain === '' ? 'profile' : plain;
}

/** The comments that a profile needs to come back as it is; `sniWritten`: the file has a `sni` line. */
export function writeMarks(profile: Profile, sniWritten: boolean): string[] {
  const { name, application, user, group, trust, tls, proxy } = profile;
  const noNamedChecks = trust.kind === 'system' && namesIn(trust.checks).length === 0;
  const marks: Marks = {
    ...(sectionOf(name) === name ? {} : { name }),
    application,
    ...(user === null ? {} : { user }),
    ...(group === null ? {} : { group }),
    ...(profile.acceptIpv6 || ipv6Twins(profile.accept).length === 0 ? {} : { acceptIpv6: NOT_ON_IPV6 }),
    ...(tls.sni.kind === 'default' && sniWritten ? { sni: DEFAULT_SNI } : {}),
    ...(profile.failover === FASTEST ? { failover: FASTEST } : {}),
    ...(noNamedChecks ? { checks: CONNECT_CHECKS } : {}),
    ...(needsLevel(tls) ? { securityLevel: DEFAULT_LEVEL } : {}),
    ...(proxy === undefined || goesThroughProxy(profile) ? {} : { proxy: JSON.stringify(proxy) }),
    ...ocspMark(profile),
    ...Object.fromEntries(
      marked
        .map((field) => [field.name, valueIn(profile, field), field.usual] as const)
        .filter(([, value, usual]) => !isDeepStrictEqual(value, usual))
        .map(([field, value]) => [field, JSON.stringify(value)]),
    ),
  };
  return Object.entries(marks).flatMap(([field, value]) =>
    isWritable(value) ? [`; adit: ${field} = ${value}`.trimEnd()] : [],
  );
}

/** What the options of the file do not say. */
function ocspMark(profile: Profile): { readonly ocsp?: string } {
  const ocsp = profile.revocation?.ocsp;
  if (ocsp == null) return {};
  if (!asksResponders(profile)) return { ocsp: JSON.stringify(ocsp) };
  const { require, timeout } = ocsp;
  const isDefault = require === defaultOcsp.require && timeout === defaultOcsp.timeout;
  return isDefault ? {} : { ocsp: JSON.stringify({ require, timeout }) };
}

/** The proposal of an exported file with what its marks say; of any other file the proposal as it is. */
export function withMarks(
  document: ConfDocument,
  proposal: Proposal,
  services: readonly ConfService[] = servicesOf(document).services,
): Proposal {
  return {
    ...proposal,
    services: proposal.services.map((proposed, index) => {
      const service = services[index];
      if (service === undefined || service.line === null || service.section !== proposed.view.section) return proposed;
      return apply(proposed, marksBetween(document, service.line, services[index + 1]?.line ?? null));
    }),
  };
}

function marksBetween(document: ConfDocument, from: number, to: number | null): Marks {
  const marks: Record<string, string> = {};
  for (const line of document.lines) {
    if (line.kind !== 'comment' || line.number <= from || (to !== null && line.number >= to)) continue;
    const [, field = '', value = ''] = MARK.exec(line.raw) ?? [];
    if (known.has(field)) marks[field] = value;
  }
  return marks;
}

function apply(proposed: ProposedService, marks: Marks): ProposedService {
  const { view, template } = marks.acceptIpv6 === NOT_ON_IPV6 ? withoutIpv6(proposed) : proposed;
  if (view.role !== 'client' || Object.keys(marks).length === 0) return proposed;
  const name = valid(fields.name.schema, marks.name);
  const application = valid(fields.application.schema, marks.application);
  const user = valid(fields.user.schema, marks.user);
  const group = valid(fields.group.schema, marks.group);
  const inFile = sentence`As in the profile that this file was exported from.`;
  return {
    view: {
      ...view,
      name: name ?? view.name,
      application: application ?? view.application,
      user: user ?? view.user,
      reasons: {
        ...view.reasons,
        ...(name === null ? {} : { name: inFile }),
        ...(application === null ? {} : { application: inFile }),
      },
    },
    template: {
      ...template,
      ...markedValues(marks, false),
      group: group ?? template.group,
      failover: marks.failover === FASTEST ? FASTEST : template.failover,
      tls: { ...tlsOf(template, marks), ...markedValues(marks, true) },
      ...waysOf(template, marks),
      trust: marks.checks === CONNECT_CHECKS ? withoutOwnHosts(template.trust, template.connect) : template.trust,
    },
  };
}

function withoutIpv6({ view, template }: ProposedService): ProposedService {
  const { acceptIpv6: _shown, ...left } = view;
  const { acceptIpv6: _on, ...others } = template;
  return { view: left, template: others };
}

/** What the marks say of the fields that are marks as a whole. */
const markedValues = (marks: Marks, isTls: boolean): Record<string, unknown> =>
  Object.fromEntries(
    marked
      .filter((field) => field.isTls === isTls && marks[field.name] !== undefined)
      .map(({ name, schema }) => [name, valid(schema, fromJson(marks[name]))] as const)
      .filter(([, value]) => value != null),
  );

const ocspSchema = fields.revocation.schema.unwrap().shape.ocsp.unwrap();

function revocationOf({ revocation }: ProposedService['template'], marks: Marks): Profile['revocation'] {
  const said = fromJson(marks.ocsp);
  if (typeof said !== 'object' || said === null) return revocation;
  const ocsp = valid(ocspSchema, { ...defaultOcsp, ...revocation?.ocsp, ...said });
  return ocsp === null ? revocation : { lists: revocation?.lists ?? [], ocsp };
}

const waysOf = (template: ProposedService['template'], marks: Marks) =>
  defined({
    proxy: valid(fields.proxy.schema, fromJson(marks.proxy)) ?? template.proxy,
    revocation: revocationOf(template, marks),
  });

function tlsOf(template: ProposedService['template'], marks: Marks): TlsOptions {
  const { securityLevel, ...tls } = marks.sni === DEFAULT_SNI ? withDefaultSni(template) : template.tls;
  const ownLevel = marks.securityLevel === DEFAULT_LEVEL && securityLevel === 0 ? undefined : securityLevel;
  return defined({ ...tls, securityLevel: ownLevel });
}

/** undefined when it is no JSON. */
function fromJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function valid<Value>(schema: z.ZodType<Value>, value: unknown): Value | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** An export writes `sni =` for an address, or the host's name; anything else was changed by hand and stays. */
function withDefaultSni({ tls, connect }: ProposedService['template']): TlsOptions {
  const [first] = connect;
  const own = tls.sni.kind === 'none' || (tls.sni.kind === 'name' && tls.sni.name === first?.host?.replace(/\.$/, ''));
  return own ? { ...tls, sni: { kind: 'default' } } : tls;
}

/** Checks that only name the hosts that are connected to say nothing: without any, that host is checked. */
function withoutOwnHosts(trust: Trust, connect: readonly { readonly host: string | null }[]): Trust {
  if (trust.kind !== 'system' || trust.checks.emails.length > 0) return trust;
  const own = new Set(connect.flatMap(({ host }) => (host === null ? [] : [host.toLowerCase().replace(/\.$/, '')])));
  const named = [...trust.checks.hosts, ...trust.checks.ips];
  return named.every((name) => own.has(name.toLowerCase())) ? { ...trust, checks: noChecks } : trust;
}
