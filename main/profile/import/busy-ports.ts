/** Local ports that somebody listens on already: a suggestion makes way, what a file says is kept and said. */

import { LOOPBACK, LOOPBACK_IPV6 } from '../../../preload/loopback.ts';
import { goOn, sentence } from '../../../preload/sentence.ts';
import type { Note, PortHolder } from '../../../preload/types.ts';
import { nextFree } from '../local-port.ts';
import type { Proposal, ProposedService } from '../proposal.ts';

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
    const use = localPort === null || problem !== null ? null : await lookAt(service, localPort, look);
    if (localPort === null || use === null) services.push(service);
    else if (role === 'client') services.push(said(service, localPort, use));
    else services.push(await moved(service, localPort, use, look, given));
  }
  return { ...proposal, services };
}

/** On every address that the profile would listen on while nobody says otherwise. */
async function lookAt({ view }: ProposedService, port: number, look: LookAtPort): Promise<PortUse | null> {
  return (await look(LOOPBACK, port)) ?? (view.acceptIpv6 ? look(LOOPBACK_IPV6, port) : null);
}

async function moved(
  service: ProposedService,
  wanted: number,
  use: PortUse,
  look: LookAtPort,
  given: Set<number>,
): Promise<ProposedService> {
  let port = wanted;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    port = nextFree(port + 1, given);
    if ((await lookAt(service, port, look)) !== null) continue;
    given.add(port);
    return withPort(service, port, `${words(wanted, use)}; ${port} is free.`);
  }
  return said(service, wanted, use);
}

function withPort({ view, template }: ProposedService, port: number, why: string): ProposedService {
  const [first, ...others] = template.accept;
  const [shown, ...rest] = view.accept ?? [];
  return {
    view: {
      ...view,
      localPort: port,
      ...(shown === undefined ? {} : { accept: [{ ...shown, port }, ...rest] }),
      reasons: { ...view.reasons, localPort: sentence`${why}` },
    },
    template: { ...template, accept: [{ host: first?.host ?? LOOPBACK, port }, ...others] },
  };
}

/** The port stays, because programs are set to it. */
function said({ view, template }: ProposedService, port: number, use: PortUse): ProposedService {
  const next = use.kind === 'in-use' ? 'End that program, or choose another port.' : 'Choose another port.';
  const note: Note = { line: null, text: '', reason: `${words(port, use)}. ${next}` };
  const reasons = { ...view.reasons, localPort: goOn(view.reasons.localPort, note.reason) };
  return {
    view: { ...view, reasons, notes: [...view.notes, note], warnings: [...(view.warnings ?? []), note] },
    template,
  };
}

function words(port: number, use: PortUse): string {
  if (use.kind === 'forbidden') return `The system does not let Adit listen on port ${port}`;
  const { holder } = use;
  return `Port ${port} is used by ${holder === null ? 'another program' : `${holder.name} (process ${holder.pid})`} now`;
}
