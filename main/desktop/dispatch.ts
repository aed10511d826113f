/**
 * Decides what happens to a request before any handler sees it: is the call known, may this sender make it, does the
 * request have the right shape. Knows nothing of Electron.
 */

import { type CallName, contract, type Handlers, type Result } from '../../preload/contract.ts';
import { requestSchemas } from '../../preload/requests.ts';
import { t } from '../../preload/words/words.ts';
import { describeThrown, type Logger } from '../state/logger.ts';
import { type Failure, failure, somethingFailed } from '../state/result.ts';
import { isPlainRequest } from './plain-request.ts';

/** Where a request came from. */
export interface Sender {
  readonly webContentsId: number;
  readonly isMainFrame: boolean;
  /** `app://adit`; null when the frame is already gone. */
  readonly origin: string | null;
}

/** The only senders that are listened to: the main frame of our window, showing our page. */
export interface TrustedSender {
  readonly webContentsId: number | null;
  readonly origin: string;
}

export type Decision =
  | { readonly kind: 'accepted'; readonly name: CallName; readonly request: unknown }
  /** `reason` is for the log, and holds nothing of the request's content. */
  | { readonly kind: 'refused'; readonly reason: string; readonly failure: Failure };

const forbidden = failure('forbidden', () => ({
  what: t('failure.request.forbidden.what'),
  why: t('failure.request.forbidden.why'),
  next: t('failure.request.forbidden.next'),
}));

const unknownCall = failure('invalid-request', () => ({
  what: t('failure.request.forbidden.what'),
  why: t('failure.request.unknownCall.why'),
  next: t('failure.request.forbidden.next'),
}));

/** Whether a request may reach its handler. Unknown senders learn nothing about shapes. */
export function decide(name: string, sender: Sender, request: unknown, trusted: TrustedSender): Decision {
  if (!isTrusted(sender, trusted)) {
    const frame = sender.isMainFrame ? 'main frame' : 'sub-frame';
    const reason = `sender ${sender.webContentsId} (${frame}, ${sender.origin ?? 'gone'}) is not our window`;
    return { kind: 'refused', reason, failure: forbidden };
  }
  if (!isCallName(name)) return { kind: 'refused', reason: 'unknown call', failure: unknownCall };
  const parsed = parse(name, request);
  if (parsed?.success) return { kind: 'accepted', name, request: parsed.data };
  const [issue] = parsed?.error.issues ?? [];
  const place = issue?.path.map(String).join('.') ?? '';
  const wrongShape = failure('invalid-request', () => ({
    what: t('failure.request.wrongShape.what'),
    why: issue?.message ?? t('failure.request.wrongShape.why'),
    next: t('failure.request.wrongShape.next'),
  }));
  return { kind: 'refused', reason: `wrong shape at "${place}": ${issue?.code ?? 'unknown'}`, failure: wrongShape };
}

/** null: not even zod can say what it is. It compares the length of an object in the place of a text, whatever that is. */
function parse(name: CallName, request: unknown) {
  if (!isPlainRequest(request)) return null;
  try {
    return requestSchemas[name].safeParse(request, { error: whyNot });
  } catch {
    return null;
  }
}

/** Where a schema has no words of its own: zod's are English, and a programmer's. */
const whyNot = ({ code }: { readonly code?: string | undefined }): string =>
  code === 'too_big' ? t('failure.request.tooMuch.why') : t('failure.request.wrongShape.why');

export type Dispatch = (name: string, sender: Sender, request: unknown) => Promise<Result<unknown>>;

/** Requests in, results out, whatever happens in between: a handler that throws is a failure value and a line in the log. */
export function createDispatch(handlers: Handlers, trusted: () => TrustedSender, log: Logger): Dispatch {
  return async (name, sender, request) => {
    const decision = decide(name, sender, request, trusted());
    if (decision.kind === 'refused') {
      log.warn(`Refused ${JSON.stringify(name.slice(0, 64))}: ${decision.reason}`);
      return decision.failure;
    }
    try {
      // The schema of this very call has just parsed the request.
      const handler = handlers[decision.name] as (request: unknown) => Promise<Result<unknown>> | Result<unknown>;
      return await handler(decision.request);
    } catch (thrown) {
      log.error(`${decision.name} failed: ${describeThrown(thrown)}`);
      return somethingFailed;
    }
  };
}

function isTrusted(sender: Sender, trusted: TrustedSender): boolean {
  return sender.isMainFrame && sender.webContentsId === trusted.webContentsId && sender.origin === trusted.origin;
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(contract, name) && contract[name as keyof typeof contract].kind === 'call';
}
