/** A stunnel.conf, of a server or a client, becomes the profiles it implies, with a reason for every field. Pure. */

import type { OpenvpnText } from '../../../preload/import-preview.ts';
import type { Note } from '../../../preload/types.ts';
import { type Text, toSay, type UnsaidExplanation } from '../../../preload/words/text.ts';
import { t } from '../../../preload/words/words.ts';
import type { ConfDocument, OptionLine } from '../../conf/document.ts';
import { baseName } from '../../conf/paths.ts';
import { explainForeign } from '../../conf/recognise.ts';
import { type ConfService, type ConfServices, servicesOf } from '../../conf/services.ts';
import { noteOn, noteOnAll } from '../notes/note.ts';
import { noteWithout, privateKeysIn } from '../notes/redact.ts';
import { noteMisplaced, noteNoEffect, type Role } from '../options/no-effect.ts';
import { settingPlaces } from '../options/setting-lines.ts';
import { verificationOf } from '../options/verification.ts';
import type { Proposal, ProposedService } from '../proposal.ts';
import { proposeClient } from './client-section.ts';
import { roleOf } from './context.ts';
import { withDistinctNames } from './distinct-names.ts';
import { withIpv6 } from './ipv6.ts';
import { isApart, portsMeant } from './local-ports.ts';
import type { IsThere } from './lost-files.ts';
import { proposeServer } from './server-section.ts';
import { virtualHostsOf } from './virtual-hosts.ts';
import { noteWeaknesses } from './weaknesses.ts';

export type { Proposal, ProposedService } from '../proposal.ts';

/** As many services of one file as an import offers. */
const MOST_SERVICES = 200;

export interface ProposeOptions {
  /** For the host and the group's name; null for pasted text. */
  readonly fileName: string | null;
  /** The folder that the file is in, as an absolute path; left out when it is not on this computer, or nobody knows. */
  readonly directory?: string | null;
  /** Local ports that other profiles have. */
  readonly takenPorts: ReadonlySet<number>;
  /** This computer has the address ::1. Left out: no. */
  readonly hasIpv6?: boolean;
  /** Ports that may be kept where a file writes them, and are not suggested. Left out: none. */
  readonly reservedPorts?: ReadonlySet<number>;
  /** Addresses and the name of this computer, in lower case. Left out: what a file listens on is taken to be its own. */
  readonly ownAddresses?: ReadonlySet<string> | null;
  /** What a person said the server's host is, before it was asked; wins over every guess. */
  readonly host?: string | null;
  /** Left out: every file with an absolute path is taken to be where it is said to be. */
  readonly isThere?: IsThere;
  /** Whether a path that the file names is the key of a server in another file. Left out: there is no other file. */
  readonly isServersKey?: (named: string) => boolean;
}

export type ProposeResult =
  /** `openvpn`: the configuration of a VPN was among the files. */
  | { readonly ok: true; readonly proposal: Proposal; readonly openvpn?: OpenvpnText }
  | { readonly ok: false; readonly explanation: UnsaidExplanation };

/** As many of a document's services as an import offers. */
export const divide = (document: ConfDocument): ConfServices => servicesOf(document, { limit: MOST_SERVICES });

