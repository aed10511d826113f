import type { ImportService } from '../../../preload/import-preview.ts';
import { inWords } from '../../../preload/import-words.ts';
import { sentence } from '../../../preload/sentence.ts';
import type { FileSet } from '../../profile/files/file-set.ts';
import type { Command } from '../arguments.ts';
import { type GivenAddress, profilesOf, questionsOf, readConfiguration } from '../configuration.ts';
import { serviceLines } from '../import-text.ts';
import { type ExitStatus, exitStatus, explanationLines, noteLine, type Output, printJson } from '../output.ts';

type Import = Extract<Command, { readonly kind: 'import' }>;

const keyWarning = (files: readonly string[]): string =>
  `Warning: ${files.join(', ')} ${files.length === 1 ? 'holds a private key' : 'hold private keys'}. Nothing of a key was kept. A server’s private key should not leave the server.\n`;

const GIVEN = sentence`Given on the command line.`;

/** With the answers in place of the questions. */
function answered(view: ImportService, { host, port }: GivenAddress): ImportService {
  const isHost = view.host === null && host !== null;
  const isPort = view.remotePort === null && port !== null;
  return {
    ...view,
    ...(isHost ? { host } : {}),
    ...(isPort ? { remotePort: port } : {}),
    reasons: { ...view.reasons, ...(isHost ? { host: GIVEN } : {}), ...(isPort ? { remotePort: GIVEN } : {}) },
  };
}

/**
 * Prints what a configuration becomes. Nothing is saved: profiles are kept by the app, and the CLI runs files. It has
 * failed when no section can become a profile.
 */
export async function importCommand(
  { file, host, port, json }: Omit<Import, 'kind'>,
  output: Output,
  fetched: FileSet | null = null,
): Promise<ExitStatus> {
  const configuration = await readConfiguration(file, host, fetched);
  if (!configuration.ok) {
    if (json) printJson(output, { ok: false, error: configuration.explanation });
    else for (const line of explanationLines(configuration.explanation)) output.message(line);
    return exitStatus.failed;
  }
  const { source, proposal } = configuration;
  const { privateKeys = [] } = proposal;
  const services = proposal.services.map(({ view }) => answered(view, { host, port }));
  const status = services.some(({ problem }) => problem === null) ? exitStatus.done : exitStatus.failed;
  if (json) {
    const listed = services.map((service) => ({ ...inWords(service), questions: questionsOf(service) }));
    const profiles = profilesOf(proposal, { host, port });
    printJson(output, { ok: true, source, services: listed, profiles, privateKeys, notes: proposal.notes });
    return status;
  }
  if (privateKeys.length > 0) output.result(keyWarning(privateKeys));
  for (const service of services) {
    for (const line of serviceLines(service)) output.result(line);
    for (const note of service.notes) output.result(noteLine(note));
    output.result('');
  }
  for (const note of proposal.notes) output.result(noteLine(note, ''));
  return status;
}
