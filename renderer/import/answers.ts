/** The form of the import preview: what a person typed, and what main is told when it is valid. Pure. */
import { importAnswerSchema, portSchema } from '../../preload/schemas.ts';
import type { Application, ImportAnswer, ImportService } from '../../preload/types.ts';
import { takesUser } from '../ui/applications.tsx';

/** Everything as text, as it stands in the fields. */
export interface AnswerDraft {
  readonly key: string;
  readonly isIncluded: boolean;
  readonly name: string;
  readonly application: Application;
  readonly host: string;
  readonly remotePort: string;
  readonly localPort: string;
  readonly user: string;
}

export type AnswerField = 'name' | 'host' | 'remotePort' | 'localPort' | 'user';
export type AnswerErrors = Partial<Record<AnswerField, string>>;

export type CheckedAnswer =
  | { readonly ok: true; readonly answer: ImportAnswer }
  | { readonly ok: false; readonly errors: AnswerErrors };

const portText = (port: number | null): string => (port === null ? '' : String(port));

export function draftOf(service: ImportService): AnswerDraft {
  return {
    key: service.key,
    isIncluded: true,
    name: service.name,
    application: service.application,
    host: service.host ?? '',
    remotePort: portText(service.remotePort),
    localPort: portText(service.localPort),
    user: service.user ?? '',
  };
}

/** A port as typed; NaN, which no schema accepts, for anything but digits. */
export const portOf = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

const isField = (name: unknown): name is AnswerField =>
  name === 'name' || name === 'host' || name === 'remotePort' || name === 'localPort' || name === 'user';

export function checkDraft(draft: AnswerDraft): CheckedAnswer {
  const user = draft.user.trim();
  const parsed = importAnswerSchema.safeParse({
    key: draft.key,
    name: draft.name,
    application: draft.application,
    host: draft.host,
    remotePort: portOf(draft.remotePort),
    localPort: portOf(draft.localPort),
    user: takesUser(draft.application) && user !== '' ? user : null,
  });
  if (parsed.success) return { ok: true, answer: parsed.data };
  const errors: AnswerErrors = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path[0];
    if (isField(field)) errors[field] ??= issue.message;
  }
  for (const field of ['remotePort', 'localPort'] as const) {
    if (errors[field] === undefined) continue;
    errors[field] = draft[field].trim() === '' ? 'Enter a port.' : portProblem(portOf(draft[field]));
  }
  return { ok: false, errors };
}

function portProblem(port: number): string {
  if (Number.isNaN(port)) return 'A port is a whole number.';
  const parsed = portSchema.safeParse(port);
  return parsed.success ? '' : (parsed.error.issues[0]?.message ?? '');
}

export interface CheckedForm {
  readonly answers: readonly ImportAnswer[];
  readonly errors: Readonly<Record<string, AnswerErrors>>;
  /** Something is included and all of it is valid. */
  readonly isComplete: boolean;
}

/** Two included services can't listen on the same local port; the later one is told. */
export function checkForm(drafts: readonly AnswerDraft[]): CheckedForm {
  const answers: ImportAnswer[] = [];
  const errors: Record<string, AnswerErrors> = {};
  for (const draft of drafts.filter(({ isIncluded }) => isIncluded)) {
    const checked = checkDraft(draft);
    if (!checked.ok) {
      errors[draft.key] = checked.errors;
      continue;
    }
    const other = answers.find(({ localPort }) => localPort === checked.answer.localPort);
    if (other) errors[draft.key] = { localPort: `“${other.name}” uses this port already.` };
    else answers.push(checked.answer);
  }
  return { answers, errors, isComplete: answers.length > 0 && Object.keys(errors).length === 0 };
}