/** Every service of the document as a profile, or why there is none. `divided`: what `divide` made of it. Never throws. */
export function propose(
  document: ConfDocument,
  {
    fileName,
    directory = null,
    takenPorts,
    reservedPorts,
    ownAddresses = null,
    host = null,
    hasIpv6 = false,
    isServersKey = () => false,
  }: ProposeOptions,
  divided: ConfServices = divide(document),
): ProposeResult {
  const foreign = explainForeign(document);
  if (foreign !== null) return { ok: false, explanation: foreign };

  const { services, left, restarts, doubts, alone, defaultsHeader } = divided;
  if (services.length === 0) {
    return {
      ok: false,
      explanation: {
        what: toSay('refused.noService.what'),
        why: toSay('refused.noService.why'),
        next: toSay('refused.noService.next'),
      },
    };
  }

  const taken = new Set(takenPorts);
  const takenAddresses = new Set<string>();
  const group = services.length > 1 ? groupName(fileName) : null;
  const servers = services.filter((service) => roleOf(service) === 'server');
  const virtualHosts = virtualHostsOf(servers);
  const reserved = new Set([...(reservedPorts ?? []), ...portsMeant(services)]);
  const common = {
    fileName,
    directory,
    group,
    services,
    virtualHosts,
    givenHost: host,
    ownAddresses,
    reservedPorts: reserved,
  };
  const proposeOne = (service: ConfService, index: number): ProposedService => {
    const role = roleOf(service);
    const convert = role === 'client' ? proposeClient : proposeServer;
    const read = convert(service, `service-${index + 1}`, { ...common, takenPorts: new Set(taken), takenAddresses });
    const proposal = withIpv6(read, hasIpv6);
    const converted = { ...proposal, view: { ...proposal.view, places: settingPlaces(service) } };
    const habits = noteWeaknesses(service, role, servers, isServersKey);
    const noted = withNotes(converted, habits, []);
    const one = habits.length === 0 ? noted : { ...noted, view: { ...noted.view, warnings: habits } };
    for (const { host: at, port } of one.view.problem === null ? one.template.accept : []) {
      if (port === null) continue;
      if (isApart(at)) takenAddresses.add(`${at}:${port}`);
      else taken.add(port);
    }
    return one;
  };
  // A port that a client's section names is kept; what is made up for a server's section makes way.
  const proposed = inTurns(services, [(each) => roleOf(each) === 'client', () => true], proposeOne);

  const fileNotes = [
    ...withoutKeys(document, noteGlobals(document, divided)),
    ...notesAt(document, restarts, toSay('note.anotherFile')),
    ...notesAt(document, doubts, DOUBT),
    ...notesAt(document, alone, ALONE),
    ...notesAt(document, defaultsHeader === null ? [] : [defaultsHeader], DEFAULTS),
    ...noteServiceLimit(left),
  ].sort(byLine);
  const told = withDistinctNames(proposed).map((one, index) => {
    const { notes: read, ...view } = one.view;
    return {
      one: { ...one, view: { ...view, notes: [] } },
      notes: [...read, ...noteSection(document, services, index)],
    };
  });
  // What all services inherit is said once, and nothing twice.
  const shared = sharedNotes(told.map(({ notes: own }) => own));
  const notes = withoutRepeated([...fileNotes, ...shared]).sort(byLine);
  const said = new Set(notes.map(keyOf));
  const isOwn = (note: Note) => !said.has(keyOf(note));
  const pasted = privateKeysIn(document).length > 0 ? [fileName ?? t('import.pastedText')] : [];
  return {
    ok: true,
    proposal: {
      services: told.map(({ one, notes: own }) => withNotes(one, own.filter(isOwn), notes)),
      notes,
      ...(pasted.length === 0 ? {} : { privateKeys: pasted }),
    },
  };
}

/** Maps the items group by group: first those of which the first question is true. The results are in the items' order. */
function inTurns<Item, Result>(
  items: readonly Item[],
  groups: readonly ((item: Item) => boolean)[],
  map: (item: Item, index: number) => Result,
): Result[] {
  const results = new Map<number, Result>();
  for (const belongs of groups) {
    for (const [index, item] of items.entries()) {
      if (!results.has(index) && belongs(item)) results.set(index, map(item, index));
    }
  }
  return [...results].toSorted(([one], [other]) => one - other).map(([, result]) => result);
}

const keyOf = ({ line, file, reason }: Note): string => JSON.stringify([line, file, reason]);

const withoutRepeated = (notes: readonly Note[]): Note[] => [
  ...new Map(notes.map((note) => [keyOf(note), note])).values(),
];

/** The notes on lines that every one of several services has: they are about what stands before the sections. */
function sharedNotes(all: readonly (readonly Note[])[]): readonly Note[] {
  const [first = [], ...others] = all;
  const keys = others.map((notes) => new Set(notes.map(keyOf)));
  return others.length === 0
    ? []
    : first.filter((note) => note.line !== null && keys.every((each) => each.has(keyOf(note))));
}

function groupName(fileName: string | null): string {
  const base = baseName(fileName ?? '')
    .replace(/\.(?:conf|cfg|config|ini|txt)$/i, '')
    .trim();
  return (base || t('import.pasted')).slice(0, 120);
}

const DEFAULTS = toSay('note.defaults');
const DOUBT = toSay('note.doubt');

const ALONE = toSay('note.alone');

function notesAt(document: ConfDocument, numbers: readonly number[], reason: Text): Note[] {
  const wanted = new Set(numbers);
  return document.lines.flatMap((line) => (wanted.delete(line.number) ? [noteOn(line, reason)] : []));
}

function noteServiceLimit(left: number): Note[] {
  if (left <= 0) return [];
  return [noteOnAll(toSay('note.services', { count: MOST_SERVICES, left }))];
}

