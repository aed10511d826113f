/** What somebody wants from the app when they start it: by command line, by double click, by a second start. */
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { archiveEndings, linksIn, openableEndings } from '../profile/files/openable.ts';
import { profileInLink } from './connect-link.ts';

/** Absolute path of a configuration, of shared profiles, or of an archive or a folder with configurations; or a link. */
export type Opened =
  | { readonly kind: 'file'; readonly path: string /** The server's, when it is known. */; readonly host?: string }
  | { readonly kind: 'link'; readonly link: string }
  /** A link asks for this profile to be connected. */
  | { readonly kind: 'connect'; readonly name: string };

export interface Launch {
  /** Start without a window. */
  readonly hidden: boolean;
  /** The system has started it for who has just logged in. */
  readonly atLogin: boolean;
  /** What to preview, in the order of the arguments: links after files. */
  readonly opened: readonly Opened[];
}

/**
 * Reads a command line as Electron reports it: program, perhaps the app's path, switches of Chromium in any order.
 * Only files with the endings of what Adit opens are taken, and folders for which `isFolder` vouches, so that neither the
 * app's path nor a switch's value can be mistaken for one.
 */
export function parseLaunch(argv: readonly string[], cwd: string, isFolder: (path: string) => boolean): Launch {
  const rest = argv.slice(1);
  return {
    hidden: rest.includes('--hidden'),
    atLogin: rest.includes('--at-login'),
    opened: [
      ...rest
        // Nothing would be the folder that somebody is in.
        .filter((argument) => argument !== '' && !argument.startsWith('-'))
        .map((argument) => toPath(argument, cwd))
        .filter((path) => path !== null)
        .filter((path) => isNamedSo(path) || isFolder(path))
        .filter((path, index, all) => all.indexOf(path) === index)
        .map((path) => ({ kind: 'file' as const, path })),
      ...openedLinks(rest),
    ],
  };
}

/** The links among these, each as what it asks for. */
export const openedLinks = (texts: readonly string[]): readonly Opened[] =>
  linksIn(texts).map((link) => {
    const name = profileInLink(link);
    return name === null ? { kind: 'link', link } : { kind: 'connect', name };
  });

const isNamedSo = (path: string): boolean =>
  [...openableEndings, ...archiveEndings].includes(extname(path).toLowerCase());

/** File managers pass a path or a `file:` URL. */
function toPath(argument: string, cwd: string): string | null {
  if (!argument.startsWith('file:')) return /^[a-z][a-z0-9+.-]+:\/\//i.test(argument) ? null : resolve(cwd, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}
