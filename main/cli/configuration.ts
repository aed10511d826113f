/** Reading what a command is given: a file, a folder, an archive or standard input, to a proposal of profiles. */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { importLimits } from '../../preload/import-limits.ts';
import {
  type ImportAnswer,
  type ImportField,
  type ImportService,
  isOnSocketOnly,
} from '../../preload/import-preview.ts';
import { LOOPBACK_IPV6 } from '../../preload/loopback.ts';
import type { Explanation, Profile } from '../../preload/types.ts';
import { sayExplanation } from '../../preload/words/say.ts';
import type { UnsaidExplanation } from '../../preload/words/text.ts';
import { decodeConf } from '../conf/decode.ts';
import { disk } from '../disk/disk.ts';
import { RefusedFile, readNamedPipe } from '../disk/named-file.ts';
import type { FileSet, FileSetResult } from '../profile/files/file-set.ts';
import { lookAtNamed } from '../profile/files/named-certificates.ts';
import { openText } from '../profile/files/open.ts';
import { readSet } from '../profile/files/read-set.ts';
import { readPaths } from '../profile/files/walk.ts';
import { adopt } from '../profile/import/adopt.ts';
import { avoidBusyPorts } from '../profile/import/busy-ports.ts';
import { withRings } from '../profile/import/rings.ts';
import type { Proposal } from '../profile/proposal.ts';
import { proposeTyped } from '../profile/typed/propose-typed.ts';
import { readTyped } from '../profile/typed/read-typed.ts';
import { certificateFacts } from '../trust/certificate-facts.ts';
import { factsAt } from '../trust/named-facts.ts';
import { localAddresses, ownAddresses } from '../tunnel/local/local-addresses.ts';
import { portUse } from '../tunnel/local/port-use.ts';

export type Configuration =
  | { readonly ok: true; readonly source: string | null; readonly proposal: Proposal }
  | { readonly ok: false; readonly explanation: Explanation };

/** `-` is standard input; what `fetched` holds was brought from the server; what is no file may be an address, a URL or a command. Never throws: what cannot be read or understood is explained. */
export async function readConfiguration(
  file: string,
  host: string | null,
  fetched: FileSet | null = null,
): Promise<Configuration> {
  const hasIpv6 = localAddresses().has(LOOPBACK_IPV6);
  const options = {
    fileName: null,
    takenPorts: new Set<number>(),
    hasIpv6,
    isThere: existsSync,
    ownAddresses: ownAddresses(),
    host,
  };
  const piped = fetched === null ? await readPiped(file) : null;
  if (piped !== null && 'what' in piped) return { ok: false, explanation: piped };
  if (piped !== null) {
    const opened = openText(decodeConf(piped), options);
    return opened.ok
      ? { ok: true, proposal: await looked(opened.proposal), source: null }
      : refused(opened.explanation);
  }
  const given: FileSetResult = fetched === null ? await readPaths([file], disk) : { ok: true, set: fetched };
  if (!given.ok) {
    const typed = existsSync(file) ? null : readTyped(file);
    if (typed === null) return refused(given.explanation);
    const proposed = proposeTyped(typed, options);
    return proposed.ok
      ? { ok: true, proposal: await looked(proposed.proposal), source: null }
      : refused(proposed.explanation);
  }
  const { set } = given;
  const opened = await readSet(set, options, certificateFacts);
  if (!opened.ok) return refused(opened.explanation);
  return { ok: true, proposal: await looked(opened.proposal), source: set.name ?? set.files[0]?.path ?? null };
}

const refused = (explanation: UnsaidExplanation): Configuration => ({
  ok: false,
  explanation: sayExplanation(explanation),
});

/** What comes from standard input, or from a pipe as `<(command)` makes it; null when the path is neither. */
async function readPiped(file: string): Promise<Uint8Array | Explanation | null> {
  if (file === '-') return buffer(process.stdin);
  try {
    return await readNamedPipe(file, importLimits.fileBytes);
  } catch (error) {
    if (!(error instanceof RefusedFile)) return null;
    return { what: `${file} could not be read.`, why: `It is ${error.code}.`, next: 'Write it to a file first.' };
  }
}

/** The proposal with what this computer has to say to it. */
const looked = (proposal: Proposal): Promise<Proposal> =>
  avoidBusyPorts(lookAtNamed(withRings(proposal, []), factsAt), portUse, new Set());

/** The bytes of one file, or why they cannot be had. */
export async function readBytes(file: string): Promise<Uint8Array | Explanation> {
  const piped = await readPiped(file);
  if (piped !== null) return piped;
  const given = await readPaths([file], disk);
  if (!given.ok) return sayExplanation(given.explanation);
  const [only] = given.set.files;
  if (given.set.name !== null || only === undefined) {
    return { what: `${file} is a folder.`, why: 'One file is checked at a time.', next: 'Name the file in it.' };
  }
  return (
    only.bytes ?? {
      what: `${file} is larger than ${importLimits.fileBytes / 1_048_576} MiB.`,
      why: 'A stunnel configuration is a small text file.',
      next: 'Check the path.',
    }
  );
}

/** The fields of a service that are still questions. */
export function questionsOf(service: ImportService): ImportField[] {
  const fields = ['host', 'remotePort', 'localPort'] as const;
  const isAsked = (field: (typeof fields)[number]) =>
    service[field] === null && !(field === 'localPort' && isOnSocketOnly(service));
  return [...fields.filter(isAsked), ...(asksForPin(service) ? (['trust'] as const) : [])];
}

/** In place of the server's own certificate nothing else is trusted unasked. */
const asksForPin = ({ needs = [] }: ImportService) =>
  needs.some(({ kind, required }) => kind === 'authority' && required);

/** What the command line answers of the questions of a service. */
export interface GivenAddress {
  readonly host: string | null;
  readonly port: number | null;
}

/** The service as it was read, with the address answered where it is a question; null while questions are left. */
export function answerOf(service: ImportService, given: GivenAddress): ImportAnswer | null {
  const { key, name, application, localPort, user } = service;
  const host = service.host ?? given.host;
  const remotePort = service.remotePort ?? given.port;
  if (service.problem !== null || asksForPin(service) || host === null || remotePort === null) return null;
  if (localPort === null && !isOnSocketOnly(service)) return null;
  return { key, name, application, host, remotePort, ...(localPort === null ? {} : { localPort }), user };
}

/** The profiles of all services that leave no question. */
export function profilesOf(proposal: Proposal, given: GivenAddress): Profile[] {
  const answers = proposal.services.flatMap(({ view }) => answerOf(view, given) ?? []);
  return adopt(proposal, answers, randomUUID);
}
