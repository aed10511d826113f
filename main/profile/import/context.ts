/** What the conversion of one section needs to know of the rest of the file. */

import { applicationLabel } from '../../../preload/fields/application-names.ts';
import type { ImportField } from '../../../preload/import-preview.ts';
import { type Sentence, told } from '../../../preload/sentence.ts';
import type { Application, Note } from '../../../preload/types.ts';
import { t } from '../../../preload/words/words.ts';
import type { OptionLine } from '../../conf/document.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import type { ConfService } from '../../conf/services.ts';
import { lastOf } from '../../conf/services.ts';
import { readFlag } from '../../conf/values/words.ts';
import type { Role } from '../options/no-effect.ts';
import type { VirtualHosts } from './virtual-hosts.ts';

export interface ImportContext {
  readonly fileName: string | null;
  /** Where relative paths begin; null when nobody knows where the file is. */
  readonly directory: string | null;
  readonly group: string | null;
  readonly services: readonly ConfService[];
  readonly virtualHosts: VirtualHosts;
  /** What a person said the server's host is; null: nobody has said anything yet. */
  readonly givenHost: string | null;
  /** Addresses and the name of this computer, in lower case; null when nobody knows them. */
  readonly ownAddresses: ReadonlySet<string> | null;
  /** Local ports of other profiles and of those services that come before this one. */
  readonly takenPorts: ReadonlySet<number>;
  /** `HOST:PORT` of those before this one that listen on a loopback address of their own. */
  readonly takenAddresses: ReadonlySet<string>;
  /** Ports that are kept where a file writes them, and that no service is moved to. */
  readonly reservedPorts: ReadonlySet<number>;
}

/** What the readers of a section have to say besides what they read. */
export interface Findings {
  readonly reasons: Partial<Record<ImportField, Sentence>>;
  readonly notes: Note[];
}

/** stunnel's default is a server. */
export function roleOf(service: ConfService): Role {
  return readFlag(lastOf(service, 'client')?.meant ?? '') ? 'client' : 'server';
}

/** A profile's name: the section's, made fit for a list; `otherwise` when the section has none that says something. */
export function nameOf(section: string, otherwise: string): string {
  const clean = (text: string) =>
    text
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, 80)
      .trim();
  return (hasPlaceholder(section) ? '' : clean(section)) || clean(otherwise);
}

/** What a service is called whose section says nothing. */
export function unnamed(application: Application, port: number | null): string {
  if (application !== 'custom') return applicationLabel(application);
  return port === null ? t('import.unnamed') : t('import.unnamedPort', { port });
}

/** Why a field is what the line says. */
export const asInFile = ({ place }: OptionLine): Sentence => ({ ...told('reason.asInFile', { place }), plain: true });

/** Why a service has its name. */
export function explainName({ section }: ConfService): Sentence {
  if (section === null) return told('reason.name.none');
  return section.trim() === '' ? told('reason.name.unnamed') : told('reason.name.section');
}

/** Where an imported profile comes from, within the limits of what is stored. */
export function originOf(context: ImportContext, service: ConfService) {
  return {
    file: context.fileName?.slice(0, 1024) ?? null,
    section: service.section?.slice(0, 1024) ?? null,
  };
}
