/** Reading a stunnel.conf for a command: from a file or standard input to a proposal of profiles. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Explanation, ImportAnswer, ImportField, ImportService, Profile } from '../../preload/types.ts';
import { decodeConf } from '../conf/decode.ts';
import { adopt } from '../profile/adopt.ts';
import { openText } from '../profile/open.ts';
import type { Proposal } from '../profile/template.ts';

export type Configuration =
  | { readonly ok: true; readonly source: string | null; readonly proposal: Proposal }
  | { readonly ok: false; readonly explanation: Explanation };

/** The file's bytes, or why they cannot be had. */
async function read(file: string): Promise<Buffer | Explanation> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const why: Readonly<Record<string, string>> = {
      ENOENT: 'There is no such file.',
      EISDIR: 'It is a directory.',
      EACCES: 'You may not read it.',
    };
    return { what: `${file} cannot be read.`, why: why[code] ?? `The system says ${code}.`, next: 'Check the path.' };
  }
}

/** `-` is standard input. Never throws: what cannot be read or understood is explained. */
export async function readConfiguration(file: string): Promise<Configuration> {
  const bytes = await read(file);
  if (!Buffer.isBuffer(bytes)) return { ok: false, explanation: bytes };
  const source = file === '-' ? null : path.basename(file);
  const proposed = openText(decodeConf(bytes), { fileName: source, takenPorts: new Set() });
  return proposed.ok ? { ok: true, source, proposal: proposed.proposal } : proposed;
}

/** The fields of a service that are still questions. */
export function questionsOf(service: ImportService): ImportField[] {
  const fields = ['host', 'remotePort', 'localPort'] as const;
  return fields.filter((field) => service[field] === null);
}

/** The service as it was read, with the host answered where it is a question; null while questions are left. */
export function answerOf(service: ImportService, host: string | null): ImportAnswer | null {
  const { key, name, application, remotePort, localPort, user } = service;
  const answered = service.host ?? host;
  if (service.problem !== null || answered === null || remotePort === null || localPort === null) return null;
  return { key, name, application, host: answered, remotePort, localPort, user };
}

/** The profiles of all services that leave no question. */
export function profilesOf(proposal: Proposal, host: string | null): Profile[] {
  const answers = proposal.services.flatMap(({ view }) => answerOf(view, host) ?? []);
  return adopt(proposal, answers, randomUUID);
}
