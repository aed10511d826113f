import type { LogRole } from '../../../preload/diagnosis.ts';
import type { Text } from '../../../preload/words/text.ts';

export interface LogWords {
  readonly title: Text;
  readonly why: Text;
  readonly next: Text;
}

/** What a line of stunnel's log means. */
export interface LogEntry {
  readonly kind: string;
  /** Of the line without its date, level and connection. */
  readonly pattern: RegExp;
  /** Whose log it has to be; left out: either's. */
  readonly role?: Exclude<LogRole, 'unknown'>;
  /** False: it is worth knowing, and nothing is broken by it. */
  readonly isFault?: false;
  readonly words: (groups: readonly string[]) => LogWords;
}
