/** A server's kit as the window sees it: what was answered and who is let in, and no key. */
import type { Answers } from './kit-answers.ts';
import type { Text } from './words/text.ts';

export interface KitClient {
  readonly name: string;
  /** It is turned away, and its name stays taken. */
  readonly isRevoked: boolean;
}

/** A folder that holds a kit. */
export interface OpenedKit {
  readonly id: string;
  /** For people. The window cannot name another one. */
  readonly folder: string;
  readonly answers: Answers;
  readonly clients: readonly KitClient[];
}

export interface KitRequest {
  /** The kit to change; null: a new one. Main asks where. */
  readonly kitId: string | null;
  readonly answers: Answers;
  readonly add: readonly { readonly name: string; readonly passphrase: string | null }[];
  readonly revoke: readonly string[];
  readonly renew: 'no' | 'same key' | 'new key';
  /** Of a new one. What is in one file cannot be changed later. */
  readonly form: 'folder' | 'tar';
}

export interface MadeKit {
  readonly path: string;
  /** null: it is in one file. */
  readonly kit: OpenedKit | null;
  /** Names of the files to hand on, one for each client. */
  readonly clientFiles: readonly string[];
  /** What to know or to do now, a sentence each. */
  readonly notes: readonly Text[];
}
