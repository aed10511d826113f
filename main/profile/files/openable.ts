/** What of a command line Adit opens. Apart from what opens it: each start looks, few have something. Pure. */
import { isLink, MAX_LINK } from '../share/link.ts';

/** Endings of the files that Adit opens, in lower case: configurations and shared profiles. */
export const openableEndings: readonly string[] = ['.conf', '.adit'];
/** Of archives. Other programs open these by themselves; Adit does when it is told to. */
export const archiveEndings: readonly string[] = ['.zip', '.tar', '.tgz', '.gz'];

/** The links on a command line, as systems start an app with them, each once. Anything else is left to other readers. */
export function linksIn(argv: readonly string[]): string[] {
  const links = argv.filter((argument) => isLink(argument) && argument.length <= MAX_LINK);
  return [...new Set(links.map((link) => link.trim()))];
}
