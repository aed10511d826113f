/**
 * What a stunnel.conf has no option for: comments `; adit: field = value` in a section that Adit exported, and what they
 * give back to an import. Marks come with foreign files too, so that they only carry what a person sees in the preview,
 * and never decide whom to trust.
 */
import type { z } from 'zod';
import {
  applicationSchema,
  profileNameSchema,
  profileSchema,
  proxySchema,
  revocationSchema,
  sparesSchema,
  tlsSchema,
  userSchema,
} from '../../../preload/schemas.ts';
import type { Profile, TlsOptions, Trust } from '../../../preload/types.ts';
import type { ConfDocument } from '../../conf/document.ts';
import { servicesOf } from '../../conf/services.ts';
import { isWritable } from '../../conf/write.ts';
import { noChecks } from '../defaults.ts';
import { defined } from '../optional-fields.ts';
import { defaultOcsp } from '../options/revocation.ts';
import type { Proposal, ProposedService } from '../proposal.ts';
import { goesThroughProxy } from './negotiation.ts';
import { asksResponders } from './revocation.ts';
import { needsLevel } from './tls.ts';

const fields = [
  'name',
  'application',
  'user',
  'group',
  'sni',
  'checks',
  'securityLevel',
  'alpn',
  'proxy',
  'ocsp',
  'spares',
] as const;
type MarkField = (typeof fields)[number];
type Marks = Partial<Readonly<Record<MarkField, string>>>;

/** Both are written out in the file because stunnel's own default differs. */
const DEFAULT_SNI = 'default';
const DEFAULT_LEVEL = 'default';
const CONNECT_CHECKS = 'connect';

const MARK = /^\s*;\s*adit:\s*(\w+)\s*=\s*(.*?)\s*$/;
const isField = (name: string): name is MarkField => (fields as readonly string[]).includes(name);

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
  const { name, application, user, group, trust, tls, proxy, spares } = profile;
  const noNamedChecks =
    trust.kind === 'system' && [trust.checks.hosts, trust.checks.emails, trust.checks.ips].flat().length === 0;
  const marks: Marks = {
    ...(sectionOf(name) === name ? {} : { name }),
    application,
    ...(user === null ? {} : { user }),
    ...(group === null ? {} : { group }),
    ...(tls.sni.kind === 'default' && sniWritten ? { sni: DEFAULT_SNI } : {}),
    ...(noNamedChecks ? { checks: CONNECT_CHECKS } : {}),
    ...(needsLevel(tls) ? { securityLevel: DEFAULT_LEVEL } : {}),
    ...(tls.alpn === undefined ? {} : { alpn: JSON.stringify(tls.alpn) }),
    ...(proxy === undefined || goesThroughProxy(profile) ? {} : { proxy: JSON.stringify(proxy) }),
    ...ocspMark(profile),
    ...(spares === undefined ? {} : { spares: JSON.stringify(spares) }),
  };
  return Object.entries(marks).flatMap(([field, value]) =>
    isWritable(value) ? [`; adit: ${field} = ${value}`.trimEnd()] : [],
  );
}

/** What the options of the file do not say. */
function ocspMark(profile: Profile): Pick<Marks, 'ocsp'> {
  const ocsp = profile.revocation?.ocsp;
  if (ocsp == null) return {};
  if (!asksResponders(profile)) return { ocsp: JSON.stringify(ocsp) };
  const { require, timeout } = ocsp;
  const isDefault = require === defaultOcsp.require && timeout === defaultOcsp.timeout;
  return isDefault ? {} : { ocsp: JSON.stringify({ require, timeout }) };
}

/** The proposal of an exported file with what its marks say; of any other file the proposal as it is. */
export function withMarks(document: ConfDocument, proposal: Proposal): Proposal {
  const { services } = servicesOf(document);
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
  const marks: Partial<Record<MarkField, string>> = {};
  for (const line of document.lines) {
    if (line.kind !== 'comment' || line.number <= from || (to !== null && line.number >= to)) continue;
    const [, field = '', value = ''] = MARK.exec(line.raw) ?? [];
    if (isField(field)) marks[field] = value;
  }
  return marks;
}

function apply(proposed: ProposedService, marks: Marks): ProposedService {
  const { view, template } = proposed;
  if (view.role !== 'client' || Object.keys(marks).length === 0) return proposed;
  const name = valid(profileNameSchema, marks.name);
  const application = valid(applicationSchema, marks.application);
  const user = valid(userSchema, marks.user);
  const group = valid(profileSchema.shape.group, marks.group);
  const inFile = 'As in the profile that this file was exported from.';
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
      group: group ?? template.group,
      tls: tlsOf(template, marks),
      ...fieldsOf(template, marks),
      trust: marks.checks === CONNECT_CHECKS ? withoutOwnHosts(template.trust, template.connect) : template.trust,
    },
  };
}

const ocspSchema = revocationSchema.shape.ocsp.unwrap();

function revocationOf({ revocation }: ProposedService['template'], marks: Marks): Profile['revocation'] {
  const said = fromJson(marks.ocsp);
  if (typeof said !== 'object' || said === null) return revocation;
  const ocsp = valid(ocspSchema, { ...defaultOcsp, ...revocation?.ocsp, ...said });
  return ocsp === null ? revocation : { lists: revocation?.lists ?? [], ocsp };
}

function fieldsOf(template: ProposedService['template'], marks: Marks) {
  return defined({
    proxy: valid(proxySchema, fromJson(marks.proxy)) ?? template.proxy,
    revocation: revocationOf(template, marks),
    spares: valid(sparesSchema, fromJson(marks.spares)) ?? template.spares,
  });
}

function tlsOf(template: ProposedService['template'], marks: Marks): TlsOptions {
  const { securityLevel, ...tls } = marks.sni === DEFAULT_SNI ? withDefaultSni(template) : template.tls;
  const ownLevel = marks.securityLevel === DEFAULT_LEVEL && securityLevel === 0 ? undefined : securityLevel;
  return defined({
    ...tls,
    securityLevel: ownLevel,
    alpn: valid(tlsSchema.shape.alpn, fromJson(marks.alpn)) ?? tls.alpn,
  });
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
