/** Names the rings that the services of an import make, among themselves and with the profiles that there are. Pure. */
import type { Note } from '../../../preload/types.ts';
import type { Proposal, ProposedService } from '../proposal.ts';
import { type Linked, ringOf } from '../ring.ts';

/** The proposal with a warning at each service that is part of a ring. `profiles`: those that stay as they are. */
export function withRings(proposal: Proposal, profiles: readonly Linked[]): Proposal {
  const links = proposal.services.map((service) => (service.view.problem === null ? linked(service) : null));
  const others = [...profiles, ...links.filter((link) => link !== null)];
  return {
    ...proposal,
    services: proposal.services.map((service, index) => {
      const link = links[index] ?? null;
      const ring = link === null ? null : ringOf(link, others);
      return ring === null ? service : withWarning(service, ring);
    }),
  };
}

/** What is known of where it will listen and connect; questions are left out. */
function linked({ view, template }: ProposedService): Linked {
  const known = (addresses: readonly { readonly host: string | null; readonly port: number | null }[]) =>
    addresses.flatMap(({ host, port }) => (host === null || port === null ? [] : [{ host, port }]));
  return {
    id: view.key,
    name: view.name,
    accept: known(template.accept),
    ...(template.acceptIpv6 ? { acceptIpv6: true } : {}),
    connect: known(template.connect),
    ...(template.proxy === undefined ? {} : { proxy: template.proxy }),
  };
}

function withWarning({ view, template }: ProposedService, ring: readonly Linked[]): ProposedService {
  const note: Note = { line: null, text: '', reason: explain(ring.map(({ name }) => name)) };
  return {
    view: { ...view, notes: [...view.notes, note], warnings: [...(view.warnings ?? []), note] },
    template,
  };
}

function explain(names: readonly string[]): string {
  const [first = '', ...others] = names.map((name) => `“${name}”`);
  return others.length === 0
    ? 'This tunnel would connect to itself. Change its server or its local port.'
    : `Tunnels would connect to each other in a ring: ${[first, ...others].join(' to ')} and back to ${first}. No connection would ever come out; change the server or the local port of one of them.`;
}
