/** The editor's form: a profile as text fields, and back through the schema that main uses as well. Pure. */

import { profileSchema } from '../../preload/fields/profile.ts';
import { noChecks } from '../../preload/fields/trust.ts';
import { secretChangesSchema } from '../../preload/secret-schemas.ts';
import type { Application, CertificateSource, Checks, Profile, SecretChanges, Trust } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { portOf } from '../import/answers.ts';
import { takesUser } from '../ui/applications.tsx';
import { type FormDrafts, formDraftsOf, formValues, inputAt } from './forms.ts';
import { type OptionalDraft, optionalDraftOf, optionalFieldsFrom, secretChangesOf } from './optional-draft.ts';

export interface EndpointDraft {
  /** Only tells rows apart while the form is open. */
  readonly key: number;
  readonly host: string;
  readonly port: string;
}

export interface ProfileDraft extends OptionalDraft {
  readonly name: string;
  readonly application: Application;
  readonly user: string;
  readonly accept: readonly EndpointDraft[];
  readonly connect: readonly EndpointDraft[];
  readonly trust: Trust['kind'];
  /** With an authority: only servers whose own certificate is given as well. */
  readonly peer: boolean;
  /** With the system's trust: nobody is asked about another certificate. */
  readonly strict: boolean;
  /** PEM text of certificate authorities. */
  readonly authority: string;
  /** Names the certificate may have, separated by commas or white space. */
  readonly names: string;
  readonly startWithApp: boolean;
  /** Fields that are edited as their records say. */
  readonly forms: FormDrafts;
}

/** Messages by the path of their field: `name`, `connect.0.port`, `timeouts.idle`. */
export type DraftErrors = Readonly<Record<string, string>>;

export type CheckedDraft =
  | { readonly ok: true; readonly profile: Profile; readonly secrets: SecretChanges }
  | { readonly ok: false; readonly errors: DraftErrors };

const checksOf = (trust: Trust): Checks => (trust.kind === 'none' ? noChecks : trust.checks);

const pemOf = (sources: readonly CertificateSource[]): string =>
  sources.flatMap((source) => (source.kind === 'pem' ? [source.pem.trim()] : [])).join('\n');

export function draftOf(profile: Profile): ProfileDraft {
  const { trust } = profile;
  const checks = checksOf(trust);
  const rows = (endpoints: Profile['connect']) =>
    endpoints.map(({ host, port }, key) => ({ key, host, port: String(port) }));
  return {
    ...optionalDraftOf(profile),
    name: profile.name,
    application: profile.application,
    user: profile.user ?? '',
    accept: rows(profile.accept),
    connect: rows(profile.connect),
    trust: trust.kind,
    peer: trust.kind === 'authority' && trust.peer === true,
    strict: trust.kind === 'system' && trust.strict === true,
    authority: trust.kind === 'authority' ? pemOf(trust.certificates) : '',
    names: [...checks.hosts, ...checks.ips].join(', '),
    startWithApp: profile.startWithApp,
    forms: formDraftsOf(profile),
  };
}

const isAddress = (name: string): boolean => name.includes(':') || /^\d+(\.\d+){3}$/.test(name);

/** Names go where stunnel keeps them (checkHost, checkIP); e-mail addresses are not edited here and stay. */
function checksFrom(names: string, before: Checks): Checks {
  const list = names.split(/[\s,;]+/).filter((name) => name !== '');
  return {
    hosts: list.filter((name) => !isAddress(name)),
    ips: list.filter(isAddress),
    emails: before.emails,
  };
}

/** Files and directories named in the profile stay; pasted text replaces what was pasted before. */
function authoritiesFrom(draft: ProfileDraft, before: Trust): readonly CertificateSource[] {
  const files = before.kind === 'authority' ? before.certificates.filter((source) => source.kind !== 'pem') : [];
  const pem = draft.authority.trim();
  return pem === '' && files.length > 0 ? files : [...files, { kind: 'pem', pem }];
}

function trustFrom(draft: ProfileDraft, before: Trust): unknown {
  switch (draft.trust) {
    case 'none':
      return { kind: 'none' };
    case 'pinned':
      return before;
    case 'system':
      return {
        kind: 'system',
        checks: checksFrom(draft.names, checksOf(before)),
        ...(draft.strict ? { strict: true } : {}),
      };
    case 'authority':
      return {
        kind: 'authority',
        certificates: authoritiesFrom(draft, before),
        checks: checksFrom(draft.names, checksOf(before)),
        ...(draft.peer ? { peer: true } : {}),
      };
  }
}

const endpointsFrom = (rows: readonly EndpointDraft[]) => rows.map(({ host, port }) => ({ host, port: portOf(port) }));

/** The profile with the draft's values, or what is wrong with each field. What the form does not show stays as it is. */
export function checkDraft(draft: ProfileDraft, before: Profile): CheckedDraft {
  const user = draft.user.trim();
  const parsed = profileSchema.safeParse({
    ...before,
    ...optionalFieldsFrom(draft, before),
    ...formValues(draft.forms, before, false),
    name: draft.name,
    application: draft.application,
    user: takesUser(draft.application) && user !== '' ? user : null,
    accept: endpointsFrom(draft.accept),
    connect: endpointsFrom(draft.connect),
    trust: trustFrom(draft, before.trust),
    tls: { ...before.tls, ...formValues(draft.forms, before, true) },
    startWithApp: draft.startWithApp,
  });
  const secrets = secretChangesSchema.safeParse(secretChangesOf(draft));
  if (parsed.success && secrets.success) return { ok: true, profile: withoutGaps(parsed.data), secrets: secrets.data };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error?.issues ?? []) {
    const place = inputAt(issue.path);
    const path = place?.path ?? fieldOf(issue.path);
    errors[path] ??=
      place?.input.kind === 'text' && place.input.wrong !== undefined ? t(place.input.wrong) : messageFor(path, issue);
  }
  for (const { path, message } of secrets.error?.issues ?? [])
    errors[`secrets.${path.map(String).join('.')}`] ??= message;
  return { ok: false, errors };
}

/** The field that shows a problem: everything about certificates or names is shown at one place. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [first, second] = path;
  if (first === 'trust') return second === 'checks' ? 'names' : 'authority';
  return path.map(String).join('.');
}

/** A field that is left out and one that is undefined are the same to a person, and not to a comparison. */
const withoutGaps = (profile: Profile): Profile => ({ ...defined(profile), tls: defined(profile.tls) });

const defined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;

const chooseMessages = (): Readonly<Record<string, string>> => ({
  'identity.certificate': t('editor.certificateFile.missing'),
  'identity.path': t('editor.certificateFile.missing'),
  'identity.key': t('editor.keyFile.missing'),
  'psk.path': t('editor.psk.file.missing'),
  'psk.identity': t('editor.psk.identity.missing'),
  'negotiation.host': t('editor.behind.missing'),
});

function messageFor(path: string, { code, message }: { readonly code?: string; readonly message: string }): string {
  if (path.endsWith('.port') && code === 'invalid_type') return t('editor.port.whole');
  if (path === 'authority') return t('editor.trust.ca.missing');
  return chooseMessages()[path] ?? message;
}
