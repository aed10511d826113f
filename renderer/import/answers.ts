/** The form of the import preview: what a person typed, and what main is told when it is valid. Pure. */

import {
  type ImportAction,
  type ImportAnswer,
  type ImportNeed,
  type ImportService,
  isOnSocketOnly,
} from '../../preload/import-preview.ts';
import { importAnswerSchema } from '../../preload/import-schemas.ts';
import { portSchema } from '../../preload/schemas.ts';
import type { Application, Profile } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { t } from '../../preload/words/words.ts';
import { takesUser } from '../ui/applications.tsx';

/** Everything as text, as it stands in the fields. */
export interface AnswerDraft {
  readonly key: string;
  readonly action: ImportAction;
  readonly name: string;
  readonly application: Application;
  readonly host: string;
  readonly remotePort: string;
  /** null: the tunnel listens on its file's socket, and nobody is asked. */
  readonly localPort: string | null;
  readonly user: string;
  /** Accept any certificate, as the file does. */
  readonly unverified: boolean;
  /** Let other computers use the tunnel, as the file does. */
  readonly exposed: boolean;
  /** What the server is shown: what the file names, files of the person's own, or nothing. */
  readonly certificate: 'file' | 'own' | 'none';
  /** Paths that a dialog gave; empty: none yet. */
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly isPkcs12: boolean;
  /** Of a pre-shared key; empty: as the file says. */
  readonly pskIdentity: string;
  /** Path of a file with pre-shared keys; empty: none was chosen. */
  readonly pskFile: string;
  /** Files in place of those that could not be found. */
  readonly authority: FileDraft;
  readonly revocation: FileDraft;
}

export interface FileDraft {
  readonly choice: 'own' | 'none';
  /** What goes without it is decided by the person, and not for them. */
  readonly isRequired: boolean;
  /** Path that a dialog gave; empty: none yet. */
  readonly path: string;
}

export type AnswerField = 'name' | 'host' | 'remotePort' | 'localPort' | 'user';
export type AnswerErrors = Partial<
  Record<AnswerField | 'psk' | 'certificate' | 'key' | 'authority' | 'revocation', string>
>;

export type CheckedAnswer =
  | { readonly ok: true; readonly answer: ImportAnswer }
  | { readonly ok: false; readonly errors: AnswerErrors };

const portText = (port: number | null): string => (port === null ? '' : String(port));

/**
 * `matched` is the profile that the service is a newer version of: what the file leaves open is answered with what that
 * has. A service that would change nothing is skipped unless the person says otherwise, and one of which it is not sure
 * is added as if there were no such profile.
 */
export function draftOf(service: ImportService, matched: Profile | null = null): AnswerDraft {
  return isDoubtful(service)
    ? { ...filledFrom(service, null), action: 'copy' }
    : { ...filledFrom(service, matched), action: likelyAction(service) };
}

const isDoubtful = ({ match }: ImportService) => match?.doubt !== undefined;

function likelyAction({ match }: ImportService): ImportAction {
  if (!match) return 'add';
  return match.differences.length === 0 ? 'skip' : 'update';
}

function filledFrom(service: ImportService, matched: Profile | null): Omit<AnswerDraft, 'action'> {
  const [server] = matched?.connect ?? [];
  const [local] = matched?.accept ?? [];
  const needOf = (wanted: ImportNeed['kind']) => service.needs?.find(({ kind }) => kind === wanted);
  const fileFor = (kind: 'authority' | 'revocation') =>
    ({
      choice: needOf(kind) === undefined ? 'none' : 'own',
      isRequired: needOf(kind)?.required ?? false,
      path: '',
    }) as const;
  return {
    key: service.key,
    name: service.name,
    application: service.application,
    host: service.host ?? server?.host ?? '',
    remotePort: portText(service.remotePort ?? server?.port ?? null),
    localPort: isOnSocketOnly(service) ? null : portText(service.localPort ?? local?.port ?? null),
    user: service.user ?? '',
    unverified: false,
    exposed: false,
    certificate: certificateChoice(needOf('certificate')),
    certificateFile: '',
    keyFile: '',
    isPkcs12: false,
    pskIdentity: '',
    pskFile: '',
    authority: fileFor('authority'),
    revocation: fileFor('revocation'),
  };
}

/** A file that somebody has to choose is not passed over in silence. */
function certificateChoice(need: ImportNeed | undefined): AnswerDraft['certificate'] {
  if (need?.lost !== undefined) return 'own';
  return need === undefined || need.named !== null ? 'file' : 'none';
}

/**
 * The draft with another action. An update takes from the file what the file says, whatever was typed for a copy. In doubt
 * a copy does not take the address of a profile that may be another server's.
 */
export function withAction(
  draft: AnswerDraft,
  action: ImportAction,
  service: ImportService,
  matched: Profile | null,
): AnswerDraft {
  const own = filledFrom(service, matched);
  if (action === 'update') {
    return {
      ...own,
      action,
      ...(service.host === null ? { host: draft.host || own.host } : {}),
      ...(service.remotePort === null ? { remotePort: draft.remotePort || own.remotePort } : {}),
    };
  }
  if (action !== 'copy' || draft.action !== 'update' || !isDoubtful(service)) return { ...draft, action };
  const blank = filledFrom(service, null);
  return {
    ...draft,
    action,
    host: draft.host === own.host ? blank.host : draft.host,
    remotePort: draft.remotePort === own.remotePort ? blank.remotePort : draft.remotePort,
  };
}

/** A port as typed; NaN, which no schema accepts, for anything but digits. */
export const portOf = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

const isField = (name: unknown): name is keyof AnswerErrors =>
  name === 'name' ||
  name === 'host' ||
  name === 'remotePort' ||
  name === 'localPort' ||
  name === 'user' ||
  name === 'psk';

