import type { ImportField, ImportService } from '../../../preload/import-preview.ts';
import { applicationLabels } from '../../profile/application.ts';
import type { Command } from '../arguments.ts';
import { profilesOf, questionsOf, readConfiguration } from '../configuration.ts';
import { type ExitStatus, exitStatus, explanationLines, noteLine, type Output, printJson, table } from '../output.ts';

type Import = Extract<Command, { readonly kind: 'import' }>;

/** How a question is answered on this command line; the other answers are given in the app, or in the file. */
const answeredBy: Readonly<Partial<Record<ImportField, string>>> = { host: ' (--host HOST)' };

const needNames = {
  certificate: 'certificate',
  psk: 'pre-shared key',
  authority: 'trust',
  revocation: 'revocation',
} as const;

const keyWarning = (files: readonly string[]): string =>
  `Warning: ${files.join(', ')} ${files.length === 1 ? 'holds a private key' : 'hold private keys'}. Nothing of a key was kept. A server’s private key should not leave the server.\n`;

function localAddresses({ accept, localPort }: ImportService): string {
  const addresses = accept ?? [{ host: '127.0.0.1', port: localPort }];
  return addresses.map(({ host, port }) => addressOf(host, port)).join(', ');
}

const addressOf = (host: string | null, port: number | null): string =>
  `${host?.includes(':') ? `[${host}]` : (host ?? '?')}:${port ?? '?'}`;

const unverified: [string, string] = [
  'verified',
  'not by this file, which accepts any certificate. Adit verifies the server, unless you choose otherwise in the app.',
];

const reasonNames = { application: 'application', host: 'host', remotePort: 'port', localPort: 'local port' } as const;

/** Where the values come from that the file of a server does not say itself; what is asked is a row of its own. */
function reasonRows({ reasons }: ImportService, open: readonly ImportField[]): [string, string][] {
  const fields = Object.keys(reasonNames) as (keyof typeof reasonNames)[];
  return fields.flatMap((field) => {
    const reason = reasons[field];
    return reason === undefined || open.includes(field) ? [] : [[`  ${reasonNames[field]}`, reason]];
  });
}

function serviceLines(service: ImportService): string[] {
  const { name, application, host, remotePort, problem, reasons, role } = service;
  const open = questionsOf(service);
  // The need says what holds until it is met.
  const asksForTrust = service.needs?.some(({ kind }) => kind === 'authority') ?? false;
  const section = `${service.section === '' ? 'The service without a section name' : `[${service.section}]`}${service.file === undefined ? '' : ` of ${service.file}`}`;
  const heading = `${section} ${service.role === 'server' ? 'is a server; as a client it becomes' : 'becomes'}`;
  if (problem !== null) return [`${section} cannot become a profile: ${problem}`];
  return [
    `${heading} the profile “${name}”`,
    ...table([
      ['application', applicationLabels[application]],
      ['local', localAddresses(service)],
      ['server', addressOf(host, remotePort)],
      ...(role === 'server' ? reasonRows(service, open) : []),
      ...(asksForTrust ? [] : [['trust', service.trust] as [string, string]]),
      ...(service.unverified === true ? [unverified] : []),
      ...(service.pinned ?? []).map((sha256): [string, string] => ['SHA-256', sha256]),
      ...(service.settings ?? []).map(({ field, words, reason }): [string, string] => [
        field,
        reason === undefined ? words : `${words} (${reason})`,
      ]),
      ...(service.needs ?? []).map(({ kind, reason }): [string, string] => [needNames[kind], reason]),
      ...open.map((field): [string, string] => ['question', `${reasons[field] ?? field}${answeredBy[field] ?? ''}`]),
    ]),
  ];
}

const withHost = (view: ImportService, host: string | null): ImportService =>
  host === null ? view : { ...view, host, reasons: { ...view.reasons, host: 'Given on the command line.' } };

/**
 * Prints what a configuration becomes. Nothing is saved: profiles are kept by the app, and the CLI runs files. It has
 * failed when no section can become a profile.
 */
export async function importCommand({ file, host, json }: Import, output: Output): Promise<ExitStatus> {
  const configuration = await readConfiguration(file);
  if (!configuration.ok) {
    if (json) printJson(output, { ok: false, error: configuration.explanation });
    else for (const line of explanationLines(configuration.explanation)) output.message(line);
    return exitStatus.failed;
  }
  const { source, proposal } = configuration;
  const { privateKeys = [] } = proposal;
  const services = proposal.services.map(({ view }) => (view.host === null ? withHost(view, host) : view));
  const status = services.some(({ problem }) => problem === null) ? exitStatus.done : exitStatus.failed;
  if (json) {
    const listed = services.map((service) => ({ ...service, questions: questionsOf(service) }));
    const profiles = profilesOf(proposal, host);
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
