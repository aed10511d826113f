import type { ImportField, ImportService } from '../../preload/types.ts';
import type { Command } from './arguments.ts';
import { profilesOf, questionsOf, readConfiguration } from './configuration.ts';
import { type ExitStatus, exitStatus, explanationLines, noteLine, type Output, printJson, table } from './output.ts';

type Import = Extract<Command, { readonly kind: 'import' }>;

const questions: Readonly<Partial<Record<ImportField, string>>> = {
  host: "the server's host name (--host HOST)",
  remotePort: "the server's port",
  localPort: 'the local port',
};

function serviceLines(service: ImportService): string[] {
  const { section, name, application, host, remotePort, localPort, problem, reasons } = service;
  const open = questionsOf(service);
  const heading = `[${section}] ${service.role === 'server' ? 'is a server; as a client it becomes' : 'becomes'}`;
  if (problem !== null) return [`[${section}] cannot become a profile: ${problem}`];
  return [
    `${heading} the profile “${name}”`,
    ...table([
      ['application', application],
      ['local', `127.0.0.1:${localPort ?? '?'}`],
      ['server', `${host ?? '?'}:${remotePort ?? '?'}`],
      ['trust', service.trust],
      ...open.map((field): [string, string] => ['question', reasons[field] ?? questions[field] ?? field]),
    ]),
  ];
}

/** Prints what a configuration becomes. Nothing is saved: profiles are kept by the app, and the CLI runs files. */
export async function importCommand({ file, host, json }: Import, output: Output): Promise<ExitStatus> {
  const configuration = await readConfiguration(file);
  if (!configuration.ok) {
    if (json) printJson(output, { ok: false, error: configuration.explanation });
    else for (const line of explanationLines(configuration.explanation)) output.message(line);
    return exitStatus.failed;
  }
  const { source, proposal } = configuration;
  const services = proposal.services.map(({ view }) => ({ ...view, host: view.host ?? host }));
  if (json) {
    const listed = services.map((service) => ({ ...service, questions: questionsOf(service) }));
    const profiles = profilesOf(proposal, host);
    printJson(output, { ok: true, source, services: listed, profiles, notes: proposal.notes });
    return exitStatus.done;
  }
  for (const service of services) {
    for (const line of serviceLines(service)) output.result(line);
    for (const note of service.notes) output.result(noteLine(note));
    output.result('');
  }
  for (const note of proposal.notes) output.result(noteLine(note, ''));
  return exitStatus.done;
}
