/** The services of a document with what they inherit (stunnel man page; the rules of options.c). */
import type { ConfDocument, OptionLine, SectionLine } from './document.ts';
import { findOption } from './options.ts';

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
}

/**
 * Splits a document into its services, as many as `limit`. Without a section header the whole file is one service, when
 * it has an endpoint.
 */
export function servicesOf(document: ConfDocument, limit = Number.POSITIVE_INFINITY): ConfServices {
  const globals: OptionLine[] = [];
  const sections: { readonly header: SectionLine; readonly own: OptionLine[] }[] = [];
  for (const line of document.lines) {
    if (line.kind === 'section') sections.push({ header: line, own: [] });
    else if (line.kind === 'option') (sections.at(-1)?.own ?? globals).push(line);
  }
  const defaults = globals.filter(isServiceOption);
  if (sections.length > 0) {
    const services = sections.slice(0, limit).map(({ header, own }) => ({
      section: header.name,
      line: header.number,
      options: [...defaults, ...own.filter(isServiceOption)],
      own,
    }));
    return { globals, services, left: sections.length - services.length };
  }
  const endpoints = new Set(['accept', 'connect', 'exec']);
  if (!defaults.some((line) => line.canonical !== null && endpoints.has(line.canonical))) {
    return { globals, services: [], left: 0 };
  }
  return { globals: [], services: [{ section: null, line: null, options: defaults, own: globals }], left: 0 };
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