/** Left out: as the file says. */
function identityOf({
  action,
  certificate,
  certificateFile,
  keyFile,
  isPkcs12,
}: AnswerDraft): Pick<ImportAnswer, 'identity'> {
  // An update is not asked, and keeps what its profile has.
  if (certificate === 'file' || action === 'update') return {};
  if (certificate === 'none') return { identity: null };
  return {
    identity: isPkcs12
      ? { kind: 'pkcs12', path: certificateFile }
      : { kind: 'pem', certificate: certificateFile, key: keyFile },
  };
}

/** Left out: as the file says. */
function pskOf({ action, pskIdentity, pskFile }: AnswerDraft): Pick<ImportAnswer, 'psk'> {
  const identity = pskIdentity.trim();
  if (action === 'update') return {};
  if (pskFile !== '') return { psk: { kind: 'file', path: pskFile, identity: identity === '' ? null : identity } };
  return identity === '' ? {} : { psk: { kind: 'secret', identity } };
}

type ChosenFiles = Pick<ImportAnswer, 'authority' | 'withoutPin' | 'revocation'>;

function filesOf({ action, authority, revocation }: AnswerDraft): ChosenFiles {
  if (action === 'update') return {};
  return {
    ...(authority.choice === 'own' ? { authority: authority.path } : authority.isRequired ? { withoutPin: true } : {}),
    ...(revocation.choice === 'own' ? { revocation: revocation.path } : {}),
  };
}

export function checkDraft(draft: AnswerDraft): CheckedAnswer {
  const user = draft.user.trim();
  const parsed = importAnswerSchema.safeParse({
    key: draft.key,
    ...(draft.action === 'add' ? {} : { action: draft.action }),
    name: draft.name,
    application: draft.application,
    host: draft.host,
    remotePort: portOf(draft.remotePort),
    ...(draft.localPort === null ? {} : { localPort: portOf(draft.localPort) }),
    user: takesUser(draft.application) && user !== '' ? user : null,
    ...(draft.unverified ? { unverified: true } : {}),
    ...(draft.exposed ? { exposed: true } : {}),
    ...identityOf(draft),
    ...pskOf(draft),
    ...filesOf(draft),
  });
  const { certificate, certificateFile, keyFile, isPkcs12 } = draft;
  if (parsed.success) return { ok: true, answer: parsed.data };
  const errors: AnswerErrors = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path[0];
    if (isField(field)) errors[field] ??= issue.message;
  }
  if (certificate === 'own' && certificateFile === '') errors.certificate = t('import.missing.certificate');
  if (certificate === 'own' && !isPkcs12 && keyFile === '') errors.key = t('import.missing.key');
  for (const file of ['authority', 'revocation'] as const) {
    if (draft[file].choice === 'own' && draft[file].path === '') errors[file] = t('import.missing.file');
  }
  for (const field of ['remotePort', 'localPort'] as const) {
    if (errors[field] === undefined) continue;
    const typed = draft[field] ?? '';
    errors[field] = typed.trim() === '' ? t('import.missing.port') : portProblem(portOf(typed));
  }
  return { ok: false, errors };
}

function portProblem(port: number): string {
  if (Number.isNaN(port)) return t('import.port.whole');
  const parsed = portSchema.safeParse(port);
  return parsed.success ? '' : (parsed.error.issues[0]?.message ?? '');
}

export interface CheckedForm {
  readonly answers: readonly ImportAnswer[];
  readonly errors: Readonly<Record<string, AnswerErrors>>;
  /** Something is added or updated and all of it is valid. */
  readonly isComplete: boolean;
}

/** Two tunnels can't listen on the same local port; the later one is told. An update keeps the port of its profile. */
export function checkForm(drafts: readonly AnswerDraft[]): CheckedForm {
  const answers: ImportAnswer[] = [];
  const errors: Record<string, AnswerErrors> = {};
  for (const draft of drafts.filter(({ action }) => action !== 'skip')) {
    const checked = checkDraft(draft);
    if (!checked.ok) {
      errors[draft.key] = checked.errors;
      continue;
    }
    const { answer } = checked;
    const other = answers.find(
      ({ action, localPort }) => action !== 'update' && localPort !== undefined && localPort === answer.localPort,
    );
    if (other && answer.action !== 'update') {
      errors[draft.key] = { localPort: t('import.port.used', { name: other.name }) };
    } else answers.push(answer);
  }
  return { answers, errors, isComplete: answers.length > 0 && Object.keys(errors).length === 0 };
}

/** As the fields are labelled. */
const labels = {
  name: 'import.open.name',
  host: 'import.open.host',
  remotePort: 'import.open.remotePort',
  localPort: 'import.open.localPort',
  user: 'import.open.user',
  psk: 'import.open.psk',
  certificate: 'import.open.certificate',
  key: 'import.open.key',
  authority: 'import.open.authority',
  revocation: 'import.open.revocation',
} as const satisfies Readonly<Record<keyof AnswerErrors, string>>;

/** Why the form cannot be sent: what is still to answer in the first service that is not complete; null when it can. */
export function stillOpen({ errors, isComplete }: CheckedForm, drafts: readonly AnswerDraft[]): string | null {
  if (isComplete || drafts.length === 0) return null;
  const draft = drafts.find(({ key }) => errors[key] !== undefined);
  if (draft === undefined) return t('import.allSkipped');
  const names = Object.keys(errors[draft.key] ?? {}) as (keyof AnswerErrors)[];
  const fields = listed(names.map((field) => t(labels[field])));
  return drafts.length === 1 ? t('import.open', { fields }) : t('import.openIn', { name: draft.name, fields });
}
