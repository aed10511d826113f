/** What an import says of a service, as text. */

import type { ImportField, ImportNeed, ImportService } from './import-preview.ts';
import { sentenceWords } from './sentence.ts';
import { type Said, sayAll } from './words/say.ts';

/** The service with its sentences as text. */
export interface WordedService extends Said<Omit<ImportService, 'reasons' | 'needs' | 'problem'>> {
  readonly reasons: Readonly<Partial<Record<ImportField, string>>>;
  readonly needs?: readonly WordedNeed[];
  readonly problem: string | null;
}

interface WordedNeed extends Omit<ImportNeed, 'reason'> {
  readonly reason: string;
}

/** As it was, but for its sentences. */
export function inWords({ reasons, needs, problem, ...rest }: ImportService): WordedService {
  return {
    ...sayAll(rest),
    ...(needs === undefined ? {} : { needs: needs.map((need) => ({ ...need, reason: sentenceWords(need.reason) })) }),
    reasons: Object.fromEntries(Object.entries(reasons).map(([field, reason]) => [field, sentenceWords(reason)])),
    problem: problem === null ? null : sentenceWords(problem),
  };
}
