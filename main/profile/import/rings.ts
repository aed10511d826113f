/** Names the rings that the services of an import make, among themselves and with the profiles that there are. Pure. */

import { quoted } from '../../../preload/sentence.ts';
import { type Text, type TextPart, toSay } from '../../../preload/words/text.ts';
import { noteOnAll } from '../notes/note.ts';
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
  const note = noteOnAll(explain(ring.map(({ name }) => name)));
  return {
    view: { ...view, notes: [...view.notes, note], warnings: [...(view.warnings ?? []), note] },
    template,
  };
}

function explain(names: readonly string[]): Text {
  const [first = '', ...others] = names;
  if (others.length === 0) return toSay('note.ring.itself');
  const way = others.reduce<TextPart>(
    (before, name) => toSay('note.ring.way', { before, next: quoted(name) }),
    quoted(first),
  );
  return toSay('note.ring', { way, first: quoted(first) });
}
