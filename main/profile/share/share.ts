/**
 * Profiles for a colleague: a file or a link without secrets, without paths of this computer and without anything about
 * where a profile came from. Reading one gives what an import preview needs, and nothing is taken over that a stranger
 * should not decide: tunnels listen on loopback, and “any certificate” is not carried on. Pure.
 */

import { z } from 'zod';
import { describeTrust } from '../../../preload/fields/trust.ts';
import type { ImportNeed } from '../../../preload/import-preview.ts';
import { isLoopback } from '../../../preload/loopback.ts';
import { endpointSchema } from '../../../preload/schemas.ts';
import { told } from '../../../preload/sentence.ts';
import type { Note, Profile } from '../../../preload/types.ts';
import { type Text, toSay, type UnsaidExplanation } from '../../../preload/words/text.ts';
import { LOOPBACK } from '../defaults.ts';
import type { ProposeOptions } from '../import/propose.ts';
import { localPortFor, nextFree } from '../local-port.ts';
import { noteOnAll } from '../notes/note.ts';
import type { Proposal, ProposedService } from '../proposal.ts';
import { readStored } from '../stored.ts';
import { receivedProfile, sentProfile } from './fields.ts';
import { isNewer, MAX_LINK_MADE, MAX_PROFILES, packFile, packLink, type SharedProfile, unpack } from './format.ts';
import { isLink } from './link.ts';
import type { CertificateTexts } from './trust.ts';

export { isShared } from './format.ts';
export type { CertificateTexts } from './trust.ts';

export type Shared =
  /** `notes` say what was left out; `text` of a note is the profile's name. */
  | { readonly ok: true; readonly text: string; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly explanation: UnsaidExplanation };

export type ReadSharedResult =
  | { readonly ok: true; readonly proposal: Proposal }
  | { readonly ok: false; readonly reason: ShareFault; readonly explanation: UnsaidExplanation };

export type ShareFault = 'not-ours' | 'too-new' | 'damaged' | 'too-large';

/** The text of a `.adit` file. The demo's profile is left out: its server is in this app. */
export function shareFile(profiles: readonly Profile[], certificates: CertificateTexts): Shared {
  return share(profiles, certificates, packFile, Number.POSITIVE_INFINITY);
}

/** An `adit://import` link, unless it would be too long to be passed on. */
export function shareLink(profiles: readonly Profile[], certificates: CertificateTexts): Shared {
  return share(profiles, certificates, packLink, MAX_LINK_MADE);
}

function share(
  profiles: readonly Profile[],
  certificates: CertificateTexts,
  pack: (profiles: readonly SharedProfile[]) => string,
  limit: number,
): Shared {
  const own = profiles.filter(({ demo }) => !demo);
  if (own.length === 0 || own.length > MAX_PROFILES) return { ok: false, explanation: nothingToShare };
  const notes: Note[] = [];
  const shared = own.map((profile): SharedProfile => {
    const { name } = profile;
    return sentProfile(profile, certificates, (reason) => notes.push({ line: null, text: name, reason }));
  });
  const text = pack(shared);
  return text.length > limit ? { ok: false, explanation: linkTooLong } : { ok: true, text, notes };
}

/** What a shared file or link holds, as a proposal like that of a configuration. Never throws. */
export function readShared(text: string, { fileName, takenPorts }: ProposeOptions): ReadSharedResult {
  const what = isLink(text) ? 'link' : 'file';
  const fail = (reason: ShareFault): ReadSharedResult => ({ ok: false, reason, explanation: explain(reason, what) });
  const unpacked = unpack(text);
  if (!unpacked.ok) return fail(unpacked.reason);
  if (isNewer(unpacked.version)) return fail('too-new');

  const findings = unpacked.profiles.map((candidate, index) => receive(candidate, index, fileName));
  const { profiles, quarantined } = readStored({
    version: unpacked.version,
    profiles: findings.map(({ candidate }) => candidate),
  });
  if (profiles.length === 0 || quarantined.length > 0) return fail('damaged');
  const taken = new Set(takenPorts);
  const services = profiles.map((profile, index) =>
    proposalOf(profile, index, findings[index]?.notes ?? [], taken, what),
  );
  return { ok: true, proposal: { services, notes: [] } };
}

