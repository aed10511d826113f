/** The services of a document with what they inherit (stunnel man page; the rules of options.c). */
import type { ConfDocument, OptionLine, SectionLine } from './document.ts';
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
}

interface Section {
  readonly header: SectionLine;
  readonly defaults: readonly OptionLine[];
  readonly own: OptionLine[];
}

const endpoints: ReadonlySet<string> = new Set(['accept', 'connect', 'exec']);
const isEndpoint = ({ canonical }: OptionLine) => canonical !== null && endpoints.has(canonical);

/**
 * Splits a document into its services, as many as `limit`. Without a section header the whole file is one service, when
 * it has an endpoint.
 */
export function servicesOf(document: ConfDocument, limit = Number.POSITIVE_INFINITY): ConfServices {
  const globals: OptionLine[] = [];
  const restarts: number[] = [];
  const sections: Section[] = [];
  let defaults: readonly OptionLine[] = [];
  /** Of the section's own lines those behind this many belong to another file; null while it is the same one. */
  let cut: number | null = null;
  for (const line of document.lines) {
    const current = sections.at(-1);
    if (current !== undefined && line.kind === 'unreadable' && isBetweenFiles(line.raw)) cut = current.own.length;
    if (line.kind === 'option') (current?.own ?? globals).push(line);
    if (line.kind !== 'section') continue;
    if (current === undefined) defaults = globals.filter(isServiceOption);
    else {
      const beginning = takeBeginning(current.own, cut);
      const first = beginning[0] ?? (cut === null ? undefined : line);
      if (first !== undefined) {
        globals.push(...beginning);
        restarts.push(first.number);
        defaults = beginning.filter(isServiceOption);
      }
    }
    cut = null;
    sections.push({ header: line, defaults, own: [] });
  }
  if (sections.length > 0) {
    const services = sections.slice(0, limit).map(({ header, defaults: inherited, own }) => ({
      section: header.name,
      line: header.number,
      options: [...inherited, ...own.filter(isServiceOption)],
      own,
    }));
    return { globals, services, left: sections.length - services.length, restarts };
  }
  const options = globals.filter(isServiceOption);
  if (!options.some(isEndpoint)) return { globals, services: [], left: 0, restarts };
  return { globals: [], services: [{ section: null, line: null, options, own: globals }], left: 0, restarts };
}

/**
 * Takes the beginning of another file off the end of a section: what stands behind `cut`, or else an option that may only
 * stand before the first section, and what follows it up to the next header, unless that belongs to a service.
 */
function takeBeginning(own: OptionLine[], cut: number | null): OptionLine[] {
  const isGlobal = ({ canonical }: OptionLine) => canonical !== null && findOption(canonical)?.scope === 'global';
  const start = cut ?? own.findIndex(isGlobal);
  if (start < 0 || own.slice(start).some(isEndpoint)) return [];
  return own.splice(start);
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
