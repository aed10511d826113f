/** Local ports that somebody listens on already: a suggestion makes way, what a file says is kept and said. */

import { LOOPBACK, LOOPBACK_IPV6 } from '../../../preload/loopback.ts';
import { goOn, type Sentence, told } from '../../../preload/sentence.ts';
import type { PortHolder } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { nextFree } from '../local-port.ts';
import { noteOnAll } from '../notes/note.ts';
import type { Proposal, ProposedService } from '../proposal.ts';
import { isApart } from './local-ports.ts';

/** Why a port cannot be listened on. `forbidden`: the system keeps it. */
export type PortUse = { readonly kind: 'in-use'; readonly holder: PortHolder | null } | { readonly kind: 'forbidden' };

/** null: the port is free now. */
export type LookAtPort = (host: string, port: number) => Promise<PortUse | null>;

/** Ports that are looked at before a suggestion stays as it is. */
const MOST_TRIES = 50;

/** `taken`: ports of profiles. */
export async function avoidBusyPorts(
  proposal: Proposal,
  look: LookAtPort,
  taken: ReadonlySet<number>,
): Promise<Proposal> {
  const given = new Set([
    ...taken,
    ...proposal.services.flatMap(({ template }) => template.accept.flatMap(({ port }) => port ?? [])),
  ]);
  const services: ProposedService[] = [];
  for (const service of proposal.services) {
    const { localPort, problem, role } = service.view;
    if (localPort === null || problem !== null) services.push(service);
    else if (role === 'client') services.push(await asWritten(service, look));
    else services.push(await suggested(service, localPort, look, given));
  }
  return { ...proposal, services };
}

/** On every address that the profile would listen on while nobody says otherwise. */
async function lookAt({ view }: ProposedService, port: number, look: LookAtPort): Promise<PortUse | null> {
  return (await look(LOOPBACK, port)) ?? (view.acceptIpv6 ? look(LOOPBACK_IPV6, port) : null);
}

/** Of all addresses that a client's section names, those of 127.0.0.0/8 by themselves: each has ports of its own. */
async function asWritten(service: ProposedService, look: LookAtPort): Promise<ProposedService> {
  for (const { host, port } of service.template.accept) {
    if (port === null) continue;
    const use = await (isApart(host) ? look(host, port) : lookAt(service, port, look));
    if (use !== null) return said(service, port, use);
  }
  return service;
}

async function suggested(
  service: ProposedService,
  wanted: number,
  look: LookAtPort,
  given: Set<number>,
): Promise<ProposedService> {
  const use = await lookAt(service, wanted, look);
  if (use === null) return service;
  let port = wanted;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    port = nextFree(port + 1, given);
    if ((await lookAt(service, port, look)) !== null) continue;
    given.add(port);
    return withPort(service, port, movedReason(wanted, port, use));
  }
  return said(service, wanted, use);
}

function withPort({ view, template }: ProposedService, port: number, why: Sentence): ProposedService {
  const [first, ...others] = template.accept;
  const [shown, ...rest] = view.accept ?? [];
  return {
    view: {
      ...view,
      localPort: port,
      ...(shown === undefined ? {} : { accept: [{ ...shown, port }, ...rest] }),
      reasons: { ...view.reasons, localPort: why },
    },
    template: { ...template, accept: [{ host: first?.host ?? LOOPBACK, port }, ...others] },
  };
}

/** The port stays, because programs are set to it. */
function said({ view, template }: ProposedService, port: number, use: PortUse): ProposedService {
  const busy = busyReason(port, use);
  const note = noteOnAll(busy);
  const reasons = { ...view.reasons, localPort: goOn(view.reasons.localPort, { parts: [busy] }) };
  return {
    view: { ...view, reasons, notes: [...view.notes, note], warnings: [...(view.warnings ?? []), note] },
    template,
  };
}

function movedReason(wanted: number, port: number, use: PortUse): Sentence {
  if (use.kind === 'forbidden') return told('reason.local.forbiddenMoved', { wanted, port });
  return told('reason.local.busyMoved', { wanted, port, program: programOf(use.holder) });
}

function busyReason(port: number, use: PortUse): Text {
  if (use.kind === 'forbidden') return toSay('reason.local.forbidden', { port });
  return toSay('reason.local.busy', { port, program: programOf(use.holder) });
}

const programOf = (holder: PortHolder | null): Text =>
  holder === null
    ? toSay('error.anotherProgram')
    : toSay('activity.process', { program: holder.name, pid: holder.pid });