/** Takes out what a stranger must not decide, before the rest is checked. */
function receive(candidate: unknown, index: number, fileName: string | null) {
  const notes: Note[] = [];
  if (typeof candidate !== 'object' || candidate === null) return { candidate, notes };
  const note = (reason: Text) => notes.push(noteOnAll(reason));
  const received = receivedProfile({ ...candidate }, note);
  return {
    candidate: {
      ...received,
      ...portInstead(received),
      id: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
      demo: false,
      origin: { file: fileName?.slice(0, 1024) ?? null, section: null, notes: [] },
    },
    notes,
  };
}

/** A sender's tunnel with nothing but a socket, which stays theirs, gets the port that is usual for its service. */
function portInstead({ accept, connect }: Readonly<Record<string, unknown>>): object {
  if (!Array.isArray(accept) || accept.length > 0) return {};
  const [server] = z.array(endpointSchema).safeParse(connect).data ?? [];
  return server === undefined ? {} : { accept: [{ host: LOOPBACK, port: localPortFor(server.port, new Set()) }] };
}

function proposalOf(
  profile: Profile,
  index: number,
  received: readonly Note[],
  taken: Set<number>,
  what: 'file' | 'link',
): ProposedService {
  const notes = [...received];
  const accept = profile.accept.map(({ host, port }) => {
    const free = nextFree(port, taken);
    taken.add(free);
    if (isLoopback(host)) return { host, port: free };
    notes.push(noteOnAll(toSay('note.shared.exposed', { host })));
    return { host: LOOPBACK, port: free };
  });
  const [local] = accept;
  const [remote] = profile.connect;
  const asShared = told('reason.shared', { what });
  const moved = local?.port === profile.accept[0]?.port ? asShared : told('reason.shared.taken', { what });
  const { name, application, user, trust, psk } = profile;
  return {
    view: {
      key: `service-${index + 1}`,
      section: name,
      role: 'client',
      name,
      application,
      host: remote?.host ?? null,
      remotePort: remote?.port ?? null,
      localPort: local?.port ?? null,
      user,
      ...(profile.acceptIpv6 ? { acceptIpv6: true } : {}),
      trust: describeTrust(trust),
      ...(psk === undefined ? {} : { needs: [keyNeed(psk)] }),
      reasons: {
        name: asShared,
        application: asShared,
        host: asShared,
        remotePort: asShared,
        localPort: moved,
        trust: asShared,
      },
      notes,
      problem: null,
    },
    template: { ...profile, accept, checkAnsweredHost: false, origin: { ...profile.origin, notes } },
  };
}

const keyNeed = ({ identity }: NonNullable<Profile['psk']>): ImportNeed => ({
  kind: 'psk',
  required: true,
  reason: told('need.psk.shared'),
  named: identity,
});

const nothingToShare: UnsaidExplanation = {
  what: toSay('refused.share.what'),
  why: toSay('refused.share.why', { count: MAX_PROFILES }),
  next: toSay('refused.share.next'),
};

const linkTooLong: UnsaidExplanation = {
  what: toSay('refused.link.what'),
  why: toSay('refused.link.why'),
  next: toSay('refused.link.next'),
};

function explain(reason: ShareFault, what: 'file' | 'link'): UnsaidExplanation {
  const again = toSay('refused.shared.again', { what });
  switch (reason) {
    case 'not-ours':
      return {
        what: toSay('refused.shared.foreign.what', { what }),
        why: toSay('refused.shared.foreign.why', { what }),
        next: toSay('refused.shared.foreign.next', { what }),
      };
    case 'too-new':
      return {
        what: toSay('refused.shared.newer.what', { what }),
        why: toSay('refused.newer.why'),
        next: toSay('refused.shared.newer.next'),
      };
    case 'damaged':
      return {
        what: toSay('refused.shared.damaged.what', { what }),
        why: toSay('refused.shared.damaged.why', { what }),
        next: again,
      };
    case 'too-large':
      return {
        what: toSay('refused.shared.large.what', { what }),
        why: toSay('refused.shared.large.why'),
        next: again,
      };
  }
}
