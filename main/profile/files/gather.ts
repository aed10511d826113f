/**
 * A set of files becomes one proposal: every configuration in it, with the files that it includes and the certificates
 * that lie beside it. Nothing but certificates is taken out of the other files. Pure.
 */

import type { Note } from '../../../preload/types.ts';
import { toSay, type UnsaidExplanation } from '../../../preload/words/text.ts';
import { baseName, folderOf } from '../../conf/paths.ts';
import type { ConfService } from '../../conf/services.ts';
import { withDistinctNames } from '../import/distinct-names.ts';
import { isApart, portsMeant } from '../import/local-ports.ts';
import type { ProposeOptions, ProposeResult } from '../import/propose.ts';
import { noteOnAll } from '../notes/note.ts';
import { placePath } from '../options/place-path.ts';
import type { Proposal } from '../proposal.ts';
import { type FileSet, noteOnFile } from './file-set.ts';
import { type Composed, compose, type Place, type SetText } from './include.ts';
import { type Content, complete, contentOf, proposalOf } from './open.ts';
import { noteOnFinding, type Owners, ownersOf } from './owners.ts';
import { type ReadCertificate, type SetParts, sortOut } from './parts.ts';
import { withCertificates } from './trust.ts';

/** As many services as one import offers. */
const MOST_SERVICES = 200;

/** Names that configurations have; other texts are looked at when there is none of these. */
const configurationName = /(?:^|\/)[^./]*$|\.(?:conf|cfg|config|ini|adit)$/i;
/** Of these it is said why they are left out. */
const surelyMeant = /\.(?:conf|cfg|config|adit)$/i;

/** The proposal that a set makes. What holds no configuration is explained. Never throws. */
export function gather(set: FileSet, given: ProposeOptions, read: ReadCertificate): ProposeResult {
  const options = { ...given, directory: set.directory ?? null };
  const parts = sortOut(set.files, read);
  const likely = parts.texts.filter(({ path }) => configurationName.test(path));
  const fromLikely = readAll(likely, parts, options);
  const all =
    fromLikely.opened.length > 0 || likely.length === parts.texts.length
      ? fromLikely
      : readAll(parts.texts, parts, options);
  const found = parts.findings.map((finding) => noteOnFinding(finding, all.owners));
  if (all.opened.length === 0) return { ok: false, explanation: explainNothing(set, parts, found, all.refused) };

  const notes: Note[] = [
    ...set.notes,
    ...found,
    ...all.refused
      .filter(({ path }) => surelyMeant.test(path))
      .map(({ path, explanation }) => noteOnFile(path, toSay('note.file.refused', { what: explanation.what }))),
  ];
  const proposals =
    all.opened.length === 1
      ? all.opened.map(({ proposal }) => proposal)
      : all.opened.map(({ path, proposal }, index) => asOneOfSeveral(proposal, path, index + 1, set.name));
  const whole = joined(proposals, notes);
  // A client's own key may lie beside its configuration; all other keys are a server's.
  const privateKeys = parts.withKey.filter((path) => !all.owners.clients.has(path));
  const proposal = complete(whole, options);
  return { ok: true, proposal: privateKeys.length === 0 ? proposal : { ...proposal, privateKeys } };
}

interface Opened {
  readonly path: string;
  readonly proposal: Proposal;
}

interface Refused {
  readonly path: string;
  readonly explanation: UnsaidExplanation;
}

function readAll(texts: readonly SetText[], parts: SetParts, options: ProposeOptions) {
  // stunnel includes hidden files as well; in a folder that somebody dropped they are an editor's or the system's.
  const includable = parts.texts.filter(({ path }) => !baseName(path).startsWith('.'));
  const roots = rootsOf(texts.map((text) => compose(text, includable))).map((root) => {
    const content = contentOf(root.text, (line) => placeIn(root, line));
    return { ...root, content, services: servicesIn(content) };
  });
  const owners = ownersOf(roots, parts);
  const opened: Opened[] = [];
  const refused: Refused[] = [];
  const taken = new Set(options.takenPorts);
  const reserved = new Set([
    ...(options.reservedPorts ?? []),
    ...portsMeant(roots.flatMap(({ services }) => services)),
  ]);
  for (const root of roots) {
    const fileName = baseName(root.path);
    const result = proposalOf(root.content, {
      fileName,
      directory: placeOf(options.directory ?? null, root.path),
      takenPorts: new Set(taken),
      reservedPorts: reserved,
      hasIpv6: options.hasIpv6 ?? false,
      host: options.host ?? null,
      ...(options.ownAddresses === undefined ? {} : { ownAddresses: options.ownAddresses }),
      isServersKey: (named) => owners.isServersKey(root.path, named),
    });
    if (!result.ok) {
      refused.push({ path: root.path, explanation: result.explanation });
      continue;
    }
    // A host that somebody gave is no guess from the file's name.
    const guessedFrom = options.host == null ? fileName : null;
    const beside = withBeside(result.proposal, root.services, parts, owners, guessedFrom);
    const placed = root.places === null ? beside : withPlaces(beside, root.places);
    for (const { view, template } of placed.services) {
      if (view.problem !== null) continue;
      for (const { host, port } of template.accept) if (port !== null && !isApart(host)) taken.add(port);
    }
    opened.push({ path: root.path, proposal: placed });
  }
  return { opened, refused, owners };
}

/** Where the file is on this computer, when that is known of the set. */
const placeOf = (directory: string | null, path: string): string | null =>
  directory === null ? null : placePath(folderOf(path), directory);

