/** Answers of a person to an import's questions become profiles. */

import { profileSchema } from '../../../preload/fields/profile.ts';
import type { ImportAnswer } from '../../../preload/import-preview.ts';
import { isLoopback } from '../../../preload/loopback.ts';
import type { Checks, Endpoint, Profile, Trust } from '../../../preload/types.ts';
import { LOOPBACK } from '../defaults.ts';
import { keptNotes } from '../notes/kept-notes.ts';
import { answeredFields } from '../optional-fields.ts';
import type { ProfileTemplate, Proposal, ProposedService } from '../proposal.ts';

/**
 * The profiles that the answers make of a proposal, in the order of the answers. Services without an answer are left
 * out. `newId` gives a new UUID each time.
 * @throws {Error} when an answer names a service that the proposal does not have or that cannot become a profile, or
 * when a profile would not be valid, or lacks the server’s certificate without a word: callers validate answers with `importAnswerSchema` first.
 */
export function adopt(proposal: Proposal, answers: readonly ImportAnswer[], newId: () => string): Profile[] {
  return answers.map((answer) => {
    const service = proposal.services.find(({ view }) => view.key === answer.key);
    if (service === undefined) throw new Error(`The import has no service with the key ${answer.key}.`);
    if (service.view.problem !== null)
      throw new Error(`The service with the key ${answer.key} cannot become a profile.`);
    return profileSchema.parse(toProfile(service, answer, newId()));
  });
}

function toProfile({ view, template }: ProposedService, answer: ImportAnswer, id: string): Profile {
  const [, ...otherConnects] = template.connect;
  return {
    id,
    name: answer.name,
    group: template.group,
    application: answer.application,
    accept: acceptOf(template, answer),
    connect: [
      { host: answer.host, port: answer.remotePort },
      ...otherConnects.flatMap(({ host, port }) => (host === null || port === null ? [] : [{ host, port }])),
    ],
    failover: template.failover,
    tls: template.tls,
    // Only a file that verifies nothing may lead to a profile that does not, and only when the person says so.
    trust: view.unverified && answer.unverified ? { kind: 'none' } : trustFor(template, answer),
    timeouts: template.timeouts,
    ...answeredFields(template, answer),
    startWithApp: template.startWithApp,
    user: answer.user,
    demo: template.demo,
    origin: { ...template.origin, notes: keptNotes(template.origin.notes) },
  };
}

/** Other computers may use the tunnel only when the file says so and the person as well. Each address is there once. */
function acceptOf(
  { accept: [first, ...others], socket }: ProfileTemplate,
  { localPort, exposed }: ImportAnswer,
): Endpoint[] {
  if (localPort === undefined && socket === undefined) throw new Error('Nobody said where the tunnel listens.');
  const addresses = [
    ...(localPort === undefined ? [] : [{ host: first?.host ?? LOOPBACK, port: localPort }]),
    ...others.flatMap(({ host, port }) => (port === null ? [] : [{ host, port }])),
  ].map((address) => (exposed || isLoopback(address.host) ? address : { ...address, host: LOOPBACK }));
  return [...new Map(addresses.map((address) => [`${address.host} ${address.port}`, address])).values()];
}

/** Whether authorities of the system would stand in for the one certificate that the file accepts. */
const asksForPin = ({ trustByFile }: ProfileTemplate) =>
  trustByFile?.kind === 'pinned' || (trustByFile?.kind === 'authority' && trustByFile.peer === true);

function trustFor(template: ProfileTemplate, { host, authority, withoutPin }: ImportAnswer): Trust {
  const { trustByFile } = template;
  if (asksForPin(template) && authority === undefined && withoutPin !== true) {
    throw new Error('The certificate that the file accepts was not chosen, and nobody said that authorities decide.');
  }
  const trust: Trust =
    trustByFile === undefined || authority === undefined
      ? template.trust
      : { ...trustByFile, certificates: [{ kind: 'file', path: authority }] };
  if (!template.checkAnsweredHost || trust.kind === 'none') return trust;
  const isAddress = /^[\d.]+$|:/.test(host);
  const checks: Checks = isAddress
    ? { ...trust.checks, ips: [...trust.checks.ips, host] }
    : { ...trust.checks, hosts: [...trust.checks.hosts, host] };
  return { ...trust, checks };
}