const byLine = (one: Note, other: Note) => (one.line ?? 0) - (other.line ?? 0);

function remarksBetween(document: ConfDocument, from: number, to: number): Note[] {
  return document.remarks.filter(({ line }) => line >= from && line < to).map(noteWithout);
}

/** Notes on the lines of pasted private keys give way to one, so that nothing of a key is kept. */
function withoutKeys(document: ConfDocument, notes: readonly Note[]): Note[] {
  const keys = privateKeysIn(document);
  if (keys.length === 0) return [...notes];
  const others = notes.filter(
    ({ line }) => !keys.some(({ first, last }) => line !== null && line >= first && line <= last),
  );
  const found = keys
    .filter(({ first, last }) => notes.some(({ line }) => line !== null && line >= first && line <= last))
    .map(({ first }) => ({
      line: first,
      text: '',
      reason: toSay('note.keyHere'),
    }));
  return [...others, ...found];
}

const isUnclearRole = ({ canonical, meant }: OptionLine) => canonical === 'client' && !/^(?:yes|no)$/i.test(meant);

const verifies = (service: ConfService): boolean => {
  const { chain, peer } = verificationOf(service);
  return chain || peer;
};

/** What the sections of a file say of the lines before them. */
interface Judge {
  readonly roles: ReadonlySet<Role>;
  readonly verifying: boolean;
}

/** Those that are not shown have no say, however many there are. */
function judgeBy(services: readonly ConfService[]): Judge {
  const shown = services.slice(0, MOST_SERVICES);
  return { roles: new Set(shown.map(roleOf)), verifying: shown.some(verifies) };
}

/** What clients share with a server concerns them as well, but for what proves who the server is. */
function noteGlobal(line: OptionLine, { roles, verifying }: Judge): Note | null {
  const isServers = roles.has('server') && (!roles.has('client') || /^(?:cert|key)$/.test(line.canonical ?? ''));
  return noteNoEffect(line, isServers ? 'server' : 'client', verifying);
}

/** Each line before the sections is judged by those of its own file: a text may hold a client's and a server's. */
function noteGlobals(document: ConfDocument, { globals, services, restarts }: ConfServices): Note[] {
  const fileOf = (number: number) => restarts.filter((first) => first <= number).length;
  const firstSection = services[0]?.line ?? 0;
  const sections = new Map<number, ConfService[]>();
  for (const service of services) {
    const file = fileOf(startOf(service));
    const known = sections.get(file);
    if (known === undefined) sections.set(file, [service]);
    else known.push(service);
  }
  const judges = new Map<number, Judge>();
  const notes = globals.flatMap((line) => {
    const file = fileOf(line.number);
    const judge = judges.get(file) ?? judgeBy(sections.get(file) ?? services);
    judges.set(file, judge);
    return noteGlobal(line, judge) ?? [];
  });
  const client = globals.find(isUnclearRole);
  if (client !== undefined) notes.push(noteOn(client, toSay('note.role.file')));
  return [...notes, ...remarksBetween(document, 1, firstSection)].sort(byLine);
}

/** Notes on the section's own lines that have no effect, and what was recovered in them. */
function noteSection(document: ConfDocument, services: readonly ConfService[], index: number): Note[] {
  const service = services[index];
  if (service === undefined) return [];
  const role = roleOf(service);
  const inSection = service.section !== null;
  const verifying = verifies(service);
  const notes = service.own.flatMap(
    (line) => (inSection ? noteMisplaced(line) : null) ?? noteNoEffect(line, role, verifying) ?? [],
  );
  const client = service.own.find(isUnclearRole);
  if (client !== undefined) notes.push(noteOn(client, toSay('note.role.section')));
  const from = index === 0 ? (service.line ?? 1) : startOf(service);
  const next = services[index + 1];
  const to = next === undefined ? Number.POSITIVE_INFINITY : startOf(next);
  return withoutKeys(document, [...notes, ...remarksBetween(document, from, to)]);
}

/** A file without a section begins with its first option. */
const startOf = ({ line, own }: ConfService): number => line ?? own[0]?.number ?? 1;

function withNotes(one: ProposedService, more: readonly Note[], fileNotes: readonly Note[]): ProposedService {
  const notes = withoutRepeated([...one.view.notes, ...more]).sort(byLine);
  return {
    view: { ...one.view, notes },
    template: {
      ...one.template,
      origin: { ...one.template.origin, notes: [...fileNotes, ...notes].sort(byLine) },
    },
  };
}