/** Those that no other includes; of files that include each other the first. */
function rootsOf(composed: readonly Composed[]): readonly Composed[] {
  const included = new Set(composed.flatMap((root) => root.included));
  const roots = composed.filter(({ path }) => !included.has(path));
  const reached = new Set(roots.flatMap((root) => [root.path, ...root.included]));
  for (const root of composed) {
    if (reached.has(root.path)) continue;
    roots.push(root);
    for (const path of [root.path, ...root.included]) reached.add(path);
  }
  return roots;
}

/** Adds what lies beside the configuration to its services. */
function withBeside(
  proposal: Proposal,
  services: readonly ConfService[],
  parts: SetParts,
  { clients }: Owners,
  fileName: string | null,
): Proposal {
  if (parts.certificates.length === 0 && parts.keys.size === 0) return proposal;
  const ofServers = { ...parts, certificates: parts.certificates.filter(({ path }) => !clients.has(path)) };
  return {
    ...proposal,
    services: proposal.services.map((proposed, index) => {
      const service = services[index];
      const same = service !== undefined && (service.section ?? '') === proposed.view.section;
      if (!same) return proposed;
      const beside = proposed.view.role === 'server' ? ofServers : parts;
      return withCertificates(proposed, service, beside, fileName);
    }),
  };
}

/** None for shared profiles, which are no configuration. */
const servicesIn = (content: Content): readonly ConfService[] =>
  content.kind === 'configuration' ? content.divided.services : [];

/** Where a line of a composed text stands, for our own sentences: they name the file only when it is an included one. */
function placeIn({ path, places }: Composed, line: number) {
  const place = places?.[line - 1] ?? { path, line };
  return { file: place.path === path ? null : place.path, line: place.line };
}

/** Notes on lines of the composed text become notes on lines of the files that these come from. */
function withPlaces(proposal: Proposal, places: readonly Place[]): Proposal {
  return withEachNote(proposal, (note) => {
    const place = note.line === null ? undefined : places[note.line - 1];
    return place === undefined ? note : { ...note, line: place.line, file: place.path.slice(0, 1024) };
  });
}

function withEachNote(proposal: Proposal, note: (note: Note) => Note): Proposal {
  return {
    notes: proposal.notes.map(note),
    services: proposal.services.map(({ view, template }) => ({
      view: {
        ...view,
        notes: view.notes.map(note),
        ...(view.warnings === undefined ? {} : { warnings: view.warnings.map(note) }),
      },
      template: { ...template, origin: { ...template.origin, notes: template.origin.notes.map(note) } },
    })),
  };
}

/** Keys, notes and groups of one of several configurations. */
function asOneOfSeveral(proposal: Proposal, path: string, number: number, group: string | null): Proposal {
  const { notes, services } = withEachNote(proposal, (note) => ({ file: path.slice(0, 1024), ...note }));
  return {
    notes,
    services: services.map(({ view, template }) => ({
      view: { ...view, key: `file-${number}-${view.key}`, file: path },
      template: { ...template, group: template.group ?? group?.slice(0, 120) ?? null },
    })),
  };
}

function joined(proposals: readonly Proposal[], notes: readonly Note[]): Proposal {
  const services = proposals.flatMap((proposal) => proposal.services);
  const left = services.length - MOST_SERVICES;
  const tooMany: Note[] = left > 0 ? [noteOnAll(toSay('note.services', { count: MOST_SERVICES, left }))] : [];
  return {
    services: withDistinctNames(services.slice(0, MOST_SERVICES)),
    notes: [...notes, ...proposals.flatMap((proposal) => proposal.notes), ...tooMany],
  };
}

function explainNothing(
  set: FileSet,
  parts: SetParts,
  found: readonly Note[],
  refused: readonly Refused[],
): UnsaidExplanation {
  const [only] = set.files;
  const name = set.name ?? (set.files.length === 1 ? baseName(only?.path ?? '') : null);
  const unreadable = set.files.find(
    ({ path, isUnreadable = false }) => isUnreadable && (surelyMeant.test(path) || set.files.length === 1),
  );
  if (unreadable !== undefined) {
    return {
      what: toSay('import.dropped.unreadable', { name: baseName(unreadable.path) }),
      why: toSay('import.dropped.unreadable.why'),
      next: toSay('import.dropped.unreadable.next'),
    };
  }
  if (set.files.length === 1 && parts.keys.size > 0) {
    return {
      what: toSay('refused.keyNamed.what', { name: name ?? '' }),
      why: toSay('refused.keyNamed.why'),
      next: toSay('refused.choose'),
    };
  }
  if (set.files.length === 1 && parts.withKey.length > 0 && parts.texts.length + parts.certificates.length === 0) {
    return {
      what: toSay('refused.store.what', { name: name ?? '' }),
      why: toSay('refused.store.why'),
      next: toSay('refused.choose'),
    };
  }
  if (set.files.length === 1 && refused[0] !== undefined) return refused[0].explanation;
  if (set.files.length === 1 && parts.certificates.length > 0) {
    return {
      what: toSay('refused.certificate.what', { name: name ?? '' }),
      why: toSay('refused.certificate.why'),
      next: toSay('refused.certificate.next'),
    };
  }
  if (set.files.length === 1 && only !== undefined && parts.texts.length === 0 && found[0] !== undefined) {
    return {
      what: toSay(only.bytes === null ? 'refused.larger.what' : 'refused.unread.what', { name: name ?? '' }),
      why: only.bytes === null ? toSay('refused.larger.why') : found[0].reason,
      next: toSay('refused.choose'),
    };
  }
  const meant = refused.find(({ path }) => surelyMeant.test(path));
  if (meant !== undefined && refused.filter(({ path }) => surelyMeant.test(path)).length === 1) {
    return meant.explanation;
  }
  return {
    what: name === null ? toSay('refused.noneOf.what') : toSay('refused.noneIn.what', { name }),
    why: toSay('refused.noneIn.why'),
    next: toSay('refused.noneIn.next'),
  };
}
