/** The services of a document with what they inherit (stunnel man page; the rules of options.c). */
import type { ConfDocument, OptionLine, SectionLine } from './document.ts';
import { isClient, isEndpoint, isServiceOption } from './ends.ts';
import { findJoin } from './joined.ts';
import type { ConfFile } from './parts.ts';
import { asOneFile, filesOf } from './parts.ts';

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
  /** Options before the first section of each file. */
  readonly globals: readonly OptionLine[];
  readonly services: readonly ConfService[];
  /** How many services there are beyond the limit. */
  readonly left: number;
  /** Lines where another file begins: several files one after the other, as `cat` writes them and as pages show them. */
  readonly restarts: readonly number[];
  /** The header of a section for defaults, which stunnel does not know; null without one. */
  readonly defaultsHeader: number | null;
  /** Lines of which it is not certain which of two joined files they belong to. */
  readonly doubts: readonly number[];
  /** First lines of options of a page that stand for themselves: no section has them. */
  readonly alone: readonly number[];
}

export interface ServicesOptions {
  /** As many services as are wanted. */
  readonly limit?: number;
  /** stunnel takes the document as it is, so that nothing in it is the beginning of another file. */
  readonly isOneFile?: boolean;
}

/**
 * Splits a document into its services. Without a section header a whole file is one service, when it has an endpoint.
 */
export function servicesOf(
  document: ConfDocument,
  { limit = Number.POSITIVE_INFINITY, isOneFile = false }: ServicesOptions = {},
): ConfServices {
  const { files, doubts, alone } = isOneFile ? asOneFile(document.lines) : filesOf(document.lines);
  const found: Found = { globals: [], services: [], count: 0, restarts: [], doubts: [...doubts] };
  let defaultsHeader: number | null = null;
  for (const [index, written] of files.entries()) {
    const header = isOneFile ? null : defaultsHeaderOf(written);
    defaultsHeader ??= header?.number ?? null;
    const file = header === null ? written : withDefaults(written);
    const [first] = [...file.head.slice(0, 1), ...file.sections.slice(0, 1).map((section) => section.header)];
    if (index > 0 && first !== undefined) found.restarts.push(first.number);
    readFile(file, found, { limit, isOneFile });
  }
  const { globals, services, count, restarts } = found;
  const left = count - services.length;
  return { globals, services, left, restarts, doubts: found.doubts.sort((a, b) => a - b), defaultsHeader, alone };
}

interface Found {
  readonly globals: OptionLine[];
  readonly services: ConfService[];
  /** Of services, also those beyond the limit. */
  count: number;
  readonly restarts: number[];
  readonly doubts: number[];
}

function readFile({ head, sections }: ConfFile, found: Found, { limit, isOneFile }: Required<ServicesOptions>): void {
  const add = (service: () => ConfService) => {
    found.count += 1;
    if (found.services.length < limit) found.services.push(service());
  };
  const defaultsOf = (lines: readonly OptionLine[]) => lines.filter(isServiceOption);
  if (sections.length === 0) {
    const options = defaultsOf(head);
    if (options.some(isEndpoint)) add(() => ({ section: null, line: null, options, own: head }));
    else found.globals.push(...head);
    return;
  }
  for (const line of head) found.globals.push(line);
  const names = new Set<string>();
  let defaults = defaultsOf(head);
  for (const [index, section] of sections.entries()) {
    const { header } = section;
    names.add(header.name.toLowerCase());
    const next = isOneFile ? undefined : sections[index + 1];
    const join =
      next === undefined
        ? { start: null, doubt: null }
        : findJoin(section.own, {
            inherited: defaults.findLast(isClient) ?? null,
            next: next.own,
            nextHeader: next.header.number,
            isRepeated: names.has(next.header.name.toLowerCase()),
          });
    const own = join.start === null ? section.own : section.own.slice(0, join.start);
    if (join.doubt !== null) found.doubts.push(join.doubt);
    const inherited = defaults;
    add(() => ({
      section: header.name,
      line: header.number,
      options: [...inherited, ...own.filter(isServiceOption)],
      own,
    }));
    if (join.start === null || next === undefined) continue;
    const beginning = section.own.slice(join.start);
    for (const line of beginning) found.globals.push(line);
    found.restarts.push((beginning[0] ?? next.header).number);
    defaults = defaultsOf(beginning);
    names.clear();
  }
}

/** As other formats call it. */
const DEFAULTS = /^(?:globals?|defaults?|general|common|stunnel)$/i;

/** A first section for what goes for all services, without an address of its own; null without one. */
function defaultsHeaderOf({ sections: [first, second] }: ConfFile): SectionLine | null {
  const isDefaults = first !== undefined && second !== undefined && DEFAULTS.test(first.header.name.trim());
  return isDefaults && !first.own.some(isEndpoint) ? first.header : null;
}

/** The lines of such a section stand before the first section. */
const withDefaults = ({ head, sections: [first, ...sections] }: ConfFile): ConfFile => ({
  head: [...head, ...(first?.own ?? [])],
  sections,
});

/** The line that counts for an option that is not a list: the last one. */
export function lastOf(service: ConfService, canonical: string): OptionLine | null {
  return service.options.findLast((line) => line.canonical === canonical) ?? null;
}

/** Every line of an option, inherited ones first: lists append to what they inherit. */
export function allOf(service: ConfService, canonical: string): readonly OptionLine[] {
  return service.options.filter((line) => line.canonical === canonical);
}
