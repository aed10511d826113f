/**
 * Where all ways in meet: whatever text is dropped, pasted, opened or followed becomes a proposal for the one preview, or
 * an explanation. Nothing is saved by that. Pure.
 */
import { ConfError } from '../../conf/error.ts';
import { parse } from '../../conf/parse.ts';
import { withMarks } from '../export/marks.ts';
import { askForFiles } from '../import/lost-files.ts';
import type { ProposeOptions, ProposeResult } from '../import/propose.ts';
import { propose } from '../import/propose.ts';
import { settingsOf } from '../import/settings.ts';
import type { Proposal } from '../proposal.ts';
import { isBackup } from '../share/backup.ts';
import { isLink, MAX_LINK } from '../share/format.ts';
import { isShared, readShared } from '../share/share.ts';

/** Endings of the files that Adit opens, in lower case: configurations and shared profiles. */
export const openableEndings: readonly string[] = ['.conf', '.adit'];
/** Of archives. Other programs open these by themselves; Adit does when it is told to. */
export const archiveEndings: readonly string[] = ['.zip', '.tar', '.tgz', '.gz'];

/** The proposal that a configuration, an exported one, a shared file or a link makes. What is no such thing is explained. */
export function openText(text: string, options: ProposeOptions): ProposeResult {
  const read = readText(text, options);
  return read.ok ? { ok: true, proposal: complete(read.proposal, options) } : read;
}

/** The same, before what lies beside the text is known. */
export function readText(text: string, options: ProposeOptions): ProposeResult {
  if (isShared(text)) return readShared(text, options);
  if (isBackup(text)) {
    return {
      ok: false,
      explanation: {
        what: 'This is a backup of Adit, not a configuration.',
        why: 'A backup holds all profiles and settings; it is restored rather than imported.',
        next: 'Restore it in the settings.',
      },
    };
  }
  try {
    const document = parse(text);
    const proposed = propose(document, options);
    return proposed.ok ? { ok: true, proposal: withMarks(document, proposed.proposal) } : proposed;
  } catch (error) {
    if (error instanceof ConfError) return { ok: false, explanation: error.explanation };
    throw error;
  }
}

/** Asks for the files that are missing, and tells in words what the preview has no field for. */
export function complete(proposal: Proposal, { isThere = () => true }: ProposeOptions): Proposal {
  return {
    ...proposal,
    services: proposal.services.map((proposed) => {
      const service = askForFiles(proposed, isThere);
      const settings = settingsOf(service.template, service.view.reasons);
      return settings.length === 0 ? service : { ...service, view: { ...service.view, settings } };
    }),
  };
}

/** The links on a command line, as systems start an app with them, each once. Anything else is left to other readers. */
export function linksIn(argv: readonly string[]): string[] {
  const links = argv.filter((argument) => isLink(argument) && argument.length <= MAX_LINK);
  return [...new Set(links.map((link) => link.trim()))];
}
