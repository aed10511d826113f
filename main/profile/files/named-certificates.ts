/** What certificates that a client's file names say against how it names them. Pure. */
import { defaultTrust, describeTrust, namesIn } from '../../../preload/fields/trust.ts';
import type { Note } from '../../../preload/types.ts';
import { cite } from '../notes/note.ts';
import type { Proposal, ProposedService } from '../proposal.ts';
import type { CertificateFacts } from './parts.ts';

/** A list as systems have it holds more than a hundred; nobody picks as many by hand. */
const LIST_OF_ROOTS = 10;

/** `look`: the certificates of a file of this computer, null when there is none or it may not be looked at. */
export function lookAtNamed(proposal: Proposal, look: (path: string) => readonly CertificateFacts[] | null): Proposal {
  return {
    ...proposal,
    services: proposal.services.map((service) => {
      const { trust } = service.template;
      if (service.view.role !== 'client' || !('certificates' in trust)) return service;
      const files = trust.certificates.flatMap((source) => (source.kind === 'file' ? [source.path] : []));
      return files.reduce((judged, path) => judgeNamed(judged, path, look(path) ?? []), service);
    }),
  };
}

/** `facts` are the certificates in the file at `path`. */
export function judgeNamed(
  service: ProposedService,
  path: string,
  facts: readonly CertificateFacts[],
): ProposedService {
  const { trust, checkAnsweredHost } = service.template;
  if (facts.length === 0 || !('certificates' in trust)) return service;
  if (trust.kind === 'pinned') {
    const [first] = facts;
    return first !== undefined && facts.every(({ authority }) => authority)
      ? withWarning(service, onlyAuthority(path, first))
      : service;
  }
  const roots = facts.filter(({ publicRoot }) => publicRoot);
  if (trust.peer || roots.length === 0 || checkAnsweredHost || namesIn(trust.checks).length > 0) return service;
  if (roots.length >= LIST_OF_ROOTS && trust.certificates.length === 1) return asSystem(service, path);
  const named: ProposedService = { ...service, template: { ...service.template, checkAnsweredHost: true } };
  return withWarning(named, publicWithoutName(path, roots[0]));
}

/** A copy of the public authorities is what the system has. */
function asSystem({ view, template }: ProposedService, path: string): ProposedService {
  const reason = `${cite(path)} holds public authorities, and the file checks no name: any certificate of any of them would do. The system decides by its own, and the name is checked as well.`;
  const reasons = { ...view.reasons, trust: reason };
  return withWarning(
    {
      view: { ...view, trust: describeTrust(defaultTrust), reasons },
      template: { ...template, trust: defaultTrust },
    },
    reason,
  );
}

const nameOf = ({ summary }: CertificateFacts) => /(?:^|, )CN=([^,]+)/.exec(summary.subject)?.[1] ?? summary.subject;

const onlyAuthority = (path: string, facts: CertificateFacts) =>
  `${cite(path)} holds an authority (${cite(nameOf(facts))}), and verifyPeer accepts only the server’s own certificate, so that no server will do. verifyChain = yes trusts what the authority issued.`;

const publicWithoutName = (path: string, facts: CertificateFacts | undefined) =>
  `${cite(path)} holds a public authority (${facts === undefined ? '' : cite(nameOf(facts))}), which signs for everybody, and the file checks no name. Adit checks the name of the host that you enter.`;

function withWarning({ view, template }: ProposedService, reason: string): ProposedService {
  const note: Note = { line: null, text: '', reason };
  return {
    view: { ...view, notes: [...view.notes, note], warnings: [...(view.warnings ?? []), note] },
    template: { ...template, origin: { ...template.origin, notes: [...template.origin.notes, note] } },
  };
}
