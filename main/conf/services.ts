/** The services of a document with what they inherit (stunnel man page; the rules of options.c). */
import type { ConfDocument, ConfLine, OptionLine, SectionLine } from './document.ts';
import type { Join } from './joined.ts';
import { findJoin, isEndpoint } from './joined.ts';
import { findOption } from './options.ts';
import { isBetweenFiles } from './tidy.ts';

export interface ConfService {
  /** The section's name as written; null for a configuration without sections (stunnel's inetd mode). */
  readonly section: string | null;
  /** 1-based line of the section header; null without one. */
  readonly line: number | null;
  /** Inherited defaults first, then the section's own lines, in the order of the file. Only options that stunnel knows. */
  readonly options: readonly OptionLine[];
  /** The section's own lines, known or not. */
  readonly own: readonly OptionLine[];
}

export interface ConfServices {
  /** Options before the first section. */
  readonly globals: readonly OptionLine[];
  readonly services: readonly ConfService[];
  /** How many services there are beyond the limit. */
  readonly left: number;
  /** Lines where another file begins: several files one after the other, as `cat` writes them. */
  readonly restarts: readonly number[];
  /** The header of a section for defaults, which stunnel does not know; null without one. */
  readonly defaultsHeader: number | null;
  /** Lines of which it is not certain which of two joined files they belong to. */
  readonly doubts: readonly number[];
}

interface Section {
  readonly header: SectionLine;
  readonly own: readonly OptionLine[];
  /** Of the own lines those from here on stand behind the heading of another file; null without such a heading. */
  readonly cut: number | null;
}

export interface ServicesOptions {
  /** As many services as are wanted. */
  readonly limit?: number;
  /** stunnel takes the document as it is, so that nothing in it is the beginning of another file. */
  readonly isOneFile?: boolean;
}

/**
 * Splits a document into its services. Without a section header the whole file is one service, when it has an endpoint.
 */
export function servicesOf(
  document: ConfDocument,
  { limit = Number.POSITIVE_INFINITY, isOneFile = false }: ServicesOptions = {},
): ConfServices {
  const { head, sections, defaultsHeader } = isOneFile ? sectionsOf(document) : withDefaults(sectionsOf(document));
  if (sections.length === 0) {
    const options = head.filter(isServiceOption);
    const services = options.some(isEndpoint) ? [{ section: null, line: null, options, own: head }] : [];
    return { globals: services.length === 0 ? head : [], services, left: 0, restarts: [], doubts: [], defaultsHeader };
  }
  const globals = [...head];
  const restarts: number[] = [];
  const doubts: number[] = [];
  const services: ConfService[] = [];
  const names = new Set<string>();
  let defaults = head.filter(isServiceOption);
  for (const [index, section] of sections.entries()) {
    const { header } = section;
    names.add(header.name.toLowerCase());
    const next = isOneFile ? undefined : sections[index + 1];
    const join = next === undefined ? null : joinOf(section, next, defaults, names);
    const own = join?.start == null ? section.own : section.own.slice(0, join.start);
    if (join?.doubt != null) doubts.push(join.doubt.number);
    if (index < limit) {
      const options = [...defaults, ...own.filter(isServiceOption)];
      services.push({ section: header.name, line: header.number, options, own });
    }
    if (join?.start == null || next === undefined) continue;
    const beginning = section.own.slice(join.start);
    for (const line of beginning) globals.push(line);
    restarts.push((beginning[0] ?? next.header).number);
    defaults = beginning.filter(isServiceOption);
    names.clear();
  }
  return { globals, services, left: sections.length - services.length, restarts, doubts, defaultsHeader };
}

interface Sections {
  readonly head: readonly OptionLine[];
  readonly sections: readonly Section[];
  readonly defaultsHeader: number | null;
}

/** As other formats call it. */
const DEFAULTS = /^(?:globals?|defaults?|general|common|stunnel)$/i;

/** A first section for what goes for all services, without an address of its own, stands before the first section. */
function withDefaults({ head, sections }: Sections): Sections {
  const [first, ...rest] = sections;
  const isDefaults = first !== undefined && rest.length > 0 && DEFAULTS.test(first.header.name.trim());
  if (!isDefaults || first.cut !== null || first.own.some(isEndpoint)) return { head, sections, defaultsHeader: null };
  return { head: [...head, ...first.own], sections: rest, defaultsHeader: first.header.number };
}

/** The lines before the first header, and each header with the lines below it. */
function sectionsOf(document: ConfDocument): Sections {
  const head: OptionLine[] = [];
  const sections: { header: SectionLine; own: OptionLine[]; cut: number | null }[] = [];
  const begins = new Set(document.begins);
  for (const line of document.lines) {
    const current = sections.at(-1);
    // A script writes several lines in one, the first of which begins the file.
    const isBeginning = begins.delete(line.number) || isBoundary(line);
    if (current !== undefined && isBeginning) current.cut = current.own.length;
    if (line.kind === 'option') (current?.own ?? head).push(line);
    if (line.kind === 'section') sections.push({ header: line, own: [], cut: null });
  }
  return { head, sections, defaultsHeader: null };
}

/** Comments that stunnel's sample configuration has before everything else, in the forms of all its versions. */
const BANNER = /^[;#*\s]*(?:sample stunnel configuration|global options\b)/i;

function isBoundary(line: ConfLine): boolean {
  if (line.kind === 'comment') return BANNER.test(line.raw);
  return line.kind === 'unreadable' && isBetweenFiles(line.raw);
}

function joinOf(section: Section, next: Section, defaults: readonly OptionLine[], names: ReadonlySet<string>): Join {
  const { cut, own } = section;
  if (cut !== null) return { start: own.slice(cut).some(isEndpoint) ? null : cut, doubt: null };
  return findJoin(own, {
    inherited: defaults.findLast(({ canonical }) => canonical === 'client') ?? null,
    next: next.own,
    isRepeated: names.has(next.header.name.toLowerCase()),
  });
}

function isServiceOption(line: OptionLine): boolean {
  return line.canonical !== null && findOption(line.canonical)?.scope === 'service';
}

/** The line that counts for an option that is not a list: the last one. */
export function lastOf(service: ConfService, canonical: string): OptionLine | null {
  return service.options.findLast((line) => line.canonical === canonical) ?? null;
}

/** Every line of an option, inherited ones first: lists append to what they inherit. */
export function allOf(service: ConfService, canonical: string): readonly OptionLine[] {
  return service.options.filter((line) => line.canonical === canonical);
}
