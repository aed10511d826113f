/**
 * Files that a client's configuration names and that nobody can find: relative ones of a configuration that was dropped or
 * pasted without them, and those of another computer. They become questions, and the profile goes without them until a
 * person has chosen them. Pure.
 */

import type { ImportNeed } from '../../../preload/import-preview.ts';
import { told } from '../../../preload/sentence.ts';
import type { Note } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { isAbsolutePath, isFolderPath, isShare } from '../../conf/paths.ts';
import { cite, noteOnAll } from '../notes/note.ts';
import { defined } from '../optional-fields.ts';
import { isPublicRoots, needAuthority, needList, needPin, untilChosen } from '../options/trust.ts';
import type { ProposedService } from '../proposal.ts';
import { isAboutServersFile } from './weaknesses.ts';

/**
 * Whether there is something at an absolute path of this computer. null: nobody looks, because what names the path came as
 * text, from whomever; it is a name until a person has chosen the file.
 */
export type IsThere = ((path: string) => boolean) | null;

/** A look at a share of the network would tell its server who is looking. */
const isLost = (path: string, isThere: IsThere) =>
  !isAbsolutePath(path) || isThere === null || (!isShare(path) && !isThere(path));

function whyLost(path: string, isThere: IsThere): Text {
  if (!isAbsolutePath(path)) return toSay('need.lost.folder', { path: cite(path) });
  return isThere === null ? toSay('need.lost.command') : toSay('need.lost.missing', { path: cite(path) });
}

/** The service without files that cannot be found, and with what to choose instead. `said`: what names them. */
export function askForFiles(
  proposed: ProposedService,
  isThere: IsThere,
  said: 'file' | 'command' = 'file',
): ProposedService {
  if (proposed.view.role !== 'client') return proposed;
  return [askForTrust, askForIdentity, askForKey, askForLists].reduce(
    (service, ask) => ask(service, isThere, said),
    proposed,
  );
}

type Ask = (proposed: ProposedService, isThere: IsThere, said: 'file' | 'command') => ProposedService;

const askForTrust: Ask = ({ view, template }, isThere, source) => {
  const { trust } = template;
  if (!('certificates' in trust)) return { view, template };
  const lost = trust.certificates.flatMap((source) =>
    source.kind !== 'pem' && isLost(source.path, isThere) ? [source] : [],
  );
  const path = lost[0]?.path;
  if (path === undefined) return { view, template };
  const isPublic = trust.kind === 'authority' && lost.every((source) => isPublicRoots(source.path));
  const system = { kind: 'system', checks: trust.checks, ...(isPublic ? { strict: true as const } : {}) } as const;
  const isPin = trust.kind === 'pinned' || trust.peer === true;
  const about = { source, path: cite(path), why: whyLost(path, isThere) };
  const said =
    trust.kind === 'pinned'
      ? told('need.lost.pinned', about)
      : trust.peer
        ? told('need.lost.peer', about)
        : told('need.lost.authority', about);
  const choose = lost[0]?.kind === 'directory' ? toSay('need.choose.listed') : toSay('need.choose.it');
  return {
    view: {
      ...withNeed(view, {
        ...(isPin ? needPin(said) : isPublic ? needList(said) : needAuthority(said, choose, { asks: true })),
        lost: cite(path),
      }),
      trust: isPin ? onlyWhatIsIn(cite(path)) : isPublic ? unlessChosen(cite(path)) : untilChosen(cite(path)),
      reasons: withoutTrust(view.reasons),
    },
    template: { ...template, trust: system, trustByFile: trust },
  };
};

const onlyWhatIsIn = (path: string) => toSay('value.trust.choosePath', { path });

const unlessChosen = (path: string) => toSay('value.trust.unlessPath', { path });

/** What is missing is said once, by the need. */
function withoutTrust({ trust: _, ...others }: ProposedService['view']['reasons']): ProposedService['view']['reasons'] {
  return others;
}

const askForIdentity: Ask = ({ view, template }, isThere, source) => {
  const { identity } = template;
  if (identity === undefined) return { view, template };
  const files = identity.kind === 'pem' ? [identity.certificate, identity.key] : [identity.path];
  const path = files.find((file) => isLost(file, isThere));
  if (path === undefined) return { view, template };
  // What clients do not need is not asked for.
  if (view.warnings?.some(isAboutServersFile)) {
    const needs = (view.needs ?? []).filter(({ kind }) => kind !== 'certificate');
    const { needs: _, ...rest } = view;
    return {
      view: needs.length === 0 ? rest : { ...rest, needs },
      template: defined({ ...template, identity: undefined }),
    };
  }
  return {
    view: withNeed(view, {
      kind: 'certificate',
      required: false,
      reason: told('need.lost.identity', { source, certificate: cite(files[0] ?? path), why: whyLost(path, isThere) }),
      named: null,
      lost: cite(path),
    }),
    template: defined({ ...template, identity: undefined }),
  };
};

const askForKey: Ask = ({ view, template }, isThere) => {
  const { psk } = template;
  if (psk?.kind !== 'file' || !isLost(psk.path, isThere)) return { view, template };
  const { identity, path } = psk;
  return {
    view: withNeed(view, {
      kind: 'psk',
      required: template.isProvedByKey === true,
      reason: told('need.lost.psk', {
        path: cite(path),
        why: whyLost(path, isThere),
        has: identity === null ? 'no' : 'yes',
      }),
      named: identity,
      lost: cite(path),
    }),
    template: defined({ ...template, psk: identity === null ? undefined : { kind: 'secret', identity } }),
  };
};

const askForLists: Ask = ({ view, template }, isThere) => {
  const { revocation } = template;
  const lost = revocation?.lists.filter((path) => isLost(path, isThere)) ?? [];
  if (revocation === undefined || lost.length === 0) return { view, template };
  const lists = revocation.lists.filter((path) => !lost.includes(path));
  const [file] = lost.filter((path) => !isFolderPath(path));
  const left: Note[] = lost
    .filter((path) => path !== file)
    .map((path) => noteOnAll(toSay('note.lostList', { path: cite(path), why: whyLost(path, isThere) })));
  const isOnly = lists.length === 0 && revocation.ocsp === null;
  const asked =
    file === undefined
      ? view
      : withNeed(view, {
          kind: 'revocation',
          required: false,
          reason: told(isOnly ? 'need.lost.list' : 'need.lost.listToo', {
            file: cite(file),
            why: whyLost(file, isThere),
          }),
          named: null,
          lost: cite(file),
        });
  const { origin } = template;
  return {
    view: { ...asked, notes: [...asked.notes, ...left] },
    template: defined({
      ...template,
      revocation: isOnly ? undefined : { ...revocation, lists },
      origin: { ...origin, notes: [...origin.notes, ...left] },
    }),
  };
};

/** In place of one of the same kind. */
function withNeed(view: ProposedService['view'], need: ImportNeed): ProposedService['view'] {
  return { ...view, needs: [...(view.needs ?? []).filter(({ kind }) => kind !== need.kind), need] };
}
