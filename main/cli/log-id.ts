/** What names a connection in the log: stunnel's `logId` (log.c log_id). */
import { randomInt } from 'node:crypto';

export type LogId = 'sequential' | 'unique' | 'thread' | 'process';

const kinds: readonly LogId[] = ['sequential', 'unique', 'thread', 'process'];

export const readLogId = (value: string | null): LogId =>
  kinds.find((kind) => kind === value?.toLowerCase()) ?? 'sequential';

/** With 62 characters to choose from, as many bits as a random UUID has and a few more. */
const UNIQUE_LENGTH = 22;
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Of the connection that `count` others came before. One thread serves them all, whose number is the process's. */
export function connectionId(kind: LogId, count: number): string {
  switch (kind) {
    case 'sequential':
      return String(count);
    case 'unique':
      return Array.from({ length: UNIQUE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    case 'thread':
    case 'process':
      return String(process.pid);
  }
}
