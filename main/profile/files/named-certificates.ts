/** What certificates that a client's file names say against how it names them. Pure. */

import { defaultTrust, describeTrust, namesIn } from '../../../preload/fields/trust.ts';
import type { ImportAnswer } from '../../../preload/import-preview.ts';
import type { CertificateSource, Note } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { cite, noteOnAll } from '../notes/note.ts';
import { NO_NAME } from '../options/trust.ts';
import type { Proposal, ProposedService } from '../proposal.ts';
import type { CertificateFacts } from './parts.ts';

/** A list as systems have it holds more than a hundred; nobody picks as many by hand. */
const LIST_OF_ROOTS = 10;

/** A place that a file names as CAfile or CApath. */
export type NamedPlace = Exclude<CertificateSource, { readonly kind: 'pem' }>;

/** `look`: the certificates at a place of this computer; none when there are none, or nobody may look. */
export function lookAtNamed(proposal: Proposal, look: (place: NamedPlace) => readonly CertificateFacts[]): Proposal {
  return {
    ...proposal,
    services: proposal.services.map((service) => {
      const { trust } = service.template;
      if (service.view.role !== 'client' || !('certificates' in trust)) return service;
      const places = trust.certificates.flatMap((source) => (source.kind === 'pem' ? [] : [source]));
      return places.reduce((judged, place) => judgeNamed(judged, place.path, look(place)), service);
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
    const reason = explainAuthorities(path, facts);
    return reason === null ? service : withWarning(service, reason);
  }
  const roots = facts.filter(({ publicRoot }) => publicRoot);
  if (trust.peer || roots.length === 0 || checkAnsweredHost || namesIn(trust.checks).length > 0) return service;
  if (roots.length >= LIST_OF_ROOTS && trust.certificates.length === 1) return asSystem(service, path);
  const named: ProposedService = { ...service, template: { ...service.template, checkAnsweredHost: true } };
  return withWarning(withoutNoName(named), publicWithoutName(path, roots[0]));
}

/**
 * The proposal with the name checked where the answers choose a file with a public authority, and no name would be.
 * `isPublic`: whether a chosen file holds one.
 */
export function withChosenAuthorities(
  proposal: Proposal,
  answers: readonly ImportAnswer[],
  isPublic: (path: string) => boolean,
): Proposal {
  const chosen = new Map(answers.flatMap(({ key, authority }) => (authority === undefined ? [] : [[key, authority]])));
  return {
    ...proposal,
    services: proposal.services.map((service) => {
      const { trustByFile } = service.template;
      const path = chosen.get(service.view.key);
      const isOpen = trustByFile?.kind === 'authority' && !trustByFile.peer && namesIn(trustByFile.checks).length === 0;
      return path !== undefined && isOpen && isPublic(path)
        ? { ...service, template: { ...service.template, checkAnsweredHost: true } }
        : service;
    }),
  };
}

const strictTrust = { ...defaultTrust, strict: true } as const;

/** A copy of the public authorities is what the system has. */
function asSystem({ view, template }: ProposedService, path: string): ProposedService {
  const reason = toSay('note.public.system', { path: cite(path) });
  const reasons = { ...view.reasons, trust: { parts: [reason] } };
  return withWarning(
    withoutNoName({
      view: { ...view, trust: describeTrust(strictTrust), reasons },
      template: { ...template, trust: strictTrust },
    }),
    reason,
  );
}

/** What was said of any authority, before it was known which ones these are. */
function withoutNoName({ view, template }: ProposedService): ProposedService {
  const others = (notes: readonly Note[]) => notes.filter(({ reason }) => reason.id !== NO_NAME.id);
  const { origin } = template;
  return {
    view: { ...view, notes: others(view.notes) },
    template: { ...template, origin: { ...origin, notes: others(origin.notes) } },
  };
}

/**
 * Why verifyPeer accepts no server, or perhaps none, by these certificates of `path`; null when one of them may be a
 * server's own. Many a server has made its certificate itself in a way that lets it issue others.
 */
export function explainAuthorities(path: string, facts: readonly CertificateFacts[]): Text | null {
  const [first] = facts;
  if (first === undefined || !facts.every(({ authority, publicRoot }) => authority || publicRoot)) return null;
  const isSure =
    facts.every(({ publicRoot, summary }) => publicRoot || !summary.selfSigned) ||
    facts.filter(({ publicRoot }) => publicRoot).length >= LIST_OF_ROOTS;
  const about = { path: cite(path), name: cite(nameOf(first)), count: facts.length };
  return isSure ? toSay('note.authorities', about) : toSay('note.authorities.perhaps', about);
}

const nameOf = ({ summary }: CertificateFacts) => /(?:^|, )CN=([^,]+)/.exec(summary.subject)?.[1] ?? summary.subject;

const publicWithoutName = (path: string, facts: CertificateFacts | undefined) =>
  toSay('note.public', { path: cite(path), name: facts === undefined ? '' : cite(nameOf(facts)) });

function withWarning({ view, template }: ProposedService, reason: Text): ProposedService {
  const note = noteOnAll(reason);
  return {
    view: { ...view, notes: [...view.notes, note], warnings: [...(view.warnings ?? []), note] },
    template: { ...template, origin: { ...template.origin, notes: [...template.origin.notes, note] } },
  };
}
