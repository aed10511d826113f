import { specificationOf } from '../profile/specification.ts';
import type { Command } from './arguments.ts';
import { profilesOf, questionsOf, readConfiguration } from './configuration.ts';
import { type ExitStatus, exitStatus, explanationLines, noteLine, type Output } from './output.ts';
import { runTunnels } from './tunnels.ts';

type Run = Extract<Command, { readonly kind: 'run' }>;

/** Runs the client services of a configuration until a signal ends it. */
export async function runCommand({ file }: Run, output: Output): Promise<ExitStatus> {
  const configuration = await readConfiguration(file);
  if (!configuration.ok) {
    for (const line of explanationLines(configuration.explanation)) output.message(line);
    return exitStatus.failed;
  }
  const { proposal } = configuration;
  const clients = proposal.services.filter(({ view }) => view.role === 'client');
  if (clients.length === 0) {
    output.message(`${file} is a server's configuration; see what it becomes for a client with: adit import ${file}`);
    return exitStatus.failed;
  }
  for (const { view } of proposal.services) {
    if (view.role === 'server') output.message(`[${view.section}] is a server's service and is not run.`);
    else for (const note of view.notes) output.message(`[${view.section}] ${noteLine(note, '')}`);
  }
  for (const note of proposal.notes) output.message(noteLine(note, ''));

  const unusable = clients.flatMap(({ view }) => {
    if (view.problem !== null) return [`[${view.section}] cannot be run: ${view.problem}`];
    return questionsOf(view).map((field) => `[${view.section}] cannot be run: ${view.reasons[field] ?? `${field}?`}`);
  });
  if (unusable.length > 0) {
    for (const line of unusable) output.message(line);
    return exitStatus.failed;
  }
  const profiles = profilesOf({ ...proposal, services: clients }, null);
  return runTunnels(profiles.map(specificationOf), output);
}
