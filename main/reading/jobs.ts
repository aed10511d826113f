/** What is read in the reading thread, as messages. */
import { existsSync } from 'node:fs';
import { disk } from '../disk/disk.ts';
import type { FileSet, FileSetResult } from '../profile/files/file-set.ts';
import { lookAtNamed } from '../profile/files/named-certificates.ts';
import { openText } from '../profile/files/open.ts';
import { readSet } from '../profile/files/read-set.ts';
import { readPaths } from '../profile/files/walk.ts';
import type { ProposeOptions, ProposeResult } from '../profile/import/propose.ts';
import { type ReadBackupResult, readBackup } from '../profile/share/backup.ts';
import { certificateFacts } from '../trust/certificate-facts.ts';
import { factsAt } from '../trust/named-facts.ts';

/** What of an import can be sent: the rest depends on who reads. */
export type ReadingOptions = Omit<ProposeOptions, 'isThere' | 'isServersKey' | 'directory'>;

export interface Jobs {
  readonly text: {
    readonly asked: { readonly text: string; readonly options: ReadingOptions };
    readonly answer: ProposeResult;
  };
  readonly set: {
    readonly asked: { readonly set: FileSet; readonly options: ReadingOptions };
    readonly answer: ProposeResult;
  };
  readonly paths: { readonly asked: readonly string[]; readonly answer: FileSetResult };
  readonly backup: { readonly asked: string; readonly answer: ReadBackupResult };
}
export type JobName = keyof Jobs;

export type Job = { [Name in JobName]: { readonly name: Name; readonly asked: Jobs[Name]['asked'] } }[JobName];

/** Reads what is asked for. Rejects only for what nobody expected. */
export async function work(job: Job): Promise<Jobs[JobName]['answer']> {
  switch (job.name) {
    // What came as text names files, and nobody looks whether they are there.
    case 'text':
      return openText(job.asked.text, { ...job.asked.options, isThere: null });
    case 'set':
      return readGivenSet(job.asked.set, job.asked.options);
    case 'paths':
      return readPaths(job.asked, disk);
    case 'backup':
      return readBackup(job.asked);
  }
}

/** Only of what main has read itself the folder is known; the window sends text. */
async function readGivenSet(set: FileSet, options: ReadingOptions): Promise<ProposeResult> {
  if (set.directory === undefined) return readSet(set, { ...options, isThere: null }, certificateFacts);
  const read = await readSet(set, { ...options, isThere: existsSync }, certificateFacts);
  return read.ok ? { ok: true, proposal: lookAtNamed(read.proposal, factsAt) } : read;
}
